"""A sheet reads the same with the strings it uses as with all of the workbook."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import fastexcel
import openpyxl
import pytest
import xlsxwriter

from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.table.one_sheet import one_sheet
from wipbook.ooxml.table.read import be_quiet
from wipbook.ooxml.table.used_strings import SharedItems

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PREFIXED = MAIN.replace("xmlns=", "xmlns:x=")
STRINGS = f'<sst {MAIN} count="9" uniqueCount="9">' + "".join(
    f"<si>{one}</si>" for one in (
        "<t>zero</t>", "<t xml:space='preserve'> one </t>", "<r><t>t</t></r><r><rPr><b/></rPr><t>wo</t></r>",
        "<t>three</t><phoneticPr fontId='1'/>", "<t/>", "<t>five &lt;si&gt;</t>", "<t>si x</t>", "<t>seven</t>",
        "<t>8</t>",
    )
) + "</sst>"


def cell(place: str, content: str, kind: str = ' t="s"') -> str:
    return f'<c r="{place}"{kind}>{content}</c>'


def read_by(sheet: str | bytes, strings: bytes) -> list[tuple[object, ...]] | str:
    """What the fast reader makes of a package of these two, or that it is none."""
    be_quiet()
    memory = io.BytesIO()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
                         f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        archive.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{relation}"><sheets><sheet name="S" '
                         'sheetId="1" r:id="rId1"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
                         f'Type="{relation}/worksheet" Target="sheet.xml"/><Relationship Id="rId2" '
                         f'Type="{relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        archive.writestr("xl/sheet.xml", sheet)
        archive.writestr("xl/sharedStrings.xml", strings)
    try:
        return fastexcel.read_excel(memory.getvalue()).load_sheet("S", header_row=None).to_polars().rows()
    except fastexcel.FastExcelError as error:
        return type(error).__name__


def sheet_of(*cells: str, main: str = MAIN) -> str:
    return f'<worksheet {main}><sheetData><row r="1">{"".join(cells)}</row></sheetData></worksheet>'


@pytest.mark.parametrize("cells", [
    [cell("A1", "<v>7</v>")], [cell("A1", "<v>0</v>"), cell("B1", "<v>8</v>")], [cell("A1", "<v>2</v>")],
    [cell("A1", "<v>5</v>"), cell("B1", "<v>1</v>"), cell("C1", "<v>4</v>")],
    [cell("A1", "<v>3</v>"), cell("B1", "<v>6</v>")],
    [cell("A1", "<v>007</v>")], [cell("A1", "<v>9</v>")], [cell("A1", "<v>3</v>"), cell("B1", "<v>999999999</v>")],
    [cell("A1", "<v>3</v>", ' t="s" s="0"')], [cell("A1", "<v>3</v>", " s='0' t='s'")],
    [cell("A1", "<v>3</v>"), cell("B1", "<v>12</v>", "")], [cell("A1", "<v>4.5</v>", ' t="n"')],
    [cell("A1", "<is><t>say t=\"s\"</t></is>", ' t="inlineStr"'), cell("B1", "<v>3</v>")],
    [cell("A1", "<f>B1</f><v>3</v>"), cell("B1", "<v>7</v>")], [cell("A1", "<v> 3 </v>")], [cell("A1", "<v>+3</v>")],
    [cell("A1", "<v><![CDATA[3]]></v>")], [cell("A1", "<v>3<!-- 4 --></v>")], [cell("A1", "<v>&#51;</v>")],
    [cell("A1", "<v>3</v>", ' t = "s"')], [cell("A1", '<v xml:space="preserve">3</v>')], [cell("A1", "<v/>")],
    [cell("A1", "<v>3</v>", ' x="1>2" t="s"')],
])
def test_spelled_in_any_way_it_reads_the_same(cells: list[str]) -> None:
    sheet = sheet_of(*cells)
    used = SharedItems(STRINGS.encode()).used_by(sheet.encode())
    if used is not None:
        assert read_by(*used) == read_by(sheet, STRINGS.encode())


def test_only_what_is_used_goes_along() -> None:
    items = SharedItems(STRINGS.encode())
    sheet = sheet_of(cell("A1", "<v>5</v>"), cell("B1", "<v>2</v>"), cell("C1", "<v>5</v>"), cell("D1", "<v>5</v>", ""))
    used = items.used_by(sheet.encode())
    assert used is not None
    assert used[0].decode() == sheet_of(
        cell("A1", "<v>1</v>"), cell("B1", "<v>0</v>"), cell("C1", "<v>1</v>"), cell("D1", "<v>5</v>", "")
    ), "a number stays a number"
    assert used[1].count(b"<si>") == 2 and b"wo</t>" in used[1] and b"five" in used[1]
    last = items.used_by(sheet_of(cell("A1", "<v>8</v>")).encode())
    assert last is not None and last[1].endswith(b"><si><t>8</t></si></sst>")
    none = items.used_by(sheet_of().encode())
    assert none == (sheet_of().encode(), f'<sst {MAIN} count="9" uniqueCount="9"></sst>'.encode())


def test_with_a_prefix_it_is_the_same() -> None:
    prefixed = STRINGS.replace("xmlns=", "xmlns:x=").replace("</", "</x:")
    for name in ("sst", "si", "t ", "t>", "t/", "r>", "rPr", "b/", "phoneticPr"):
        prefixed = prefixed.replace(f"<{name}", f"<x:{name}")
    sheet = sheet_of('<x:c r="A1" t="s"><x:v>2</x:v></x:c>', main=PREFIXED).replace("<sheetData>", "<x:sheetData>")
    sheet = sheet.replace("<worksheet", "<x:worksheet").replace("<row", "<x:row")
    for name in ("row", "sheetData", "worksheet"):
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    used = SharedItems(prefixed.encode()).used_by(sheet.encode())
    assert used is not None and used[1].count(b"<x:si>") == 1
    assert read_by(*used) == read_by(sheet, prefixed.encode()) == [("two",)]


@pytest.mark.parametrize("strings", [
    STRINGS.replace("<si>", "<!-- <si> --><si>", 1), STRINGS.replace("zero", "<![CDATA[<si>]]>"), "", "<sst/>",
    STRINGS.removesuffix("</sst>"),
])
def test_what_cannot_be_told_apart_goes_along_as_it_is(strings: str) -> None:
    assert SharedItems(strings.encode()).used_by(sheet_of(cell("A1", "<v>3</v>")).encode()) is None


@pytest.mark.parametrize("seed", range(6))
def test_every_table_reads_as_it_was_written(seed: int, tmp_path: Path) -> None:
    """Texts that repeat, stand on several sheets, look like markup, or are rich; written and read by other programs."""
    draw = random.Random(seed)
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    bold = book.add_format({"bold": True})
    starts = ("<si>", "a & b", " space ", "Größe", "line\nbreak", "-", "_x000D_", "=1")
    words = [f"{draw.choice(starts)} {number}" for number in range(400)]
    written: dict[str, list[list[object]]] = {}
    for number in range(5):
        sheet = book.add_worksheet(f"S{number}")
        rows = [[draw.choice(words), draw.randint(1, 900) / 4, draw.choice(words)] for _ in range(draw.randint(2, 40))]
        columns = [{"header": header} for header in ("Text", "Number", "Rich")]
        sheet.add_table(0, 0, len(rows), 2, {"name": f"List_{number}", "columns": columns})
        for at, (text, amount, rich) in enumerate(rows, 1):
            sheet.write_string(at, 0, text)
            sheet.write_number(at, 1, amount)
            sheet.write_rich_string(at, 2, rich[:2], bold, rich[2:])
        written[f"List_{number}"] = rows
    book.close()
    with open_file(path, backups=0) as ours:
        whole = ours.document.package.size("xl/sharedStrings.xml")
        for name, rows in written.items():
            assert [list(row) for row in ours.read_table(name).frame.rows()] == rows
            with zipfile.ZipFile(io.BytesIO(one_sheet(ours.document, f"S{name[-1]}"))) as package:
                assert package.testzip() is None
                assert 100 < len(package.read("xl/sharedStrings.xml")) < whole
        theirs = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["S0"].iter_rows(min_row=2)]
        assert theirs == written["List_0"]
        ours.write_cells("S0", {"A2": "typed here"})
        others = [row[0] for row in written["List_0"][1:]]
        assert ours.read_table("List_0").frame["Text"].to_list() == ["typed here", *others]
