"""Where tables, sheets and names are: asked for once, right after what we change ourselves, and never from the file
alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from tests.excel_in_miniature.counting import counted
from tests.excel_in_miniature.sheets import excel_book
from wipbook.hosts.excel.workbook import BookWorkbook
from wipbook.ooxml.faults import NoSuchSheet, NoSuchTable
from wipbook.port.workbook import TablePlace


def test_a_place_is_asked_for_once(plant: Path) -> None:
    calls: Counter[str] = Counter()
    port = BookWorkbook(counted(excel_book(plant), calls))
    first = port.find_table("Jobs")
    asked = calls.total()
    assert first == TablePlace("Jobs", "Jobs", 6, 8, 1, ("job", "qty", "due", "double")) and asked < 12
    assert port.find_table("jobs") == first and port.tables()["Jobs"] == first and "Jobs" in port.tables()
    assert calls.total() == asked


def test_what_we_change_ourselves_is_known_afterwards(plant: Path) -> None:
    port = BookWorkbook(excel_book(plant))
    rows = pl.DataFrame({"job": list("abcde")})
    port.write_table("Jobs", rows)
    assert port.tables()["Jobs"].last_row == 10
    port.append_rows("Jobs", rows.head(2))
    assert port.tables()["Jobs"].last_row == 12 and port.read_table("Jobs").frame["job"].to_list() == list("abcdeab")
    port.write_cells("Jobs", {"A13": "typed", "E5": "note"})
    port.extend_table("Jobs", 13, ["note"])
    place = port.tables()["Jobs"]
    assert (place.last_row, place.headers[-1]) == (13, "note")
    assert port.read_table("Jobs").frame["job"].to_list()[-1] == "typed"
    fresh = BookWorkbook(port.book)
    assert dict(fresh.tables()) == dict(port.tables()), "as somebody sees it who asks anew"
    port.write_table("Jobs", rows.head(1))
    assert dict(BookWorkbook(port.book).tables()) == dict(port.tables())


def test_rows_put_in_above_move_the_tables_below(tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    out = xlsxwriter.Workbook(path)
    sheet = out.add_worksheet("S")
    sheet.add_table("A1:B3", {"name": "Above"})
    sheet.add_table("A8:B9", {"name": "Below"})
    out.close()
    port = BookWorkbook(excel_book(path))
    assert port.tables()["Below"].first_row == 9
    port.make_room("Above", 2)
    assert port.tables()["Below"].first_row == 11


def test_a_failed_write_is_asked_about_again(plant: Path) -> None:
    port = BookWorkbook(excel_book(plant))
    assert port.tables()["Jobs"].last_row == 8
    table = port.book.impl.xl.Worksheets("Jobs").ListObjects("Jobs")
    resize = table.Resize

    def halfway(cells: object) -> None:
        resize(cells)
        raise RuntimeError

    table.Resize = halfway
    with pytest.raises(RuntimeError):
        port.write_table("Jobs", pl.DataFrame({"job": list("abcde")}))
    assert port.tables()["Jobs"].last_row == 10


def test_the_file_is_a_hint_and_no_more(plant: Path, tmp_path: Path) -> None:
    """Since it was saved, a table went to another sheet, one came, and one is gone."""
    other = tmp_path / "later.xlsx"
    out = xlsxwriter.Workbook(other)
    out.add_worksheet("Jobs").add_table("C3:D4", {"name": "Rates", "columns": [{"header": "x"}, {"header": "y"}]})
    out.add_worksheet("Other").add_table("A1:B2", {"name": "New", "columns": [{"header": "p"}, {"header": "q"}]})
    out.close()
    book = excel_book(other)
    book.impl.xl.saved_as = str(plant)  # what was saved last is an older state
    port = BookWorkbook(book)
    assert port.find_table("Rates") == TablePlace("Rates", "Jobs", 4, 4, 3, ("x", "y"))
    assert port.find_table("New") == TablePlace("New", "Other", 2, 2, 1, ("p", "q"))
    assert port.find_table("Jobs") is None and set(port.tables()) == {"Rates", "New"}
    with pytest.raises(NoSuchTable, match="found the tables New, Rates"):
        port.read_table("Jobs")


def test_sheets_are_found_in_any_case_and_told_when_missing(plant: Path) -> None:
    port = BookWorkbook(excel_book(plant))
    assert port.read_cell("JOBS", "A6") == "J000" and port.sheets() == ["Jobs", "Other"]
    with pytest.raises(NoSuchSheet, match="found the sheets Jobs, Other, expected a sheet 'None'"):
        port.read_cell("None", "A1")


def test_names(plant: Path) -> None:
    port = BookWorkbook(excel_book(plant))
    names = port.names()
    assert names.get("JobTitle") == "Jobs!$A$1" and "none" not in names and set(names) == {"JobQuantities", "JobTitle"}
    port.define_name("JobTitle", "Jobs", "B2")
    port.define_name("Fresh", "Other", "A1")
    assert port.names()["JobTitle"] == "'Jobs'!$B$2" and port.names()["Fresh"] == "'Other'!$A$1"


def test_cells_are_read_again_once_somebody_writes(plant: Path) -> None:
    """A formula on another sheet may come to something else; what stands still is not asked for again."""
    calls: Counter[str] = Counter()
    port = BookWorkbook(counted(excel_book(plant), calls))
    port.read_table("Jobs")
    asked = calls.total()
    port.read_table("Jobs")
    assert port.read_cell("Jobs", "A6") == "J000" and calls.total() == asked, "held"
    port.write_cells("Other", {"A1": 1.0})
    asked = calls.total()
    assert port.read_cell("Jobs", "A6") == "J000" and calls.total() == asked, "no formula"
    assert port.read_cell("Jobs", "A2") == 6.5 and calls.total() > asked, "a formula"
    port.write_cells("Jobs", {"A6": "other"})
    assert port.read_table("Jobs").frame["job"].to_list() == ["other", "J001", "J002"]
