"""What the guard refuses, and what it lets through: one line of the table for each kind of fault."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from tests.hosts.conftest import make_plant
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml import faults
from wipbook.ooxml.guard.directory import check_members, check_target
from wipbook.ooxml.guard.place import whole_file
from wipbook.ooxml.guard.remembered import Remembered
from wipbook.ooxml.guard.sheet import check_sheet
from wipbook.ooxml.guard.strings import check_strings
from wipbook.ooxml.guard.verdicts import remembered
from wipbook.ooxml.guard.well_formed import check_well_formed, depth_of
from wipbook.ooxml.table import read

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
Refused = faults.SuspiciousContent
Damaged = faults.DamagedWorkbook


def rewritten(tmp_path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The plant with the first ``old`` of a part replaced, which must be there."""
    plant, out = make_plant(tmp_path / "sound.xlsx"), tmp_path / "plant.xlsx"
    with zipfile.ZipFile(plant) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new, 1)
            after.writestr(name, data)
    return out


#: part, what is there, what stands there instead, the error, and words of its message
IN_A_PART = {
    "a cell in the last corner, in a row of the table": (
        SHEET, b'</c></row><row r="7"', b'</c><c r="XFD6"><v>1</v></c></row><row r="7"', None, "",
    ),
    "NULs before the first row, more than are looked at together": (
        SHEET, b"<sheetData>", b"<sheetData>" + bytes(1 << 17), faults.UnsupportedMarkup, "",
    ),
    "elements before the first row, more than are looked at together": (
        SHEET, b"<sheetData>", b"<sheetData>" + b"<sheetData>" * (1 << 13), Damaged, "among the rows",
    ),
    "blanks before the first row, more than are looked at together": (
        SHEET, b"<sheetData>", b"<sheetData>" + b" " * (1 << 17), None, "",
    ),
    "doctype in a sheet": (SHEET, b"<sheetData>", b"<!DOCTYPE x><sheetData>", Refused, "DOCTYPE"),
    "comment among rows": (SHEET, b'<row r="6"', b'<!-- x --><row r="6"', faults.UnsupportedMarkup, "comment"),
    "cdata among rows": (SHEET, b'<row r="6"', b'<![CDATA[<row>]]><row r="6"', faults.UnsupportedMarkup, "CDATA"),
    "a number with a comma": (SHEET, b"<v>1.5</v>", b"<v>1,200</v>", Damaged, "B6: found the stored value '1,200'"),
    "a number in base 16": (SHEET, b"<v>1.5</v>", b"<v>0x78</v>", Damaged, "B6: found the stored value '0x78'"),
    "not a number": (SHEET, b"<v>1.5</v>", b"<v>NaN</v>", Damaged, "'NaN'"),
    "a number of another alphabet": (SHEET, b"<v>1.5</v>", "<v>\u0663</v>".encode(), Damaged, "stored value"),
    "two values": (SHEET, b"<v>1.5</v>", b"<v>1.5</v><v>2</v>", Damaged, "two values in one cell"),
    "a control character": (SHEET, b"<v>1.5</v>", b"<v>\x1b</v>", Damaged, "broken XML"),
    "a NUL": (STRINGS, b"<t>job</t>", b"<t>j\x00b</t>", Damaged, "broken XML"),
    "a reference to a NUL": (STRINGS, b"<t>job</t>", b"<t>&#0;</t>", Damaged, "broken XML"),
    "a character beyond Unicode": (STRINGS, b"<t>job</t>", b"<t>&#xFFFFFFFF;</t>", Damaged, "broken XML"),
    "half a character": (STRINGS, b"<t>job</t>", b"<t>&#xD800;</t>", Damaged, "broken XML"),
    "an entity": (STRINGS, b"<t>job</t>", b"<t>&bogus;</t>", Damaged, "broken XML"),
    "a kind of its own": (SHEET, b'<c r="A6"', b'<c r="A6" t="x"', Damaged, "broken XML"),
    "a row again": (SHEET, b'<row r="7"', b'<row r="6"', Damaged, "row '6' after row 6"),
    "a row beyond the sheet": (SHEET, b'<row r="7"', b'<row r="1048577"', Damaged, "1048577"),
    "a row that is no number": (SHEET, b'<row r="7"', b'<row r="x"', Damaged, "row 'x'"),
    "a column beyond the sheet": (SHEET, b'<c r="B6"', b'<c r="XFE6"', Damaged, "XFE6"),
    "rows that do not end": (SHEET, b"</sheetData>", b"", Damaged, "among the rows"),
    "no worksheet": (SHEET, b"<sheetData>", b"<sheet><sheetData>", Damaged, "broken XML"),
    "an area that is none": ("xl/tables/table1.xml", b'ref="A5:D8"', b'ref="x"', Damaged, "the area 'x'"),
    "a table without columns": ("xl/tables/table1.xml", b'name="qty"', b'nome="qty"', Damaged, "without name"),
    "a header count that is none": ("xl/tables/table1.xml", b"<table ", b'<table headerRowCount="x" ', Damaged, "'x'"),
    "a table of headers alone": ("xl/tables/table1.xml", b'ref="A5:D8"', b'ref="A5:D5"', Damaged, "one row of data"),
    "a sheet without a name": ("xl/workbook.xml", b'<sheet name="Jobs"', b"<sheet", Damaged, "a sheet without name"),
    "a sheet that is not there": (
        "xl/_rels/workbook.xml.rels", b"worksheets/sheet2", b"worksheets/none", Damaged, "no such part",
    ),
    "a relation out of the package": (
        "xl/_rels/workbook.xml.rels", b'Target="worksheets/sheet1.xml"', b'Target="../../passwd"', Refused, "inside",
    ),
    "a format that is no number": ("xl/styles.xml", b'<numFmt numFmtId="164"', b'<numFmt numFmtId="x"', None, ""),
    "depth": ("xl/workbook.xml", b"<sheets>", b"<sheets>" + b"<x>" * 300 + b"</x>" * 300, Refused, "elements deep"),
}


@pytest.mark.parametrize("case", IN_A_PART)
def test_a_part_is_looked_at_before_it_is_read(tmp_path: Path, capfd: pytest.CaptureFixture[str], case: str) -> None:
    part, old, new, error, said = IN_A_PART[case]
    path = rewritten(tmp_path, part, old, new)
    if error is None:
        with open_file(path) as book:
            assert book.read_table("Jobs").frame["qty"].to_list() == [1.5, 2.5, 3.5]
    else:
        with pytest.raises(error) as caught, open_file(path) as book:
            for name in book.tables():
                book.read_table(name)
            book.read_cell("Other", "K1")
        assert said in str(caught.value)
        assert caught.value.remedy
    assert capfd.readouterr() == ("", "")


def test_a_cell_far_below_the_table_costs_nothing(tmp_path: Path) -> None:
    """The fast reader fills a rectangle from the first cell to the last: it gets the rows of the table alone."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = rewritten(tmp_path, SHEET, b"</sheetData>", far)
    with open_file(path) as book:
        assert book.read_table("Jobs").frame["qty"].to_list() == [1.5, 2.5, 3.5]
        assert book.read_cell("Jobs", "XFD1048576") == 1


def test_cells_far_off_in_the_rows_of_a_table_are_refused(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row) for row in range(500, 900))
    path = rewritten(tmp_path, SHEET, b"</sheetData>", rows + b"</sheetData>")
    with zipfile.ZipFile(path) as archive:
        table = archive.read("xl/tables/table1.xml")
    assert b"A5:D8" in table
    wide = rewritten(tmp_path, SHEET, b"</sheetData>", rows + b"</sheetData>")
    with zipfile.ZipFile(wide) as before, zipfile.ZipFile(tmp_path / "long.xlsx", "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"A5:D8", b"A5:D900"))
    with open_file(tmp_path / "long.xlsx") as book, pytest.raises(Refused, match="as far as XFD899"):
        book.read_table("Jobs")


def test_a_table_of_more_cells_than_anybody_fills(tmp_path: Path) -> None:
    path = rewritten(tmp_path, "xl/tables/table1.xml", b'ref="A5:D8"', b'ref="A5:D1048576"')
    with open_file(path) as book:
        assert book.read_table("Jobs").frame.height == 1_048_571
    columns = b"".join(b'<tableColumn id="%d" name="c%d"/>' % (n, n) for n in range(10, 40))
    path = rewritten(tmp_path, "xl/tables/table1.xml", b"</tableColumns>", columns + b"</tableColumns>")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(tmp_path / "wide.xlsx", "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'ref="A5:D8"', b'ref="A5:AH1048576"'))
    with open_file(tmp_path / "wide.xlsx") as book, pytest.raises(Refused, match="35,651,448 cells"):
        book.read_table("Jobs")


@pytest.mark.parametrize("serial", [2_958_466, 99_999_999, 106_751_991_168, 1e300, -800_000, -1e300])
def test_a_day_beyond_the_calendar_is_a_number(tmp_path: Path, serial: float) -> None:
    """Day 2,958,465 is 31 December 9999; in what Excel shows as #### wipbook sees the number."""
    path = rewritten(tmp_path, SHEET, b"<v>46023</v>", b"<v>%s</v>" % repr(serial).encode())
    with open_file(path) as book:
        cells = book.read_table("Jobs")
    assert cells.mixed["due"][0] == serial
    assert [str(one)[:10] for one in cells.mixed["due"][1:]] == ["2026-01-02", "2026-01-03"]


def test_strings_keep_their_numbers(tmp_path: Path) -> None:
    """A blank item is left out by the fast reader, and two billion announced ones are room it makes."""
    for old, new in ((b"<si><t>job</t>", b"<si/><si><t>job</t>"), (b'uniqueCount="', b'uniqueCount="4294967295" x="')):
        path = rewritten(tmp_path, STRINGS, old, new)
        with open_file(path) as book:
            by_cell = [book.read_cell("Jobs", f"A{row}") for row in (6, 7, 8)]
            assert [None if one is None else str(one) for one in by_cell] == _first_column(path)


def _first_column(path: Path) -> list[object]:
    """The texts of A6:A8 as openpyxl reads them."""
    import openpyxl

    sheet = openpyxl.load_workbook(path)["Jobs"]
    return [sheet[f"A{row}"].value for row in (6, 7, 8)]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("/xl/workbook.xml", Refused), ("../x.xml", Refused), ("xl/../../x", Refused), ("C:\\x.xml", Refused),
        ("xl\\workbook.xml", Damaged), ("", Damaged), ("xl/\0.xml", Damaged), ("xl\\..\\x", Refused),
    ],
)
def test_names_stay_inside(name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        check_members([(name, 1)], 100, "plant.xlsx")


def test_sizes_are_in_proportion() -> None:
    check_members([("a", 90 << 20)], 1_000, "plant.xlsx")
    with pytest.raises(Refused, match="parts of"):
        check_members([("a", 60 << 20), ("b", 60 << 20)], 1_000, "plant.xlsx")
    with pytest.raises(Refused, match="20,001 parts"):
        check_members([(str(number), 0) for number in range(20_001)], 10**9, "plant.xlsx")
    with pytest.raises(Refused, match="3,000,000 shared strings"):
        check_strings(b"<si/>" * 3_000_000, 100, "plant.xlsx")


@pytest.mark.parametrize("target", ["../x", "..", "/etc/passwd", "C:\\x", "a\nb"])
def test_targets_stay_inside(target: str) -> None:
    with pytest.raises(Refused):
        check_target(target, "xl/workbook.xml", "plant.xlsx")


def test_depth_is_that_of_a_parser() -> None:
    from xml.etree import ElementTree

    def depth(one: ElementTree.Element) -> int:
        return 1 + max(map(depth, one), default=0)

    for text in ("<a/>", "<a><b/><b><c x='/'>t</c></b></a>", "<?xml version='1.0'?><a><b><c/></b></a>"):
        assert depth_of(text.encode()) == depth(ElementTree.fromstring(text))
    with pytest.raises(Refused, match="129 elements deep"):
        check_well_formed(b"<a>" * 129 + b"</a>" * 129, "plant.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c t="s" r="A1"><v>0</v></c></row>', b"<row><c><v>1</v></c></row>",
        b"<row r='1'><c r='A1'><v>1</v></c></row>", b'<row r="1">\n  <c r="A1">\n<v>1</v></c>\n</row>',
        b'<row r="1"><c r="A1" t="d"><v>2026-03-31</v></c></row>', b'<row r="1"><c r="A1"><v> 1 </v></c></row>',
        b'<row r="1" hidden="1"/>', b"",
        b'<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
    ],
)
def test_rows_written_in_unusual_ways_are_no_damage(rows: bytes) -> None:
    extent = check_sheet(lambda: [b"<worksheet><sheetData>", rows, b"</sheetData></worksheet>"], "S")
    assert extent.rows == (1 if rows else 0)
    prefixed = rows.replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
    whole = [b"<x:worksheet xmlns:x='m'><x:sheetData>", prefixed, b"</x:sheetData></x:worksheet>"]
    assert check_sheet(lambda: whole, "S").rows == extent.rows


def test_the_fast_reader_gets_what_was_looked_at_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bytes] = []
    real = fastexcel.read_excel
    monkeypatch.setattr(fastexcel, "read_excel", lambda source: given.append(source) or real(source))
    monkeypatch.setattr(read, "_known", Remembered(0))  # no table is known from another test
    with open_file(make_plant(tmp_path / "plant.xlsx")) as book:
        assert isinstance(book.read_table("Jobs").frame, pl.DataFrame)
    content = given[0]  # the table; what stands around it is handed over in the same way
    (tmp_path / "given.xlsx").write_bytes(content)
    with zipfile.ZipFile(tmp_path / "given.xlsx") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == [
            "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/sheet.xml",
            "xl/styles.xml", "xl/workbook.xml",
        ]


def test_a_part_is_looked_at_once_and_anew_when_it_is_another(tmp_path: Path) -> None:
    asked: list[int] = []
    for key in ("x", "x", "y"):
        remembered((tmp_path, key), lambda: asked.append(1))
    assert len(asked) == 2
    path = make_plant(tmp_path / "plant.xlsx")
    with open_file(path) as book:
        book.read_table("Jobs")
    path.write_bytes(rewritten(tmp_path, SHEET, b"<v>1.5</v>", b"<v>1,5</v>").read_bytes())
    with open_file(tmp_path / "plant.xlsx") as book, pytest.raises(Damaged, match="'1,5'"):
        book.read_table("Jobs")


def test_a_path_is_a_file(tmp_path: Path) -> None:
    import os

    (tmp_path / "a.xlsx").symlink_to("b.xlsx")
    (tmp_path / "b.xlsx").symlink_to("a.xlsx")
    os.mkfifo(tmp_path / "pipe.xlsx")
    for path, found in (
        (tmp_path / "a.xlsx", "links that lead in a circle"), (tmp_path, "a folder"), (Path("/dev/null"), "a device"),
        (tmp_path / "pipe.xlsx", "a pipe"), (tmp_path / "none.xlsx", "no such file"),
        (tmp_path / "a\0b", "a name that"), (tmp_path / ("x" * 5000), "name too long"),
    ):
        with pytest.raises(faults.NotAWorkbook, match=found):
            whole_file(path)
        with pytest.raises(faults.NotAWorkbook, match=found):
            open_file(path)


LIES = [(28, 0xFFFF), (30, 0xFFFF), (32, 0xFFFF), (42, 0xFFFFFFFF), (24, 0xFFFFFFFF), (10, 99)]


@pytest.mark.parametrize("lie", LIES)
def test_lies_in_the_directory(tmp_path: Path, lie: tuple[int, int]) -> None:
    """Lengths of name, extra field and comment, offset, size and method of the first member."""
    path = make_plant(tmp_path / "plant.xlsx")
    data = bytearray(path.read_bytes())
    at, value = data.index(b"PK\1\2") + lie[0], lie[1]
    struct.pack_into("<L" if value > 0xFFFF else "<H", data, at, value)
    path.write_bytes(data)
    with pytest.raises((Damaged, Refused, faults.NotAWorkbook)), open_file(path) as book:
        book.read_table("Jobs")
