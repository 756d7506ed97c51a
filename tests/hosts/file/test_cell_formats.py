"""Cells whose format says more than their number, as openpyxl and XlsxWriter write them: every format is a number, a
percentage, a day or an elapsed time for the fast reader exactly where it is for us, and none makes a file damaged."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from openpyxl.worksheet.table import Table

from tests.ooxml.sheet.format_codes import CODES
from wipbook.hosts.excel.workbook import BookWorkbook
from wipbook.hosts.file.workbook import open_book, open_file
from wipbook.ooxml.sheet.number_format import Shown
from wipbook.port.tables import CellError, CellMoment, TableCells

Cell = tuple[object, str | None]


def by_openpyxl(path: Path, cells: Sequence[Cell]) -> Path:
    """A table T with one column A of these values and formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "S"
    sheet.append(["A"])
    for value, code in cells:
        sheet.append([value])
        if code is not None:
            sheet.cell(sheet.max_row, 1).number_format = code
    sheet.add_table(Table(displayName="T", ref=f"A1:A{len(cells) + 1}"))
    book.save(path)
    return path


def by_xlsxwriter(path: Path, cells: Sequence[Cell]) -> Path:
    """The same by another writer."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("S")
    sheet.add_table(0, 0, len(cells), 0, {"name": "T", "columns": [{"header": "A"}]})
    for row, (value, code) in enumerate(cells, 1):
        shown = book.add_format({"num_format": code}) if code is not None else None
        if value is None:
            sheet.write_blank(row, 0, None, shown)
        else:
            sheet.write(row, 0, value, shown)
    book.close()
    return path


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The file with one of its parts changed, which must be another then."""
    out = path.with_suffix(".new")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            assert name != part or change(data) != data
            after.writestr(name, change(data) if name == part else data)
    shutil.move(out, path)
    return path


def read(path: Path) -> TableCells:
    with open_file(path) as book:
        return book.read_table("T")


WRITERS = pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])


@WRITERS
def test_a_percentage_is_told_beside_its_number(write: Callable[..., Path], tmp_path: Path) -> None:
    cells = read(write(tmp_path / "b.xlsx", [(0.22, "0%"), (22, None), (None, "0.0%"), ("x", "0%"), (0.5, "#,##0.00")]))
    assert cells.percents == {"A": [0, 2]} and cells.elapsed == {}  # a text shows no number
    assert cells.mixed == {"A": [0.22, 22, None, "x", 0.5]}


@WRITERS
def test_an_elapsed_time_is_a_number_of_days(write: Callable[..., Path], tmp_path: Path) -> None:
    rows = [(0.3125, "[h]:mm"), (1.5, "[h]:mm:ss"), (0.25, "[mm]:ss"), (7.5, None)]
    cells = read(write(tmp_path / "b.xlsx", rows))
    assert cells.frame["A"].to_list() == [0.3125, 1.5, 0.25, 7.5] and cells.frame["A"].dtype == pl.Float64
    assert cells.elapsed == {"A": [0, 1, 2]} and not cells.mixed and not cells.percents


@WRITERS
def test_money_and_years_are_numbers(write: Callable[..., Path], tmp_path: Path) -> None:
    codes = ['"$"#,##0.00', "_-* #,##0.00 [$€-407]_-;-* #,##0.00 [$€-407]_-", "[$-409]#,##0.00", "yyyy", "0.00 USD"]
    cells = read(write(tmp_path / "b.xlsx", [(1234.56789, code) for code in codes]))
    assert cells.frame["A"].to_list() == [1234.56789] * 5
    assert not cells.mixed and not cells.percents and not cells.elapsed


@pytest.mark.parametrize("code", CODES)
def test_the_fast_reader_judges_as_we_do(code: str, tmp_path: Path) -> None:
    """The reader gets our judgement; cell by cell, where kinds are mixed, the answer is the same."""
    kind = CODES[code]
    alone = read(by_openpyxl(tmp_path / "a.xlsx", [(45000.25, code), (0.5, code)]))
    assert isinstance(alone.frame.schema["A"], pl.Datetime) == (kind is Shown.DATE)
    mixed = read(by_openpyxl(tmp_path / "b.xlsx", [(45000.25, code), ("x", None)])).mixed["A"]
    assert isinstance(mixed[0], dt.datetime) == (kind is Shown.DATE)
    if kind is Shown.DATE:
        assert alone.frame["A"][0] == mixed[0] == dt.datetime(2023, 3, 15, 6)  # as Excel shows day 45,000
    assert bool(alone.percents) == (kind is Shown.PERCENT) and bool(alone.elapsed) == (kind is Shown.ELAPSED)


@pytest.mark.parametrize(
    "number", [-1, -0.5, 2958466, 1e10, -1e10, 1e300, -1e300]
)
def test_a_number_that_is_no_day_stays_a_number_in_a_date_format(number: float, tmp_path: Path) -> None:
    for others in ([], [(46000, "yyyy-mm-dd")], [("x", None), (46000, "h:mm")]):
        cells = read(by_openpyxl(tmp_path / "b.xlsx", [(number, "yyyy-mm-dd"), *others]))
        values = cells.mixed.get("A") or cells.frame["A"].to_list()
        assert values[0] == number and not isinstance(values[0], dt.datetime)


@pytest.mark.parametrize("attribute", ['numFmtId="-3"', 'numFmtId=""', 'numFmtId="9999"', 'numFmtId="x"', ""])
def test_a_cell_format_of_no_known_number_format_is_plain(attribute: str, tmp_path: Path) -> None:
    path = by_openpyxl(tmp_path / "b.xlsx", [(0.25, "0.0000%"), (3, None)])
    other = rb"\1" + attribute.encode()
    changed(path, "xl/styles.xml", lambda data: re.sub(rb'(<xf [^>]*?)numFmtId="164"', other, data))
    cells = read(path)
    assert cells.frame["A"].to_list() == [0.25, 3] and not cells.percents


@pytest.mark.parametrize("old, new", [
    (rb'formatCode="[^"]*"', b'formatCode=""'), (rb'<numFmt numFmtId="164"', b'<numFmt numFmtId="a"'),
    (rb'formatCode="[^"]*"', b'formatCode="[h:mm"'), (rb'formatCode="[^"]*"', b"formatCode='\"'"),
    (rb' formatCode="[^"]*"', b""), (rb"<numFmts.*</numFmts>", b""),
])
def test_a_broken_code_is_no_damage(old: bytes, new: bytes, tmp_path: Path) -> None:
    path = changed(by_openpyxl(tmp_path / "b.xlsx", [(0.25, "0.0000%"), (3, None)]), "xl/styles.xml",
                   lambda data: re.sub(old, new, data))
    assert read(path).frame["A"].to_list() == [0.25, 3]


@pytest.mark.parametrize("cell", [b"<c s='1' r='A2'>", b'<c s="1" r="A2">', b'<c r="A2"  s="1" t="n">'])
def test_however_the_cell_is_written(cell: bytes, tmp_path: Path) -> None:
    path = changed(by_openpyxl(tmp_path / "b.xlsx", [(0.25, "0%"), (3, None)]), "xl/worksheets/sheet1.xml",
                   lambda data: re.sub(rb'<c r="A2"[^>]*>', cell, data))
    assert read(path).percents == {"A": [0]}


ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
          "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!", "#NEW_ONE!")


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("formula", [b"", b"<f>1/0</f>"])
def test_every_error_is_one(error: str, formula: bytes, tmp_path: Path) -> None:
    """The fast reader fails at #NAME? and at those of later years: the file is not damaged for that."""
    path = changed(
        by_openpyxl(tmp_path / "b.xlsx", [(7777, None), (3, None)]), "xl/worksheets/sheet1.xml",
        lambda data: re.sub(rb'<c r="A2"[^>]*>.*?</c>', b'<c r="A2" t="e">%b<v>%b</v></c>' % (formula, error.encode()),
                            data),
    )
    with open_file(path) as book:
        assert book.read_table("T").mixed == {"A": [CellError(error), 3]}
        book.write_cells("S", {"A3": 5})  # of a sheet that is changed here
        assert book.read_table("T").mixed == {"A": [CellError(error), 5]}


def test_a_formula_without_a_value_is_said_whatever_its_format(tmp_path: Path) -> None:
    path = changed(
        by_openpyxl(tmp_path / "b.xlsx", [(0.5, "0%"), (0.5, "[h]:mm"), (3, None)]), "xl/worksheets/sheet1.xml",
        lambda data: re.sub(rb"<v>0.5</v>", b"<f>1/2</f>", data),
    )
    assert read(path).uncalculated == {"A": [0, 1]}


def test_plain_numbers_take_the_percentage_out_of_a_column(tmp_path: Path) -> None:
    """What an import writes is to be read as it is; the figures of a report keep their look."""
    path = by_openpyxl(tmp_path / "b.xlsx", [(0.22, "0%"), (None, "0%")])
    with open_file(path) as book:
        book.append_rows("T", pl.DataFrame({"A": [7.0]}))
        assert book.read_table("T").percents == {"A": [0]} and book.read_table("T").frame["A"].to_list() == [0.22, 7]
        book.write_table("T", pl.DataFrame({"A": [0.5, 0.6]}))
        assert book.read_table("T").percents == {"A": [0, 1]}
        book.write_table("T", pl.DataFrame({"A": [50.0, 60.0]}), plain=True)
        assert not book.read_table("T").percents
        book.save()
    sheet = openpyxl.load_workbook(path)["S"]
    assert [(sheet.cell(row, 1).value, sheet.cell(row, 1).number_format) for row in (2, 3)] == [
        (50, "General"), (60, "General")
    ]


def test_the_host_of_programs_tells_the_same(tmp_path: Path) -> None:
    """The port through xlwings, here on our own engine: formats are asked for, column by column."""
    book = xlsxwriter.Workbook(tmp_path / "b.xlsx")
    sheet = book.add_worksheet("S")
    formats = {code: book.add_format({"num_format": code}) for code in ("0%", "[h]:mm", "h:mm", "yyyy", "#,##0.00 €")}
    names = ["percents", "some", "elapsed", "times", "years", "money"]
    sheet.add_table(0, 0, 3, 5, {"name": "T", "columns": [{"header": name} for name in names]})
    for row in (1, 2, 3):
        sheet.write(row, 0, row / 10, formats["0%"])
        sheet.write(row, 1, row / 10, formats["0%"] if row == 2 else None)
        sheet.write(row, 2, 0.3125, formats["[h]:mm"])
        sheet.write(row, 3, 0.3125, formats["h:mm"])
        sheet.write(row, 4, 2020 + row, formats["yyyy"])
        sheet.write(row, 5, 1.5, formats["#,##0.00 €"])
    book.close()
    with open_file(tmp_path / "b.xlsx") as file:
        ours = file.read_table("T")
    with open_book(tmp_path / "b.xlsx") as opened:
        theirs = BookWorkbook(opened).read_table("T")
    for cells in (ours, theirs):
        assert cells.percents == {"percents": [0, 1, 2], "some": [1]} and cells.elapsed == {"elapsed": [0, 1, 2]}
        assert cells.frame["elapsed"].to_list() == [0.3125] * 3 and cells.frame["years"].to_list() == [2021, 2022, 2023]
        assert cells.frame["money"].to_list() == [1.5] * 3 and cells.frame["some"].to_list() == [0.1, 0.2, 0.3]
        assert {moment.time() for moment in cells.frame["times"]} == {dt.time(7, 30)}


def test_a_moment_keeps_the_number_behind_it(tmp_path: Path) -> None:
    cells = read(by_openpyxl(tmp_path / "b.xlsx", [(0.3125, "h:mm"), ("x", None)]))
    assert isinstance(cells.mixed["A"][0], CellMoment) and cells.mixed["A"][0].serial == 0.3125
