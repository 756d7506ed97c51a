"""Job card, method comparison, new period, prove: commands that fill a sheet of their own or move the workbook on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

import udfs
from udfs.boundary.example import Example
from wipbook.commands.close.close import NotReadyToClose
from wipbook.commands.close.new_period import new_period
from wipbook.commands.close.next_period import next_period
from wipbook.commands.help.prove import prove
from wipbook.commands.value.compare_methods import compare_methods
from wipbook.commands.value.job_card import UnknownJob, job_card
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench.settings import write_settings
from wipbook.errors import WipbookError
from wipbook.hosts.file.workbook import open_file
from wipbook.port.tables import letters


def test_every_job_card_ends_in_the_wip_of_its_job(demo_file: Path) -> None:
    """The card is put together from documents, Job Costs from the job accounts: two ways to one figure."""
    from wipbook.books.jobs.job_card import job_card as entries
    from wipbook.commands.workbench.opening import open_books

    material_kinds = ["Material issued", "Material returned", "Material, later cost"]
    results = open_books(open_file(demo_file))
    itemised = 0
    for job, wip in results.job_costs.select("Job", "WIP").iter_rows():
        card = entries(results.ledger, results.solution, job)
        assert (card["Balance"][-1] if card.height else 0) == wip, job
        itemised += card.filter(pl.col("Kind") == "Not itemised").height
        charged = card.filter(pl.col("Kind").is_in([*material_kinds, "Labor", "Overhead"]))
        costs = results.job_costs.filter(pl.col("Job") == job).to_dicts()[0]
        assert charged["Amount"].sum() == costs["Material Cost"] + costs["Labor Cost"] + costs["Overhead Cost"], job
    assert itemised == 0


def test_the_job_card_is_written_and_shown(demo_copy: Path) -> None:
    workbook = open_file(demo_copy)
    write_settings(workbook, {"Role": "All"})
    card = job_card(workbook, "j-1064")
    workbook.save()
    again = open_file(demo_copy)
    assert again.is_visible("Job Card")
    rows = again.read_table("JobCardEntries").frame
    assert rows.height == card.entries
    assert rows["Balance"][-1] == pytest.approx(card.wip, abs=0.001)
    facts = dict(again.read_table("JobCardFacts").frame.iter_rows())
    assert facts["Job"] == card.job == "J-1064"
    assert "checks agree on what was read" in str(again.read_cell("Job Card", "A2")), "the demo has rows left out"


def test_a_job_without_any_entry_has_a_card_all_the_same(demo_copy: Path) -> None:
    from wipbook.commands.workbench.opening import open_books

    workbook = open_file(demo_copy)
    results = open_books(workbook)
    busy = set(results.solution.job_entries["Job"].to_list())
    idle = next(job for job in results.job_costs["Job"].to_list() if job not in busy)
    card = job_card(workbook, idle)
    assert (card.entries, card.charged, card.wip) == (0, 0.0, 0.0)
    assert not workbook.is_visible("Job Card"), "it is in nobody's twelve tabs: a button goes there"


def test_an_unknown_job_is_named_with_the_nearest(demo_copy: Path) -> None:
    with pytest.raises(UnknownJob, match="did you mean 'J-1064'"):
        job_card(open_file(demo_copy), "J1064")


def test_a_refresh_leaves_the_job_card_alone(demo_copy: Path) -> None:
    workbook = open_file(demo_copy)
    write_settings(workbook, {"Role": "All"})
    job_card(workbook, "J-1064")
    before = workbook.read_table("JobCardEntries").frame
    refresh(workbook)
    assert workbook.read_table("JobCardEntries").frame.equals(before)
    assert workbook.is_visible("Job Card")


def test_the_method_set_is_among_the_methods_compared(demo_copy: Path) -> None:
    workbook = open_file(demo_copy)
    comparison = compare_methods(workbook)
    workbook.save()
    assert comparison.totals["FIFO"] == comparison.totals["As set"]  # the demo is kept by FIFO
    assert comparison.notes["LIFO"] == "not permitted under IFRS (IAS 2.25)"
    table = open_file(demo_copy).read_table("MethodComparison").frame
    assert table["Method"].to_list()[:3] == ["As set", "FIFO", "LIFO"]
    own = table.row(0, named=True)
    assert own["Inventory"] == pytest.approx(own["Raw Materials"] + own["Work in Process"] + own["Finished Goods"])
    by_material = open_file(demo_copy).read_table("MethodByMaterial").frame
    for method in ("As set", "FIFO", "Moving Average", "Standard"):
        row = table.row(by_predicate=pl.col("Method") == method, named=True)
        assert by_material[method].sum() == pytest.approx(row["Raw Materials"] + row["Finished Goods"], abs=0.005)


def test_comparing_changes_no_report_and_no_input(demo_copy: Path) -> None:
    from wipbook.commands.data.diff import diff

    original = open_file(demo_copy)
    workbook = open_file(demo_copy)
    compare_methods(workbook)
    changed = {one.table for one in diff(original, workbook)}
    assert changed <= {"MethodComparison", "MethodByMaterial"}


@pytest.mark.parametrize(
    ("start", "end", "then"),
    [
        ("2026-01-01", "2026-12-31", ("2027-01-01", "2027-12-31")),
        ("2026-02-01", "2026-02-28", ("2026-03-01", "2026-03-31")),
        ("2024-01-01", "2024-01-31", ("2024-02-01", "2024-02-29")),
        ("2026-10-01", "2026-12-31", ("2027-01-01", "2027-03-31")),
        ("2026-01-05", "2026-02-01", ("2026-02-02", "2026-03-01")),  # four weeks
        ("2026-01-01", "2026-01-15", ("2026-01-16", "2026-01-30")),  # a first half is followed by as many days
    ],
)
def test_the_next_period_is_as_long_as_the_last(start: str, end: str, then: tuple[str, str]) -> None:
    found = next_period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert tuple(day.isoformat() for day in found) == then


def test_the_opening_balances_of_a_new_period_are_the_last_closing_balances(demo_copy: Path) -> None:
    workbook = open_file(demo_copy)
    before = refresh(workbook).balances
    moved = new_period(workbook, by="Ann", despite=["rows", "findings"], reason="planted")
    assert (moved.start, moved.end) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    assert moved.opening == before
    opening = workbook.read_table("Statement").frame.row(0, named=True)
    assert {stage: opening[stage] for stage in before} == before
    assert moved.summary.failing == {}


def test_a_period_with_a_difference_is_not_left(demo_copy: Path) -> None:
    workbook = open_file(demo_copy)
    accounts = workbook.read_table("GLAccounts")
    column = accounts.place.first_column + accounts.place.headers.index("Debit")
    rows = range(accounts.place.first_row, accounts.place.first_row + accounts.frame.height)
    workbook.write_cells("GL Accounts", {f"{letters(column)}{at}": 1e6 for at in rows})
    settings = workbook.read_table("Settings").frame
    with pytest.raises(NotReadyToClose, match="--despite rows,findings,ledger") as refused:
        new_period(workbook)
    assert refused.value.exit_code == 3
    assert workbook.read_table("Settings").frame.equals(settings)
    moved = new_period(workbook, by="Ann", despite=["rows", "findings", "ledger"], reason="planted")
    assert moved.start == dt.date(2027, 1, 1)
    assert moved.closing is not None and [each.name for each in moved.closing.despite] == ["rows", "findings", "ledger"]


def test_a_close_cuts_the_interval_of_a_periodic_average(demo_copy: Path) -> None:
    """A yearly average reached over the end of a month, and last month's issues were costed anew: not when it is
    closed."""
    from wipbook.commands.workbench.settings import write_settings

    workbook = open_file(demo_copy)
    write_settings(
        workbook,
        {"Period Start": dt.date(2026, 5, 1), "Period End": dt.date(2026, 5, 31), "As Of": dt.date(2026, 5, 31),
         "Valuation Method": "Periodic Average", "Periodic Interval": "Year"},
    )
    balances = refresh(workbook).balances
    moved = new_period(workbook, by="Ann", despite=["rows", "findings", "ledger", "checks"], reason="planted")
    assert moved.opening == balances
    assert workbook.read_table("PriorPeriods").frame.drop_nulls("Of").is_empty()


def test_prove_computes_every_example_inside_the_workbook(demo_copy: Path) -> None:
    workbook = open_file(demo_copy)
    report = prove(workbook, udfs.FUNCTIONS)
    workbook.save()
    assert report.failing == ()
    assert report.line == "48 of 48 examples agree with their sources"
    table = open_file(demo_copy).read_table("Functions")
    assert table.frame.height == 48
    assert table.frame["Agrees"].to_list() == [True] * 48


def test_prove_finds_a_function_that_computes_something_else(demo_copy: Path) -> None:
    def wrong(*given: object) -> float:
        return 304.0

    card = udfs.FUNCTIONS["wip_eoq"].card
    wrong.card = card.__class__(**{**vars(card), "example": Example((1300, 8, 0.225), "304.0468", "Snyder & Shen")})  # type: ignore[attr-defined]
    report = prove(open_file(demo_copy), {**udfs.FUNCTIONS, "wip_eoq": wrong})
    assert [proof.function for proof in report.failing] == ["wip_eoq"]
    assert report.failing[0].difference == pytest.approx(-0.0468)


def test_prove_brings_the_sheet_to_a_workbook_made_before_it(demo_copy: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(demo_copy)
    del book["Functions"]
    book.save(tmp_path / "old.xlsx")
    workbook = open_file(tmp_path / "old.xlsx")
    assert "Functions" not in workbook.sheets()
    assert prove(workbook, udfs.FUNCTIONS).failing == ()
    assert "Functions" in workbook.sheets()


def test_prove_leaves_a_workbook_of_another_kind_alone(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    openpyxl.Workbook().save(tmp_path / "letters.xlsx")
    workbook = open_file(tmp_path / "letters.xlsx")
    with pytest.raises(WipbookError, match="no table Settings"):
        prove(workbook, udfs.FUNCTIONS)
    assert workbook.sheets() == ["Sheet"]
