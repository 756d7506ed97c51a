"""What moved, by hand: two months of a small plant, and the same months of the year before."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from tests.closed.closing import Closing
from tests.plant import Plant, day
from wipbook.books.analysis.flux import beyond_threshold, flux, kpis
from wipbook.books.results import Results

JANUARY, FEBRUARY = (day(1), day(31)), (day(1, 2), day(28, 2))


def plant(**settings: Any) -> Plant:
    """January: 100 bought at 10, 40 issued, 400 shipped. February: 150 bought at 10, 20 issued."""
    made = Plant({"Materiality": 100, **settings}).material("FG", "finished").material("RM")
    made.job("J", "FG", 10)
    made.move(day(5, 1, 2025), "Opening", "RM", 10, unit_cost=10)
    made.move(day(6, 2, 2025), "Receipt", "RM", 5, unit_cost=10)
    made.move(day(5), "Receipt", "RM", 100, unit_cost=10).move(day(6), "Issue", "RM", 40, job="J")
    made.move(day(20), "Completion", "FG", 10, job="J").move(day(25), "Shipment", "FG", 10)
    return made.move(day(5, 2), "Receipt", "RM", 150, unit_cost=10)


def lines(results: Results) -> dict[tuple[str, str | None], dict[str, Any]]:
    found = {}
    for row in flux(results).iter_rows(named=True):
        amounts = ("This Period", "Last Period", "Change", "Last Year", "Budget")
        row |= {name: results.money(row[name]) for name in amounts if row[name] is not None}
        found[row["Line"], row["Stage"]] = row
    return found


def test_each_line_against_last_period_and_last_year() -> None:
    found = lines(Closing(plant()).results(*FEBRUARY))
    bought = found["Purchases and landed cost", "Raw Materials"]
    assert (bought["This Period"], bought["Last Period"], bought["Change"], bought["Last Year"]) == (
        1500, 1000, 500, 50,
    )
    assert bought["Change %"] == 500_000
    assert bought["Moved By"] == "RM 500.00"
    sold = found["COGS", None]
    assert (sold["This Period"], sold["Last Period"], sold["Last Year"]) == (0, 400, 0)
    assert found["Balance at the end", "Raw Materials"]["This Period"] == 150 + 600 + 1500
    assert found["Goods Received Not Invoiced", None]["This Period"] == -1500


def test_the_statement_is_what_flux_shows_of_it() -> None:
    results = Closing(plant()).results(*JANUARY)
    frame = flux(results).filter((pl.col("Of") == "Statement") & (pl.col("Line") != "Balance at the end"))
    for stage in ("Raw Materials", "Work in Process", "Finished Goods"):
        shown = dict(frame.filter(pl.col("Stage") == stage).select("Line", "This Period").iter_rows())
        said = {line: amount for line, amount in results.statement.select("Line", stage).iter_rows()
                if amount and line != "Opening"}
        assert {line: amount for line, amount in shown.items() if amount} == said, stage


def test_beyond_are_lines_above_materiality_and_the_percent() -> None:
    found = lines(Closing(plant()).results(*FEBRUARY))
    assert found["Purchases and landed cost", "Raw Materials"]["Beyond"]
    strict = lines(Closing(plant(**{"Flux_%": 60})).results(*FEBRUARY))
    assert not strict["Purchases and landed cost", "Raw Materials"]["Beyond"]  # 50 % of 1,000
    assert strict["COGS", None]["Beyond"]
    large = lines(Closing(plant(Materiality=500)).results(*FEBRUARY))
    assert not large["Purchases and landed cost", "Raw Materials"]["Beyond"]  # 500 is not more than 500
    # nothing was posted in December: there is nothing to explain
    assert beyond_threshold(Closing(plant()).results(*JANUARY)) == 0


def test_a_budget_stands_beside_its_line() -> None:
    made = plant()
    made.add("Budgets", line="cogs", period=day(1, 2), amount=350)
    made.add("Budgets", line="COGS ", period=day(1), amount=90)
    made.add("Budgets", line="Purchases and landed cost", period=day(1, 2), amount=1200)
    made.add("Budgets", line="Cost of sales", period=day(1, 2), amount=1)
    results = Closing(made).results(*FEBRUARY)
    found = lines(results)
    assert found["COGS", None]["Budget"] == 350
    assert found["Purchases and landed cost", "Raw Materials"]["Budget"] == 1200
    assert found["Goods Received Not Invoiced", None]["Budget"] is None
    assert results.exceptions.filter(pl.col("Sheet") == "Budgets")["Found"].to_list() == ["'Cost of sales'"]


def test_closed_periods_are_as_they_were_closed_and_prior_periods_stand_apart() -> None:
    made = plant()
    closing = Closing(made)
    closing.close(*JANUARY)
    made.rows["Movements"][2]["Unit Cost"] = 11  # the receipt of January; after 15 older ones 25 of it were sold
    found = lines(closing.results(*FEBRUARY))
    assert found["Purchases and landed cost", "Raw Materials"]["Last Period"] == 1000
    assert found["Prior periods", "Raw Materials"]["This Period"] == 75
    assert found["COGS, prior periods", None]["This Period"] == 25
    assert found["COGS", None]["Last Period"] == 400


def test_measures_by_hand() -> None:
    results = Closing(plant()).results(*JANUARY)
    found = {row["KPI"]: row["This Period"] for row in kpis(results).iter_rows(named=True)}
    # stock 150 before and 750 at the end of January, a mean of 450; 400 sold in 31 days
    assert found["Cost of goods sold"] == 400
    assert found["Inventory turns"] == round(400 * 365 / (450 * 31), 2)
    assert found["Days in inventory"] == round(450 * 31 / 400, 2)
    assert found["Overhead applied of actual"] is None


def test_windows_of_other_lengths() -> None:
    made = plant()
    results = Closing(made).results(day(6), day(25))
    frame = {(row["Line"], row["Stage"]): row for row in flux(results).iter_rows(named=True)}
    # 20 days before the 6th: the receipt of the 5th
    assert results.money(frame["Purchases and landed cost", "Raw Materials"]["Last Period"]) == 1000
    assert dt.date(2026, 1, 25) == frame["COGS", None]["Period End"]


def test_the_order_of_rows_changes_nothing() -> None:
    made = plant()
    first = flux(Closing(made).results(*FEBRUARY))
    for rows in made.rows.values():
        rows.reverse()
    assert flux(Closing(made).results(*FEBRUARY)).equals(first)
