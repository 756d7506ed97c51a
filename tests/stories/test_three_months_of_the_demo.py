"""Three months of the demo, closed one after another with corrections between them; the ledger is given each, and a
program that is not ours comes to the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tests.double_entry.test_journal_command import balances
from wipbook.books.statement import GL_ROLE, STAGES
from wipbook.commands.close.new_period import new_period
from wipbook.commands.close.verify import verify
from wipbook.commands.value.journal import Wanted, journal
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.settings import write_settings
from wipbook.hosts.file.workbook import FileWorkbook, open_file

WHY = {"by": "Ann", "despite": ["rows", "findings", "ledger"], "reason": "what the demo planted"}


def correct(book: FileWorkbook, end: dt.date) -> None:
    """A receipt of the month just closed cost a tenth more, a ticket of it was longer, one receipt came late."""
    moves, labor = book.read_table("Movements"), book.read_table("Labor")
    of_month = [
        row for row, (kind, when) in enumerate(moves.frame.select("Type", "Date").iter_rows())
        if kind == "Receipt" and (when.year, when.month) == (end.year, end.month)
    ]
    at = of_month[-2]
    book.write_cells("Movements", {moves.cell(at, "Unit Cost"): round(moves.frame["Unit Cost"][at] * 1.1, 2)})
    ticket = [
        row for row, (when, job) in enumerate(labor.frame.select("Date", "Job").iter_rows())
        if job is not None and (when.year, when.month) == (end.year, end.month)
    ][-1]
    book.write_cells("Labor", {labor.cell(ticket, "Hours"): labor.frame["Hours"][ticket] + 1})
    late = moves.frame.row(at, named=True)
    book.append_rows("Movements", pl.DataFrame({
        "Movement": [f"LATE-{end.month}"], "Date": [end], "Type": ["Receipt"], "Material": [late["Material"]],
        "Quantity": [3.0], "Unit Cost": [late["Unit Cost"]], "Location": [late["Location"]],
    }))


@pytest.mark.heavy
@pytest.mark.soak
def test_three_months(demo_copy: Path, tmp_path: Path) -> None:
    book = open_file(demo_copy)
    months = [(dt.date(2026, month, 1), dt.date(2026, month, last)) for month, last in ((9, 30), (10, 31), (11, 30))]
    write_settings(book, {"Period Start": months[0][0], "Period End": months[0][1], "As Of": months[0][1]})
    before = {stage: int(open_books(book, as_of=dt.date(2026, 8, 31)).subledger[stage]) for stage in STAGES}
    files: list[Path] = []
    shown = []
    for number, (_, end) in enumerate(months):
        summary = refresh(book)
        assert summary.failing == {} and (summary.pending > 0) is (number > 0), end
        books = open_books(book)
        assert {stage: int(books.statement[stage].sum()) for stage in STAGES} == books.subledger
        files += journal(book, Wanted("beancount", out=tmp_path)).files
        found = balances(files)
        for role, stage in GL_ROLE.items():
            held = [amount for account, amount in found.items() if account.split(":")[1] == role.replace(" ", "-")]
            assert held == [Decimal(books.subledger[stage] - before[stage]) / 100], (end, stage)
        shown.append(books.statement)
        moved = new_period(book, accept=True, **WHY)  # type: ignore[arg-type]
        assert moved.closing is not None and (moved.closing.accepted > 0) is (number > 0)
        correct(book, end)
        book.save()
        book = open_file(demo_copy)
    assert verify(book).faults == () and len(verify(book).records) == 3
    # looked at again, the months are what they were, whatever was corrected since
    for (start, end), statement in zip(months, shown, strict=True):
        write_settings(book, {"Period Start": start, "Period End": end, "As Of": end})
        assert open_books(book).statement.equals(statement)
        assert refresh(book).failing == {}
    # and the quarter is their sum
    write_settings(book, {"Period Start": months[0][0], "Period End": months[2][1], "As Of": months[2][1]})
    quarter = open_books(book).statement
    for stage in STAGES:
        flows = [statement.filter(pl.col("Line") != "Opening")[stage].sum() for statement in shown]
        assert quarter.filter(pl.col("Line") != "Opening")[stage].sum() == sum(flows)
        assert quarter[stage].sum() == shown[-1][stage].sum()
