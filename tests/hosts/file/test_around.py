"""What a file hands over around a table: with totals, other tables, merged cells, arrays, far rows and many rows; and a
table that is made to reach over it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.faults import CellsInTheWay
from wipbook.port.tables import FARTHEST, TableCells


def _around(path: Path, name: str = "Jobs") -> TableCells:
    with open_file(path, backups=0) as book:
        return book.read_table(name)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A table Jobs in A5:C7 and nothing else."""
    return _made(tmp_path / "bare.xlsx", lambda book, sheet: None)


def _made(path: Path, more: Callable[[xlsxwriter.Workbook, object], None], **options: object) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Jobs")
    rows = 2 + bool(options.get("total_row"))
    sheet.add_table(f"A5:C{5 + rows}", {
        "name": "Jobs", "data": [["J1", 1.5, "x"], ["J2", 2.5, "y"]], **options,
        "columns": [{"header": "job"}, {"header": "qty", "total_function": "sum"} if options else {"header": "qty"},
                    {"header": "note"}],
    })
    more(book, sheet)
    book.close()
    return path


def test_nothing_around_is_nothing(bare: Path) -> None:
    cells = _around(bare)
    assert cells.around is None and cells.unread == []
    with open_file(bare, backups=0) as book:
        assert not book.may_go_on(book.tables()["Jobs"])


def test_rows_below_are_handed_over_as_rows_with_their_formulas(tmp_path: Path) -> None:
    def more(book: xlsxwriter.Workbook, sheet: object) -> None:
        sheet.write_row("A8", ["J3", 3.5, "z"])  # type: ignore[attr-defined]
        sheet.write("A11", "J4")  # type: ignore[attr-defined]
        sheet.write_formula("B11", "=SUM(B6:B8)", None, 7.5)  # type: ignore[attr-defined]

    cells = _around(_made(tmp_path / "a.xlsx", more))
    assert cells.around is not None and cells.around.below is not None
    below = cells.around.below
    assert (below.place.first_row, below.place.last_row, below.place.headers) == (8, 11, ("job", "qty", "note"))
    assert below.frame.rows() == [("J3", 3.5, "z"), (None, None, None), (None, None, None), ("J4", 7.5, None)]
    assert cells.around.texts == {(3, "qty"): "=SUM(B6:B8)"}
    assert below.address(3, "qty") == "Jobs!B11"
    with open_file(tmp_path / "a.xlsx", backups=0) as book:
        assert book.may_go_on(book.tables()["Jobs"])


def test_nothing_is_below_a_row_of_totals(tmp_path: Path) -> None:
    path = _made(tmp_path / "a.xlsx", lambda _, sheet: sheet.write("A9", "J3"), total_row=True)  # type: ignore[attr-defined]
    cells = _around(path)
    assert [one.cell for one in cells.unread] == ["A9"], "the totals are the table's, the row below them nobody's"
    assert cells.around is None


def test_rows_end_at_another_table(tmp_path: Path) -> None:
    def more(book: xlsxwriter.Workbook, sheet: object) -> None:
        sheet.write("A8", "J3")  # type: ignore[attr-defined]
        sheet.add_table("B10:B12", {"name": "Other", "data": [[1], [2]], "columns": [{"header": "n"}]})  # type: ignore[attr-defined]
        sheet.write("A14", "J4")  # type: ignore[attr-defined]

    cells = _around(_made(tmp_path / "a.xlsx", more))
    assert cells.around is not None and cells.around.below is not None
    assert cells.around.below.place.last_row == 9
    assert [one.cell for one in cells.unread] == ["A8", "A14"]


def test_merged_cells_and_arrays_over_several_cells_are_told(tmp_path: Path) -> None:
    def more(book: xlsxwriter.Workbook, sheet: object) -> None:
        sheet.merge_range("A8:B8", "J3")  # type: ignore[attr-defined]
        sheet.write_array_formula("A9:B9", "{=A6:B6}", None, "J1")  # type: ignore[attr-defined]

    cells = _around(_made(tmp_path / "a.xlsx", more))
    assert cells.around is not None and cells.around.below is not None
    assert list(cells.around.below.merged) == ["A8:B8", "A9:B9"]


@pytest.mark.parametrize(("row", "seen"), [(7 + FARTHEST + 1, True), (7 + FARTHEST + 2, False), (1_048_576, False)])
def test_a_row_far_off_is_listed_and_not_taken_for_a_row(tmp_path: Path, row: int, seen: bool) -> None:
    path = _made(tmp_path / "a.xlsx", lambda _, sheet: sheet.write(f"A{row}", "J3"))  # type: ignore[attr-defined]
    cells = _around(path)
    assert [one.cell for one in cells.unread] == [f"A{row}"]
    assert (cells.around is not None) == seen


def test_headers_beside_are_texts_one_beside_the_other(tmp_path: Path) -> None:
    def more(book: xlsxwriter.Workbook, sheet: object) -> None:
        sheet.write_row("D5", ["colour", "due", None, "far"])  # type: ignore[attr-defined]
        sheet.write("E6", 7)  # type: ignore[attr-defined]
        sheet.write("E8", 8)  # type: ignore[attr-defined]
        sheet.write("A8", "J3")  # type: ignore[attr-defined]

    cells = _around(_made(tmp_path / "a.xlsx", more))
    places = cells.around
    assert places is not None and places.beside is not None and places.below is not None
    assert places.beside.place.headers == ("colour", "due") and places.beside.place.first_column == 4
    assert places.beside.frame["due"].to_list() == [7.0, None]
    assert places.below.frame.rows() == [("J3", None, None, None, 8.0)]


def test_a_hundred_thousand_rows_below_are_read_within_seconds(tmp_path: Path) -> None:
    def more(book: xlsxwriter.Workbook, sheet: object) -> None:
        for row in range(7, 100_007):
            sheet.write_row(row, 0, [f"K{row}", row / 2, None])  # type: ignore[attr-defined]

    path = _made(tmp_path / "a.xlsx", more)
    start = time.process_time()
    cells = _around(path)
    assert time.process_time() - start < 30
    assert len(cells.unread) == 100_000
    assert cells.around is not None and cells.around.below is not None
    assert cells.around.below.frame["qty"].sum() == sum(row / 2 for row in range(7, 100_007))


def test_a_table_reaches_over_rows_and_what_belongs_to_it_follows(
    plant: Path, excel_accepts: Callable[..., None]
) -> None:
    """Rows 9 and 11 below Jobs in A5:D8, and a header beside it: nothing moves, the calculated column carries on."""
    with open_file(plant, backups=0) as book:
        book.write_cells("Jobs", {"A9": "J9", "B9": 9.5, "C9": dt.date(2026, 2, 1), "A11": "J11", "B11": 11.5,
                                  "D11": 5.0, "E5": "mine", "E9": "x"})
        book.extend_table("Jobs", 11, ["mine"])
        book.save()
    excel_accepts(plant)
    sheet = openpyxl.load_workbook(plant)["Jobs"]
    assert (sheet.tables["Jobs"].ref, sheet.tables["Jobs"].autoFilter.ref) == ("A5:E11", "A5:E11")
    assert [column.name for column in sheet.tables["Jobs"].tableColumns] == ["job", "qty", "due", "double", "mine"]
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["A6:A11"]
    assert sorted(str(one.sqref) for one in sheet.conditional_formatting) == ["A6:D11", "B6:B11"]
    assert [sheet[f"D{row}"].value for row in (9, 10)] == ["=Jobs[[#This Row],[qty]]*2"] * 2
    assert sheet["D11"].value == 5.0, "what somebody typed into a calculated column stays"
    assert sheet["B10"].value is None and sheet["E9"].value == "x"
    assert openpyxl.load_workbook(plant).defined_names["JobQuantities"].attr_text == "Jobs!$B$6:$B$11"
    with open_file(plant, backups=0) as book:
        frame = book.read_table("Jobs").frame
        assert frame["job"].to_list() == ["J000", "J001", "J002", "J9", None, "J11"]
        assert frame.schema["due"] == pl.Datetime("ms")


def test_a_table_does_not_reach_over_what_no_table_holds(tmp_path: Path) -> None:
    def more(book: xlsxwriter.Workbook, sheet: object) -> None:
        sheet.merge_range("A8:B8", "J3")  # type: ignore[attr-defined]

    path = _made(tmp_path / "a.xlsx", more)
    with open_file(path, backups=0) as book:
        with pytest.raises(CellsInTheWay, match="A8:B8"):
            book.extend_table("Jobs", 8)
        assert not book.changed
