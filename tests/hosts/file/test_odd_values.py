"""Values that no program spells so, and sheets with something odd on them: what is read is what stands there now."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.opening import open_books
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.faults import DamagedWorkbook
from wipbook.port.workbook import CellError

SHEET = "xl/worksheets/sheet1.xml"
TEXT, NUMBER = b'<c r="A3" t="s"><v>3</v></c>', b'<c r="B3"><v>45</v></c>'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A table of a text and a number, three rows from A2 on."""
    path = tmp_path / "plant.xlsx"
    made = xlsxwriter.Workbook(path)
    made.add_worksheet("S").add_table(0, 0, 3, 1, {
        "name": "T", "columns": [{"header": "Text"}, {"header": "Number"}],
        "data": [["one", 1.5], ["two", 45], ["three", 3]],
    })
    made.close()
    return path


def respelled(path: Path, change: Callable[[bytes], bytes], part: str = SHEET) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = change(parts[part])
    assert changed != parts[part]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | {part: changed}).items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("value", [" 3 ", "\n3\n", "&#51;", "&#x33;", "\t&#51;"])
def test_the_number_of_a_string_is_read_however_it_is_written(value: str, book: Path) -> None:
    """The fast reader takes a number with a space before it for 0, and a reference for nothing."""
    path = respelled(book, lambda sheet: sheet.replace(TEXT, TEXT.replace(b"<v>3<", f"<v>{value}<".encode())))
    assert openpyxl.load_workbook(path)["S"]["A3"].value == "two"
    with open_file(path) as workbook:
        assert workbook.read_table("T").frame["Text"].to_list() == ["one", "two", "three"]
        assert workbook.read_cell("S", "A3") == "two"


@pytest.mark.parametrize("value", [" 45 ", "\n45", "4&#53;", "&#52;5", "&#52;&#53;", "4&#x35;", "4&#53;&#46;0"])
@pytest.mark.parametrize("formula", ["", "<f>40+5</f>", "<f>IF(1>0,45,0)</f>", '<f a="1"/>', "<f>1</f>\n"])
@pytest.mark.parametrize("tag", ['<c r="B3">', "<c r='B3' s='0'>", '<c r="B3" t="n">'])
def test_a_number_is_read_however_it_is_written(value: str, formula: str, tag: str, book: Path) -> None:
    """Of *4&#53;* the fast reader reads 4."""
    spelled = f"{tag}{formula}<v>{value}</v></c>".encode()
    path = respelled(book, lambda sheet: sheet.replace(NUMBER, spelled))
    with open_file(path) as workbook:
        assert workbook.read_table("T").frame["Number"].to_list() == [1.5, 45, 3]
        assert workbook.read_cell("S", "B3") == 45


@pytest.mark.parametrize(("kind", "value", "read"), [
    ("b", " 1 ", True), ("b", "&#49;", True), ("b", "&#48;", False), ("e", "#&#78;/A", CellError("#N/A")),
    ("e", "&#35;NAME?", CellError("#NAME?")), ("str", " a &amp; b ", " a & b "), ("str", "&#52;", "4"),
    ("d", "2026-03-&#51;1", dt.datetime(2026, 3, 31)),
])
def test_other_kinds_too(kind: str, value: str, read: object, book: Path) -> None:
    path = respelled(book, lambda sheet: sheet.replace(TEXT, f'<c r="A3" t="{kind}"><v>{value}</v></c>'.encode()))
    with open_file(path) as workbook:
        cells = workbook.read_table("T")
        assert cells.mixed.get("Text", cells.frame["Text"])[1] == workbook.read_cell("S", "A3") == read
        assert cells.frame["Number"].to_list() == [1.5, 45, 3]


# What one reader would take for one thing and the next for another is refused, with its place.
AMBIGUOUS: dict[str, tuple[str, bytes, bytes, str]] = {
    "a cell of another row": (SHEET, b'<c r="B3">', b'<c r="B4">', "a cell 'B4' in row 3"),
    "a cell twice": (SHEET, NUMBER, NUMBER + NUMBER, "a cell 'B3' in row 3"),
    "a cell before the last": (SHEET, NUMBER, NUMBER + TEXT, "a cell 'A3' in row 3"),
    "a cell of the table far below it": (
        SHEET, b"</sheetData>", b'<row r="5000"><c r="B3"><v>9</v></c></row></sheetData>', "a cell 'B3' in row 5000"),
    "a text in a number": (SHEET, NUMBER, b'<c r="B3" t="n"><is><t>45</t></is></c>', "a text in a cell of kind 'n'"),
    "a value in a value": (SHEET, NUMBER, b'<c r="B3"><v><v>45</v></v></c>', "<v> inside a value"),
    "something in a value": (SHEET, NUMBER, b'<c r="B3"><v>4<x/>5</v></c>', "<x> inside a value"),
    "elements of another kind": (SHEET, b"<c r=", b"<y:c r=", "<y:c>"),
    "an attribute with >": (SHEET, b'<c r="B3">', b'<c r="B3" x="1>2">', "an attribute of <c> with >"),
    "a string in a string": (
        "xl/sharedStrings.xml", b"<t>two</t>", b"<t>tw<si><t>o</t></si></t>", "a shared string inside another"),
}


@pytest.mark.parametrize("what", AMBIGUOUS)
def test_what_two_readers_would_read_in_two_ways_is_refused(what: str, book: Path) -> None:
    part, old, new, found = AMBIGUOUS[what]
    declared = b'<worksheet xmlns:y="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    path = respelled(book, lambda data: data.replace(b"<worksheet ", declared).replace(old, new).replace(
        b"</c>", b"</y:c>" if b"y:" in new else b"</c>"), part)
    with open_file(path) as workbook, pytest.raises(DamagedWorkbook) as caught:
        workbook.read_table("T")
    assert found in str(caught.value) and caught.value.remedy.startswith("open and save the workbook with Excel")


@pytest.mark.parametrize("change", [
    lambda sheet: re.sub(rb'<row (r="\d+") (spans="[^"]*")', rb"<row \2 \1", sheet),
    lambda sheet: re.sub(rb'<row r="\d+"', b"<row", sheet), lambda sheet: re.sub(rb'<c r="[^"]*"', b"<c", sheet),
    lambda sheet: re.sub(rb'<(row|c) r="([^"]*)"', rb"<\1 r='\2'", sheet),
    lambda sheet: re.sub(rb'<c (r="[^"]*") (t="s")', rb"<c \2 \1", sheet),
    lambda sheet: re.sub(rb'(?:(<row)|(<c)) r="', lambda tag: (tag[1] or tag[2]) + b'  r="', sheet),
    lambda sheet: sheet.replace(b"</row>", b"</row>\n  ").replace(b"</c>", b"</c>\n"),
], ids=["r last", "rows without r", "cells without r", "one quote", "t first", "two spaces", "line by line"])
def test_rows_and_cells_spelled_in_other_ways_are_in_their_order(
    change: Callable[[bytes], bytes], book: Path
) -> None:
    with open_file(respelled(book, change)) as workbook:
        assert workbook.read_table("T").frame.rows() == [("one", 1.5), ("two", 45), ("three", 3)]


def test_an_error_is_one_where_cells_do_not_say_where_they_stand(book: Path) -> None:
    path = respelled(book, lambda sheet: re.sub(rb'<c r="[^"]*"', b"<c", sheet.replace(
        NUMBER, b'<c r="B3" t="e"><v>#N/A</v></c>')))
    with open_file(path) as workbook:
        assert workbook.read_table("T").mixed["Number"] == [1.5, CellError("#N/A"), 3]


@pytest.mark.parametrize("kind", ["b", "e", "s", "d", "n"])
def test_an_empty_value_is_a_blank_cell(kind: str, book: Path) -> None:
    path = respelled(book, lambda sheet: sheet.replace(NUMBER, f'<c r="B3" t="{kind}"><v></v></c>'.encode()))
    with open_file(path) as workbook:
        assert workbook.read_cell("S", "B3") is None
        cells = workbook.read_table("T")
        assert list(cells.mixed.get("Number", cells.frame["Number"])) == [1.5, None, 3]


ODD: dict[str, tuple[bytes, bytes]] = {
    "an error of later years": (NUMBER, b'<c r="B3" t="e"><v>#SPILL!</v></c>'),
    "a function that is not there": (NUMBER, b'<c r="B3" t="e"><f>MYADDIN(1)</f><v>#NAME?</v></c>'),
    "a number with a space": (NUMBER, b'<c r="B3"><v> 45 </v></c>'),
    "a row 0": (b'<row r="1" ', b'<row r="0" '),
    "a cell far off": (b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    "a number beyond all days": (NUMBER, b'<c r="B3" s="DATE"><v>5901234123457</v></c>'),
    "nothing": (NUMBER, NUMBER.replace(b"<c ", b"<c  ")),
}


@pytest.mark.parametrize("what", ODD)
def test_what_was_written_is_read_whatever_else_stands_on_the_sheet(what: str, book: Path) -> None:
    """A sheet that the fast reader would stumble over is written anew for it: as it stands by then."""
    old, new = ODD[what]
    if b"DATE" in new:
        dated = openpyxl.load_workbook(book)
        dated["S"]["D9"].number_format = "yyyy-mm-dd"
        dated["S"]["D9"].value = 5
        dated.save(book)
        new = new.replace(b"DATE", b"1")
        old = b'<c r="B3" t="n"><v>45</v></c>'
    path = respelled(book, lambda sheet: sheet.replace(old, new))
    with open_file(path) as workbook:
        assert workbook.read_table("T").frame["Text"].to_list() == ["one", "two", "three"]
        workbook.write_cells("S", {"A2": "changed"})
        assert workbook.read_table("T").frame["Text"].to_list() == ["changed", "two", "three"]
        workbook.append_rows("T", pl.DataFrame({"Text": ["four"], "Number": [4.0]}))
        read = workbook.read_table("T").frame
        assert read["Text"].to_list() == ["changed", "two", "three", "four"] and read["Number"][-1] == 4
        workbook.save()
        assert workbook.read_table("T").frame["Text"].to_list() == ["changed", "two", "three", "four"]


def test_a_row_typed_beside_an_error_is_costed_at_once(tmp_path: Path) -> None:
    """A column of the user's with a function of an add-in that is not there: rows that a command adds count before
    the workbook is saved as they do after."""
    from tests.commands.every_command import small_plant

    path = small_plant(tmp_path / "plant.xlsx")
    typed = openpyxl.load_workbook(path)
    sheet = typed["Movements"]
    place = sheet.tables["Movements"].ref.split(":")
    sheet.cell(int(place[0][1:]) - 2, 40).value = "=MYADDIN(1)"
    typed.save(path)
    respelled(path, lambda data: re.sub(
        rb'<c (r="AN4")[^>]*><f>MYADDIN.1.</f>.*?</c>', rb'<c \1 t="e"><f>MYADDIN(1)</f><v>#NAME?</v></c>', data
    ), _part_of(path, "Movements"))
    with open_file(path, backups=0) as workbook:
        before = refresh(workbook).balances
        row = workbook.read_table("Movements").frame.row(0, named=True)
        workbook.append_rows("Movements", pl.DataFrame({
            "Movement": ["NEW-1"], "Date": [row["Date"]], "Type": ["Receipt"], "Material": [row["Material"]],
            "Quantity": [10.0], "Unit Cost": [2.0],
        }))
        at_once = refresh(workbook).balances
        workbook.save()
    with open_file(path, backups=0) as workbook:
        assert open_books(workbook).ledger.table("Movements").height
        assert at_once == refresh(workbook).balances
    assert round(sum(at_once.values()) - sum(before.values()), 2) == 20.0


def _part_of(path: Path, sheet: str) -> str:
    with open_file(path) as workbook:
        return workbook.document.part_of(sheet)
