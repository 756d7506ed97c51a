"""Cells as Excel for Windows hands them over, through xlwings' own engine: money, days, errors, formulas, hidden."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from tests.excel_in_miniature.counting import counted
from tests.excel_in_miniature.sheets import excel_book
from wipbook.hosts.excel.workbook import BookWorkbook
from wipbook.hosts.file.workbook import open_file
from wipbook.port.workbook import CellError, Formula

ACCOUNTING = '_-* #,##0.00 [$€-407]_-;-* #,##0.00 [$€-407]_-;_-* "-"?? [$€-407]_-;_-@_-'


def made(path: Path, date1904: bool = False) -> Path:
    """Table T in A1:F4 with a cost in currency, an accounting one, a day, a time of day, a percentage and errors; a
    header and a row beside and below it in currency as well."""
    book = xlsxwriter.Workbook(path, {"date_1904": date1904})
    sheet = book.add_worksheet("S")
    euro, accounting = book.add_format({"num_format": "#,##0.0000 €"}), book.add_format({"num_format": ACCOUNTING})
    day, clock = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "h:mm"})
    percent = book.add_format({"num_format": "0.00%"})
    headers = ["cost", "account", "day", "clock", "share", "sum"]
    sheet.add_table("A1:F4", {"name": "T", "columns": [{"header": header} for header in headers]})
    for row, cost in enumerate((0.00345, 1.23456789, 2.0), 1):
        sheet.write(row, 0, cost, euro)
        sheet.write(row, 1, cost * 1000, accounting)
        sheet.write_datetime(row, 2, dt.datetime(2026, 3, row), day)
        sheet.write(row, 3, 0.3125, clock)
        sheet.write(row, 4, 0.22, percent)
    for row, code in enumerate(("#SPILL!", "#DIV/0!", "#CALC!"), 1):
        sheet.write_formula(row, 5, "=1/0", None, code)
    sheet.write(4, 0, 0.00012345, euro)  # below
    sheet.write("G1", "more")
    sheet.write("G2", 0.00345, euro)  # beside
    sheet.write("J1", 0.00345, euro)
    sheet.write("J2", 0.5, clock)
    book.close()
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for code in (b"#SPILL!", b"#CALC!"):  # XlsxWriter takes them for texts
        name = "xl/worksheets/sheet1.xml"
        parts[name] = parts[name].replace(b't="str"><f>1/0</f><v>' + code, b't="e"><f>1/0</f><v>' + code)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


@pytest.mark.parametrize("date1904", [False, True])
def test_excel_and_the_file_say_the_same(date1904: bool, tmp_path: Path) -> None:
    path = made(tmp_path / "money.xlsx", date1904)
    book = excel_book(path)
    handed = book.sheets["S"].range("A2").raw_value, book.sheets["S"].range("F2").raw_value
    assert handed == (Decimal("0.0035"), -2146826243), "what reading by Range.Value would make of it"
    port = BookWorkbook(book)
    table = port.read_table("T")
    with open_file(path) as filed:
        theirs = filed.read_table("T")
        cells = [filed.read_cell("S", address) for address in ("J1", "C2", "F2")]
    typed = [header for header in table.place.headers if header != "sum"]
    assert table.frame.select(typed).equals(theirs.frame.select(typed)) and table.place == theirs.place
    assert table.frame["cost"].to_list() == [0.00345, 1.23456789, 2.0]
    assert table.frame["account"].to_list() == [3.45, 1234.56789, 2000.0]
    assert table.frame["day"].to_list() == [dt.datetime(2026, 3, row) for row in (1, 2, 3)]
    assert [moment.time() for moment in table.frame["clock"]] == [dt.time(7, 30)] * 3
    errors = [CellError("#SPILL!"), CellError("#DIV/0!"), CellError("#CALC!")]
    assert table.mixed["sum"] == theirs.mixed["sum"] == errors
    assert dict(table.percents) == dict(theirs.percents) == {"share": [0, 1, 2]} and not table.elapsed
    assert table.formulas == theirs.formulas == {"sum": [0, 1, 2]}
    assert [one.found for one in table.unread] == [one.found for one in theirs.unread]
    assert 0.00012345 in [one.found for one in table.unread]
    around = table.around
    assert around is not None and around.beside is not None and around.below is not None
    assert around.beside.frame["more"].to_list() == [0.00345, None, None]
    assert around.below.frame["cost"].to_list() == [0.00012345]
    assert [port.read_cell("S", address) for address in ("J1", "C2", "F2")] == cells


def test_a_day_is_written_as_one_whatever_the_book_counts_from(tmp_path: Path) -> None:
    path = made(tmp_path / "1904.xlsx", date1904=True)
    port = BookWorkbook(excel_book(path))
    port.write_cells("S", {"A5": None})  # out of the way
    port.write_table("T", pl.DataFrame({"day": [dt.date(2026, 5, 1), None]}))
    assert port.read_table("T").frame["day"].to_list() == [dt.datetime(2026, 5, 1), None]


@pytest.mark.parametrize("spills, expected", [(True, "=SEQUENCE(3)"), (False, "=@SEQUENCE(3)")])
def test_formulas_that_spill_get_no_at_sign_where_excel_can_spill(
    plant: Path, spills: bool, expected: str
) -> None:
    """By Range.Formula2; Excel 2019 and older have Range.Formula alone, and xlwings would try for ever to set the other
    (the stand-in fails then)."""
    book = excel_book(plant, spills)
    port, other = BookWorkbook(book), book.impl.xl.Worksheets("Other")
    port.write_cells("Other", {"C1": Formula("=_xlfn.SEQUENCE(3)", 1.0), "C9": 1.0})
    assert other.Range("C1").Formula == expected
    port.write_table("Jobs", pl.DataFrame({"job": ["a", "b"]}), {"double": "=_xlfn.SEQUENCE(3)"})
    assert book.impl.xl.Worksheets("Jobs").Range("D6").Formula == expected


def test_a_table_takes_one_array_and_its_calculated_columns(plant: Path) -> None:
    calls: Counter[str] = Counter()
    port = BookWorkbook(counted(excel_book(plant), calls))
    columns: dict[str, Any] = {
        "job": ["a", None, "c"], "qty": [1.0, 2.0, None], "due": [None, dt.datetime(2026, 1, 1), None]
    }
    port.write_table("Jobs", pl.DataFrame(columns), {"double": "=Jobs[[#This Row],[qty]]*2"})
    assert calls["Range.Value ="] == 1 and calls["Range.Formula2 ="] == 1 and calls["Range.ClearContents"] == 0
    found = port.read_table("Jobs")
    assert found.frame.select("job", "qty", "due").to_dict(as_series=False) == columns
    assert found.formulas == {"double": [0, 1, 2]}
    port.write_table("Jobs", pl.DataFrame({"qty": [7.0]}))  # what a frame lacks is blank
    assert port.read_table("Jobs").frame.rows() == [(None, 7.0, None, None)]


def test_hidden_rows_and_merged_cells_take_few_questions(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    out = xlsxwriter.Workbook(path)
    sheet = out.add_worksheet("S")
    sheet.add_table("A1:C2001", {"name": "T", "columns": [{"header": one} for one in "abc"]})
    for row in range(1, 2001):
        sheet.write_row(row, 0, ["x", row, 1])
    out.close()
    merged = openpyxl.load_workbook(path)  # as other programs leave it: Excel merges nothing in a table
    for area in ("B500:C501", "A1990:B1990"):
        merged["S"].merge_cells(area)
    merged.save(path)
    calls: Counter[str] = Counter()
    book = excel_book(path)
    book.impl.xl.Worksheets("S").hidden = {5, *range(700, 900), 2001}
    table = BookWorkbook(counted(book, calls)).read_table("T")
    assert list(table.hidden) == [3, *range(698, 898), 1999]
    assert calls.total() < 35
    assert sorted(table.merged) == ["A1990:B1990", "B500:C501"]
    assert calls.total() < 160, calls
