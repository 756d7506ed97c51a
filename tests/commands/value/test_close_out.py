"""wipbook close-out: what stands against closing a job is said, what may be closed is closed, no figure changes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.commands.every_command import close_it
from wipbook.commands.value.close_out import close_out
from wipbook.commands.value.job_card import UnknownJob
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.opening import open_books
from wipbook.hosts.file.workbook import open_file
from wipbook.port.tables import letters
from wipbook.port.workbook import Workbook

DAY = dt.date(2026, 3, 2)
Said = tuple[int, str, str]


def put(workbook: Workbook, job: str, **cells: Any) -> None:
    """Cells of a job, by header."""
    table = workbook.read_table("Jobs")
    row = table.frame["Job"].to_list().index(job)
    place = table.place
    for header, value in cells.items():
        at = f"{letters(place.first_column + place.headers.index(header))}{place.first_row + row}"
        workbook.write_cells("Jobs", {at: value})


def finish(book: Path, made: float = 10.0) -> None:
    """J1, which drew 40 kg at 2.50, is finished; what it made is entered."""
    with open_file(book, backups=0) as workbook:
        put(workbook, "J1", Status="Finished", Finished=dt.date(2026, 3, 20))
        if made:
            workbook.append_rows("Movements", pl.DataFrame({
                "Movement": ["M3"], "Date": [dt.date(2026, 3, 20)], "Type": ["Completion"], "Material": ["F"],
                "Quantity": [made], "Job": ["J1"],
            }))
        workbook.save()


def job_row(book: Path, job: str = "J1") -> dict[str, Any]:
    with open_file(book, backups=0) as workbook:
        return workbook.read_table("Jobs").frame.filter(pl.col("Job") == job).to_dicts()[0]


def figures(book: Path) -> list[pl.DataFrame]:
    with open_file(book, backups=0) as workbook:
        books = open_books(workbook)
        return [books.entries, books.statement, books.valuation, books.job_costs.drop("Status")]


def test_a_job_with_a_residue_is_not_closed_and_the_entries_are_proposed(
    book: Path, wipbook: Callable[..., Said]
) -> None:
    finish(book, made=0)
    code, out, err = wipbook("close-out", str(book), "--job", "j1", "--close", "--json")
    said = json.loads(out)
    assert (code, said["job"], said["closed"]) == (1, "J1", None)
    assert "job J1 cannot be closed: 100.00 left in process" in err
    assert [(one["amount"], one["entry"]) for one in said["proposals"]] == [
        ("100.00", "Dr Finished Goods, Cr WIP"), ("100.00", "Dr Scrap, Cr WIP"),
        ("100.00", "Dr WIP of that job, Cr WIP of J1"),
    ]
    assert (job_row(book)["Status"], job_row(book)["Closed"]) == ("Finished", None)
    with open_file(book, backups=0) as workbook:
        card = workbook.read_table("CloseOutProposals").frame
        assert card["Amount"].drop_nulls().to_list() == [100, 100, 100]
        listed = workbook.read_table("CloseOut").frame
        assert (listed["Job"].to_list(), listed["Residue"].to_list()) == (["J1"], [100])


def test_a_job_of_which_nothing_is_open_is_closed_and_no_figure_changes(
    book: Path, wipbook: Callable[..., Said]
) -> None:
    finish(book)
    before = figures(book)
    assert wipbook("close-out", str(book), "--job", "J1")[0] == 0
    assert job_row(book)["Status"] == "Finished", "only --close closes"
    code, out, _ = wipbook("close-out", str(book), "--job", "J1", "--close")
    assert code == 0 and "Job J1 is closed on 2026-03-31; nothing was left in it" in out
    row = job_row(book)
    assert (row["Status"], row["Closed"]) == ("Closed", dt.datetime(2026, 3, 31))
    assert all(a.equals(b) for a, b in zip(before, figures(book), strict=True))
    with open_file(book, backups=0) as workbook:
        assert workbook.read_table("CloseOut").frame["Status"].to_list() == ["Closed"]
        log = workbook.read_table("ChangeLog").frame
        assert log["What Changed"][-1] == "job J1 closed on 2026-03-31, nothing was left in it"
        assert not refresh(workbook).failing
    code, out, _ = wipbook("close-out", str(book), "--job", "J1", "--close")
    assert code == 0 and "Job J1 was closed before" in out


def test_in_a_closed_period_a_job_is_closed_on_the_first_open_day(book: Path) -> None:
    finish(book)
    close_it(book)
    with open_file(book, backups=0) as workbook:
        found = close_out(workbook, "J1", close=True)
        assert found.closed == dt.date(2026, 4, 1)
        assert open_books(workbook).adjusted.is_empty()


def test_all_finished_jobs_are_listed_without_a_job(book: Path, wipbook: Callable[..., Said]) -> None:
    assert "0 finished jobs: 0 not closed, 0 with a residue" in wipbook("close-out", str(book))[1]
    finish(book, made=0)
    code, out, _ = wipbook("close-out", str(book))
    assert code == 0 and "1 finished jobs: 1 not closed, 1 with a residue" in out and "100.00 left in process" in out


@pytest.mark.parametrize(("status", "why"), [("Released", "still Released"), ("Cancelled", "cancelled")])
def test_a_job_that_is_open_or_cancelled_is_not_closed(
    book: Path, wipbook: Callable[..., Said], status: str, why: str
) -> None:
    with open_file(book, backups=0) as workbook:
        put(workbook, "J1", Status=status)
        workbook.save()
    code, _, err = wipbook("close-out", str(book), "--job", "J1", "--close")
    assert code == 1 and f"cannot be closed: {why}" in err
    assert job_row(book)["Status"] == status


def test_an_unknown_job_is_named_with_the_nearest(book: Path) -> None:
    with open_file(book, backups=0) as workbook, pytest.raises(UnknownJob, match=r"Close-Out.*did you mean 'J1'"):
        close_out(workbook, "J11")


def test_a_workbook_that_lost_the_column_closed_keeps_the_status(book: Path) -> None:
    finish(book)
    with open_file(book, backups=0) as workbook:
        place = workbook.read_table("Jobs").place
        at = f"{letters(place.first_column + place.headers.index('Closed'))}{place.first_row - 1}"
        workbook.write_cells("Jobs", {at: "Shut"})
        workbook.save()
    with open_file(book, backups=0) as workbook:
        before = open_books(workbook).entries
        assert close_out(workbook, "J1", close=True).closed == dt.date(2026, 3, 31)
        assert open_books(workbook).entries.equals(before)


def test_on_the_demo_closing_changes_no_figure_and_the_card_adds_up(demo_copy: Path) -> None:
    with open_file(demo_copy, backups=0) as workbook:
        before = open_books(workbook)
        found = close_out(workbook, "j-1159", close=True)
        after = open_books(workbook)
        assert found.closed == before.policy.as_of
        assert before.entries.equals(after.entries) and before.statement.equals(after.statement)
        elements = workbook.read_table("CloseOutElements").frame
        costs = elements["Actual"].to_list()
        estimates = elements["Estimate"].fill_null(0).to_list()
        assert sum(estimates[:-1]) == pytest.approx(estimates[-1])
        assert sum(filter(None, costs[:-1])) == pytest.approx(costs[-1]) == before.money(
            before.solution.job_entries.filter(
                (pl.col("Job") == "J-1159") & pl.col("Entry").is_in(["Material", "Labor", "Overhead", "Subcontract"])
            )["Amount"].sum()
        )
