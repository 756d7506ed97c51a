"""Entries as journals: named, dated, balanced, on the accounts of the ledger; what an export lacks."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from tests.double_entry.laws import assert_double
from tests.model.plants import plant
from tests.model.sheets import workbook
from tests.plant import Plant, day
from wipbook.books.jobs.job_costs import roll_forward
from wipbook.books.journals.differences import differences
from wipbook.books.journals.lines import LINE, as_rows, journal_lines
from wipbook.books.journals.month_end import AT_MONTH_END, TAKEN_BACK, month_end_lines
from wipbook.books.results import Results
from wipbook.books.statement import GL_ROLE, statement


def frames() -> Plant:
    """Steel for 100, 40 of it into J-1 with 60 of labor in January; 10 frames done in February, 5 shipped."""
    plant = Plant({"Period_End": day(28, 2), "As_Of": day(28, 2)}).material("FG", "finished").job("J-1", "FG", 10)
    plant.move(day(2), "Receipt", "STEEL", 10, unit_cost=10).move(day(3), "Issue", "STEEL", 4, job="J-1")
    plant.ticket(day(20), 3, rate=20, job="J-1").move(day(5, 2), "Completion", "FG", 10, job="J-1")
    return plant.move(day(9, 2), "Shipment", "FG", 5)


def shown(books: Results) -> list[tuple[str, dt.date, str, str, float, float]]:
    rows = as_rows(books.journals).select("Entry", "Date", "Role", "Account", "Debit", "Credit")
    return [(*row[:4], row[4] / 100, row[5] / 100) for row in rows.iter_rows()]


def test_an_entry_is_a_month_a_line_and_a_job() -> None:
    plant = frames().add("Accounts", role="WIP", account="1320").add("Accounts", role="COGS", account="5000")
    end, last, grni = day(31), day(28, 2), "Goods Received Not Invoiced"
    assert shown(plant.solve().results) == [
        ("2026-01 Purchases and landed cost", end, "Raw Materials", "Raw Materials", 100, 0),
        ("2026-01 Purchases and landed cost", end, grni, grni, 0, 100),
        ("2026-01 Issued to jobs J-1", end, "WIP", "1320", 40, 0),
        ("2026-01 Issued to jobs J-1", end, "Raw Materials", "Raw Materials", 0, 40),
        ("2026-01 Direct labor J-1", end, "WIP", "1320", 60, 0),
        ("2026-01 Direct labor J-1", end, "Wages Clearing", "Wages Clearing", 0, 60),
        ("2026-02 Completed J-1", last, "Finished Goods", "Finished Goods", 100, 0),
        ("2026-02 Completed J-1", last, "WIP", "1320", 0, 100),
        ("2026-02 Shipped to customers", last, "COGS", "5000", 50, 0),
        ("2026-02 Shipped to customers", last, "Finished Goods", "Finished Goods", 0, 50),
    ]


def test_before_the_end_of_its_month_an_entry_is_dated_the_as_of_day() -> None:
    plant = frames()
    plant.settings["As_Of"] = day(15)
    assert {row[1] for row in shown(plant.solve().results)} == {day(15)}


def test_a_newer_role_without_an_account_stands_on_the_older_one() -> None:
    plant = Plant().add("Accounts", role="Variance", account="5300", name="Variances", cost_center="40")
    plant.add("Accounts", role="WIP")
    accounts = {row["Role"]: row for row in plant.solve().results.accounts.to_dicts()}
    assert accounts["Price Differences"] == {
        "Role": "Price Differences", "Account": "5300", "Name": "Variances", "Cost Center": "40", "Named": True,
    }
    assert (accounts["WIP"]["Account"], accounts["WIP"]["Named"]) == ("WIP", False)


@pytest.mark.parametrize("seed", range(10_000, 10_010))
def test_journals_of_any_period_are_its_statement_and_its_roll_forward(seed: int) -> None:
    history = plant(seed)
    books = workbook(history).solve().results
    assert_double(books.entries)
    for start, _ in history.periods():
        lines = journal_lines(books.posted, books.accounts, start, books.policy.as_of)
        sums = lines.group_by("Entry").agg(pl.col("Amount").sum())
        assert sums.filter(pl.col("Amount") != 0).is_empty()
        assert lines.select("Entry", "Role", "Job").is_unique().all()
        of_line = statement(books.ledger, books.solution, start).filter(pl.col("Line") != "Opening")
        for role, stage in GL_ROLE.items():
            assert lines.filter(pl.col("Role") == role)["Amount"].sum() == of_line[stage].sum()
        jobs = roll_forward(books.ledger, books.solution, start).with_columns(
            (pl.col("Closing") - pl.col("Opening")).alias("Change")
        )
        moved = lines.filter(pl.col("Role") == "WIP").group_by("Job").agg(pl.col("Amount").sum())
        assert {job: change for job, change in jobs.select("Job", "Change").iter_rows() if change} == {
            job: change for job, change in moved.iter_rows() if change
        }


def test_differences_complete_what_was_exported_and_take_back_what_is_gone() -> None:
    before = frames()
    before.settings["As_Of"] = day(10)
    first, later = before.solve().results, frames().solve().results
    gone = first.journals.head(1).with_columns(
        pl.lit("2026-01 Scrapped").alias("Entry"), pl.lit(700, dtype=pl.Int64).alias("Amount")
    )
    missing = differences(later.journals, pl.concat([first.journals, gone]))
    assert missing.columns == list(LINE)
    total = pl.concat([first.journals, gone, missing]).group_by("Entry", "Role").agg(pl.col("Amount").sum())
    now = later.journals.group_by("Entry", "Role").agg(pl.col("Amount").sum())
    left = total.filter(pl.col("Amount") != 0).sort("Entry", "Role")
    assert left.equals(now.sort("Entry", "Role"))
    back = missing.filter(pl.col("Entry") == "2026-01 Scrapped")
    assert back.select("Date", "Amount").rows() == [(day(10), -700)]
    assert "2026-01 Issued to jobs J-1" not in missing["Entry"].to_list(), "that was exported in full"


def test_an_account_that_a_role_no_longer_has_gives_back_what_it_was_given() -> None:
    old = frames().add("Accounts", role="COGS", account="5000").solve().results
    new = frames().add("Accounts", role="COGS", account="5001").solve().results
    moved = differences(new.journals, old.journals).select("Account", "Amount").sort("Account")
    assert moved.rows() == [("5000", -5000), ("5001", 5000)]


def test_a_ledger_that_holds_work_in_process_at_month_ends_only() -> None:
    """10 of components and 100 of labor in process: 110 debit, taken back the next day."""
    plant = Plant({"Period_End": day(31), "As_Of": day(31)}).material("FG", "finished").job("J-1", "FG", 1)
    plant.move(day(2), "Receipt", "RAW", 1, unit_cost=10).move(day(3), "Issue", "RAW", 1, job="J-1")
    books = plant.ticket(day(4), 4, rate=25, job="J-1").solve().results
    lines = month_end_lines(books.solution.job_entries, books.posted, books.accounts, day(1), day(31))
    found = [(row["Date"], row["Line"], row["Role"], row["Amount"] / 100) for row in lines.to_dicts()]
    assert found == [
        (day(31), AT_MONTH_END, "WIP", 110), (day(31), AT_MONTH_END, "Raw Materials", -10),
        (day(31), AT_MONTH_END, "Wages Clearing", -100),
        (day(1, 2), TAKEN_BACK, "Raw Materials", 10), (day(1, 2), TAKEN_BACK, "Wages Clearing", 100),
        (day(1, 2), TAKEN_BACK, "WIP", -110),
    ]
    assert month_end_lines(books.solution.job_entries, books.posted, books.accounts, day(1), day(30)).is_empty()
