"""How often a command asks the program: each request goes to another process and back.

The same limits hold at the objects of an engine (the file engine, counted before xlwings' calls reach it) and at the
objects of Excel behind xlwings' own engine for Windows, where one call of the engine may be several requests.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.excel_in_miniature.counting import counted
from tests.excel_in_miniature.sheets import excel_book
from wipbook.commands.data.check import check
from wipbook.commands.value.refresh import refresh
from wipbook.hosts.excel.workbook import BookWorkbook
from wipbook.hosts.file.engine.engine import FileEngine
from wipbook.hosts.file.workbook import open_file
from wipbook.port.workbook import Workbook

NOON = dt.datetime(2027, 1, 4, 12)


def file_book(path: Path) -> Any:
    import xlwings

    return xlwings.Book(impl=FileEngine().apps.add().books.open(str(path)))


ENGINES = pytest.mark.parametrize("opened", [file_book, excel_book], ids=["engine", "excel"])


@ENGINES
@pytest.mark.parametrize("command, limit, of_the_demo", [
    (lambda workbook: refresh(workbook, now=NOON, user="tests"), (100, 10, 5), 1_500),
    (check, (60, 5, 0), 500),
], ids=["refresh", "check"])
def test_requests(
    opened: Callable[[Path], Any], command: Callable[[Workbook], Any], limit: tuple[int, int, int], of_the_demo: int,
    demo_copy: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest,
) -> None:
    with open_file(demo_copy) as filed:
        tables, sheets = len(filed.tables()), len(filed.sheets())
    calls: Counter[str] = Counter()
    command(BookWorkbook(counted(opened(demo_copy), calls)))
    base, each_table, each_sheet = limit
    allowed = base + each_table * tables + each_sheet * sheets
    with capsys.disabled():
        most = ", ".join(f"{name} {number:,}" for name, number in calls.most_common(6))
        name = request.node.callspec.id
        print(f"\n{name}: {calls.total():,} requests, {tables} tables, {sheets} sheets, at most {allowed:,} ({most})")
    assert calls.total() > 300, "the counter counts"
    assert calls.total() <= min(allowed, of_the_demo)


@ENGINES
def test_the_counter_counts_what_it_says(opened: Callable[[Path], Any], plant: Path) -> None:
    calls: Counter[str] = Counter()
    book = counted(opened(plant), calls)
    sheets = list(book.sheets)
    names = "Sheets", "Worksheets"
    assert sum(calls[f"{name}.next"] for name in names) == 2 and sum(calls[f"{name}.walk"] for name in names) == 1
    calls.clear()
    cells = sheets[0].range("A6:B7")
    assert calls.total() == 1
    assert [row[0] for row in cells.raw_value] == ["J000", "J001"] and calls.total() == 2
    cells.raw_value = [["a", 1.0], ["b", 2.0]]
    assert calls.total() == 3


def test_through_excel_the_workbook_becomes_what_it_becomes_as_a_file(demo_copy: Path, tmp_path: Path) -> None:
    """After the same corrections the reports of a refresh in Excel hold what those of a refresh of the file hold."""
    other = tmp_path / "file" / demo_copy.name
    other.parent.mkdir()
    other.write_bytes(demo_copy.read_bytes())
    book = excel_book(demo_copy)
    port = BookWorkbook(book)
    correct(port)
    refresh(port, now=NOON, user="tests")
    with open_file(other) as theirs:
        before = theirs.read_table("JobCosts").frame
        correct(theirs)
        refresh(theirs, now=NOON, user="tests")
        ours = book.impl.xl.file.workbook
        for name in theirs.tables():
            mine, filed = ours.read_table(name), theirs.read_table(name)
            calculated = set(filed.formulas) | set(mine.formulas)
            plain = [header for header in filed.frame.columns if header not in calculated]
            assert mine.place == filed.place, name
            assert mine.frame.select(plain).rows() == filed.frame.select(plain).rows(), name
            assert set(mine.formulas) == set(filed.formulas), name
        assert not before.equals(theirs.read_table("JobCosts").frame)
        assert len(theirs.tables()) > 100


def correct(workbook: Workbook) -> None:
    """A receipt costs 10 more, the last rows of Machine Time are gone, and one of Demand stands twice."""
    table = workbook.read_table("Movements")
    row = max(at for at, kind in enumerate(table.frame["Type"]) if kind == "Receipt")
    cost = float(table.frame["Unit Cost"][row]) + 10
    workbook.write_cells("Movements", {table.cell(row, "Unit Cost"): cost})
    machines = workbook.read_table("MachineTime").frame
    workbook.write_table("MachineTime", machines.head(machines.height - 200))
    workbook.append_rows("Demand", workbook.read_table("Demand").frame.head(1))
