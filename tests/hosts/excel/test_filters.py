"""Filtered, hidden and grouped rows: Excel writes an array to what is visible alone; ours comes whole, and the filter
is on again afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.excel_in_miniature.filtering import AutoFilter
from tests.excel_in_miniature.sheets import Workbook, Worksheet, excel_book
from tests.excel_in_miniature.windows import ComError
from wipbook.hosts.excel import filters
from wipbook.hosts.excel.filters import FilterInTheWay, FilterNotPutBack
from wipbook.hosts.excel.workbook import BookWorkbook
from wipbook.ooxml.address import Area

FIVE = ["C", "D", "E", "F", "G"]


class Plant:
    """The workbook of these tests in Excel, by both its ends; table Jobs has rows 6 to 8."""

    def __init__(self, path: Path) -> None:
        self.book = excel_book(path)
        self.port = BookWorkbook(self.book)
        self.excel: Workbook = self.book.impl.xl
        self.sheet: Worksheet = self.excel.Worksheets("Jobs")
        self.table = self.sheet.ListObjects("Jobs")

    @property
    def filter(self) -> AutoFilter:
        found: AutoFilter = self.table.filter
        return found

    def held(self, column: str = "A") -> list[Any]:
        """What the cells of the table hold, hidden or not, as the file under Excel has them."""
        number = ord(column) - 64
        area = self.table.file.data_body_range.area
        rows = self.excel.file.workbook.read_area("Jobs", Area(area.first_row, number, area.last_row, number))
        return [row[0] for row in rows]


@pytest.fixture
def jobs(plant: Path) -> Plant:
    return Plant(plant)


def frame(jobs: list[str]) -> pl.DataFrame:
    return pl.DataFrame({"job": jobs, "qty": [float(at + 1) for at in range(len(jobs))]})


def test_the_stand_in_spoils_what_excel_spoils(plant: Path) -> None:
    """The example of xlwings issue 747: A1, A4, A5 hold 1, 4, 5, a filter hides the blank rows 2 and 3; 5, 4, 3, 2, 1
    written over A1:A5 end as 5 in A1, A4 and A5, and nothing in between."""
    excel = excel_book(plant).impl.xl
    sheet = excel.Worksheets("Other")
    for address, value in (("A1", 1.0), ("A4", 4.0), ("A5", 5.0)):
        sheet.Range(address).Value = value
    sheet.sheet_filter = AutoFilter(sheet, lambda: Area(1, 1, 5, 1))
    sheet.sheet_filter.apply(1, "<>", 0, None)
    assert sheet.hidden == {2, 3}
    sheet.Range("A1:A5").Value = [[5], [4], [3], [2], [1]]
    rows = excel.file.workbook.read_area("Other", Area(1, 1, 5, 1))
    assert [row[0] for row in rows] == [5, None, None, 5, 5]


def test_a_filtered_table_written_past_us_is_damaged_and_through_us_is_not(jobs: Plant) -> None:
    jobs.sheet.Range("A5:D8").AutoFilter(2, ">2")
    assert jobs.sheet.hidden == {6}
    jobs.book.sheets["Jobs"].range("A6:A8").value = [["X"], ["Y"], ["Z"]]  # as any macro would
    assert jobs.held() == ["J000", "X", "X"]
    jobs.port.write_table("Jobs", frame(["X", "Y", "Z"]))
    assert jobs.held() == ["X", "Y", "Z"] and jobs.held("B") == [1, 2, 3]
    assert jobs.filter.FilterMode and jobs.sheet.hidden == {6, 7}  # the criterion is applied to the new rows


def test_a_filtered_table_is_read_whole(jobs: Plant) -> None:
    before = jobs.port.read_table("Jobs")
    assert list(before.hidden) == []
    jobs.sheet.Range("A5:D8").AutoFilter(2, ">2")
    after = BookWorkbook(jobs.book).read_table("Jobs")
    assert after.frame.equals(before.frame) and after.frame["job"].to_list() == ["J000", "J001", "J002"]
    assert list(after.hidden) == [0]


@pytest.mark.parametrize("criteria", [
    [(2, ">2")], [(2, ">1", 1, "<3")], [(1, "=J000", 2, "=J002")], [(1, ("=J000", "=J002"), 7)],
    [(1, "=J001"), (2, "<>9")], [(1, "="), (2, "<>")],
])
@pytest.mark.parametrize("jobs_written", [["X"], ["X", "J001", "J002"], ["J000", *FIVE]])
def test_every_criterion_is_on_again(jobs: Plant, criteria: list[Any], jobs_written: list[str]) -> None:
    for one in criteria:
        jobs.sheet.Range("A5:D8").AutoFilter(*one)
    before = [(one.On, one.Operator, one.first, one.second) for one in jobs.filter.columns]
    jobs.port.write_table("Jobs", frame(jobs_written), {"double": "=Jobs[[#This Row],[qty]]*2"})
    assert jobs.held() == jobs_written
    assert [(one.On, one.Operator, one.first, one.second) for one in jobs.filter.columns] == before
    assert jobs.table.sorted_by == [("qty", 1)]
    body = jobs.table.file.data_body_range.area
    hidden = {
        row for row, (job, qty) in enumerate(zip(jobs.held(), jobs.held("B"), strict=True), body.first_row)
        if not (jobs.filter.columns[0].shows(job) and jobs.filter.columns[1].shows(qty))
    }
    assert jobs.sheet.hidden == hidden


def test_every_way_to_write_comes_whole(jobs: Plant) -> None:
    def filtered() -> None:
        jobs.sheet.Range(jobs.table.Range.Address).AutoFilter(2, ">2")
        assert jobs.sheet.hidden

    filtered()
    jobs.port.append_rows("Jobs", frame(["A1", "A2"]))
    assert jobs.held() == ["J000", "J001", "J002", "A1", "A2"] and jobs.filter.FilterMode
    filtered()
    jobs.port.write_cells("Jobs", {"A6": "first", "A7": "second", "H1": 3.0})
    assert jobs.held()[:2] == ["first", "second"] and jobs.filter.FilterMode
    filtered()
    assert jobs.port.make_room("Jobs", 2) == 11
    assert jobs.port.read_cell("Jobs", "A202") == "below" and jobs.filter.FilterMode
    jobs.port.write_cells("Jobs", {"A11": "T1", "A12": "T2"})
    filtered()
    jobs.port.extend_table("Jobs", 12)
    assert jobs.held()[-2:] == ["T1", "T2"] and jobs.filter.FilterMode
    texts = [row[0] for row in jobs.sheet.Range("D11:D12").Formula2]
    assert texts == ["=Jobs[[#This Row],[qty]]*2"] * 2  # hidden or not


def test_the_filter_of_the_sheet_is_on_again(jobs: Plant) -> None:
    over = jobs.sheet.sheet_filter = AutoFilter(jobs.sheet, lambda: Area(5, 8, 8, 8))
    over.apply(1, "=beside", 0, None)
    assert jobs.sheet.hidden == {6, 8}
    jobs.port.write_table("Jobs", frame(["X", "Y", "Z"]))
    assert jobs.held() == ["X", "Y", "Z"]
    assert over.FilterMode and jobs.sheet.hidden == {6, 8}


def test_rows_hidden_by_hand_and_closed_groups_are_closed_again(jobs: Plant) -> None:
    jobs.sheet.hidden = {7, 8, 40}
    jobs.port.write_table("Jobs", frame(FIVE))
    assert jobs.held() == FIVE and jobs.sheet.hidden == {7, 8, 40}
    jobs.port.make_room("Jobs", 3)
    assert jobs.sheet.hidden == {7, 8, 43}, "they went down with what stands on them"


@pytest.mark.parametrize("columns", [{1}, {1, 3}, {2}, {4, 5}])
def test_a_hidden_column_hides_no_row(jobs: Plant, columns: set[int]) -> None:
    jobs.sheet.hidden_columns, jobs.sheet.hidden = columns, {7}
    assert list(jobs.port.read_table("Jobs").hidden) == [1]
    jobs.port.write_table("Jobs", frame(FIVE))
    assert jobs.held() == FIVE and jobs.sheet.hidden == {7}


def broken(jobs: Plant) -> None:
    def fails(cells: Any) -> None:
        raise ComError("Out of memory")

    jobs.table.Resize = fails


def test_a_failure_in_the_middle_still_puts_the_filter_back(jobs: Plant) -> None:
    jobs.sheet.hidden = {40}
    jobs.sheet.Range("A5:D8").AutoFilter(2, ">2")
    broken(jobs)
    with pytest.raises(ComError, match="Out of memory"):
        jobs.port.write_table("Jobs", frame(FIVE))
    assert jobs.filter.FilterMode and jobs.sheet.hidden == {6, 40}


def test_a_failure_while_rows_are_opened_leaves_them_as_they_were(jobs: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs of rows are hidden by hand; Excel opens the first and fails at the second."""
    jobs.sheet.hidden = {6, 8}
    real, seen = filters._hide, list[tuple[int, bool]]()

    def hide(sheet: Any, first: int, last: int, hidden: bool) -> None:
        seen.append((first, hidden))
        if (first, hidden) == (8, False):
            raise ComError("Out of memory")
        real(sheet, first, last, hidden)

    monkeypatch.setattr(filters, "_hide", hide)
    with pytest.raises(ComError, match="Out of memory"):
        jobs.port.write_table("Jobs", frame(["X", "Y", "Z"]))
    assert jobs.sheet.hidden == {6, 8} and jobs.held() == ["J000", "J001", "J002"]
    assert seen[:2] == [(6, False), (8, False)] and (6, True) in seen


def test_a_filter_that_cannot_be_switched_off_leaves_all_as_it_was(
    jobs: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.sheet.Range("A5:D8").AutoFilter(2, ">2")

    def fails(self: AutoFilter) -> None:
        raise ComError("ShowAllData method of AutoFilter class failed")

    monkeypatch.setattr(AutoFilter, "ShowAllData", fails)
    with pytest.raises(ComError, match="ShowAllData"):
        jobs.port.write_table("Jobs", frame(["X", "Y", "Z"]))
    assert jobs.filter.FilterMode and jobs.sheet.hidden == {6} and jobs.held() == ["J000", "J001", "J002"]


@pytest.mark.parametrize("operator, found", [
    (8, "by the colour of the cell"), (9, "by the colour of the text"), (10, "by an icon"), (99, "does not know"),
])
def test_what_cannot_be_set_again_refuses_by_name_before_anything_changed(
    jobs: Plant, operator: int, found: str
) -> None:
    jobs.sheet.Range("A5:D8").AutoFilter(2, ">2")
    jobs.filter.columns[1].Operator = operator
    with pytest.raises(FilterInTheWay, match=f"the filter of table Jobs, column 2.*{found}.*clear the filter"):
        jobs.port.write_table("Jobs", frame(["X", "Y", "Z"]))
    assert jobs.held() == ["J000", "J001", "J002"] and jobs.sheet.hidden == {6}


def test_groups_of_dates_the_largest_and_an_advanced_filter_refuse(jobs: Plant) -> None:
    jobs.sheet.Range("A5:D8").AutoFilter(2, ">2")
    column = jobs.filter.columns[1]
    column.untold = True
    with pytest.raises(FilterInTheWay, match="groups of dates or otherwise"):
        jobs.port.write_table("Jobs", frame(["X"]))
    column.untold, column.Operator, column.first, column.second = False, 7, ("=1",), (0, "1/1/2026")
    with pytest.raises(FilterInTheWay, match="by groups of dates"):
        jobs.port.write_table("Jobs", frame(["X"]))
    column.Operator, column.first, column.second = 3, ">=2.5", None  # Excel tells the threshold, not the number
    with pytest.raises(FilterInTheWay, match="the largest or smallest"):
        jobs.port.write_table("Jobs", frame(["X"]))
    column.On, jobs.sheet.advanced = False, True
    with pytest.raises(FilterInTheWay, match="an advanced filter in place"):
        jobs.port.write_table("Jobs", frame(["X"]))
    assert jobs.held() == ["J000", "J001", "J002"]


def test_a_filter_that_excel_does_not_take_back_is_told_and_the_rows_are_whole(jobs: Plant) -> None:
    jobs.sheet.Range("A5:D8").AutoFilter(2, ">2")
    jobs.filter.refuses = True
    with pytest.raises(FilterNotPutBack, match=r"the filter of table Jobs \(.*the rows are complete"):
        jobs.port.write_table("Jobs", frame(["X", "Y", "Z"]))
    assert jobs.held() == ["X", "Y", "Z"]


def test_a_filter_that_hides_nothing_is_left_alone(jobs: Plant) -> None:
    jobs.sheet.Range("A5:D8").AutoFilter(2, ">0")
    jobs.filter.columns[1].Operator = 10  # nothing to set again: nothing refuses
    jobs.port.write_table("Jobs", frame(["X", "Y"]))
    assert jobs.held() == ["X", "Y"] and jobs.filter.FilterMode
