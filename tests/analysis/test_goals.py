"""Budgets, goals of jobs, savings and the pulse of demand: figures worked out by hand."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from tests.closed.closing import Closing
from tests.plant import Plant, day
from wipbook.books.analysis.budget import budget_against_actual
from wipbook.books.analysis.rate import limits, rates
from wipbook.books.analysis.savings import savings
from wipbook.books.jobs.job_goals import job_goals
from wipbook.books.results import Results

JANUARY, FEBRUARY, MARCH = (day(1), day(31)), (day(1, 2), day(28, 2)), (day(1, 3), day(31, 3))


def in_currency(results: Results, row: dict[str, Any], *names: str) -> list[float | None]:
    return [None if row[name] is None else results.money(row[name]) for name in names]


def test_a_flexible_budget_of_elements() -> None:
    # a job of 10 may cost 1,000 of material and 500 of labor; 4 are made in January, at 420 and 260
    made = Plant().material("FG", "finished").material("RM").job("J", "FG", 10, budget_material=1000, budget_labor=500)
    made.move(day(2), "Receipt", "RM", 42, unit_cost=10).move(day(3), "Issue", "RM", 42, job="J")
    made.ticket(day(4), 20, job="J", rate=13).move(day(20), "Completion", "FG", 4, job="J")
    made.rows["Jobs"][0]["Relief Basis"] = "to date"
    made.add("Budgets", line="Material", period=day(1), amount=500)
    results = Closing(made).results(*JANUARY)
    found = {row["Name"]: row for row in budget_against_actual(results).iter_rows(named=True)}
    shown = ("Budget", "Flexible Budget", "Actual", "Volume", "Over Budget")
    assert in_currency(results, found["Material"], *shown) == [500, 400, 420, -100, 20]
    assert in_currency(results, found["Labor"], *shown) == [None, 200, 260, None, 60]


@pytest.mark.parametrize("actual", [57_000, None])
def test_a_flexible_budget_of_a_pool(actual: float | None) -> None:
    # 60,000 for 6,000 hours, 40 % of it variable: 4 an hour and 36,000 fixed; 600 hours were worked
    made = Plant().material("FG", "finished").job("J", "FG", 10)
    made.add("Overhead", pool="P", period=day(1), driver="labor hours", budget_cost=60_000, budget_activity=6_000,
             variable_percent=40, actual_cost=actual)
    for number in range(1, 31):
        made.ticket(day(number), 20, job="J", rate=0)
    results = Closing(made).results(*JANUARY)
    row = budget_against_actual(results).filter(pl.col("Of") == "pool").row(0, named=True)
    assert in_currency(results, row, "Budget", "Flexible Budget", "Actual", "Volume", "Over Budget") == [
        60_000, 38_400, actual, -21_600, None if actual is None else 18_600,
    ]


def job(**more: Any) -> Plant:
    made = Plant({"As_Of": day(31), "Carrying_Cost_%": 36.5}).material("FG", "finished").material("RM")
    made.add("Customers", customer="C1", name="City Cycles")
    made.job("J", "FG", 10, customer="c1", contract_price=2000, **more)
    return made.move(day(1), "Receipt", "RM", 100, unit_cost=10).move(day(11), "Issue", "RM", 100, job="J")


def goals(made: Plant) -> dict[str, Any]:
    results = made.solve().results
    row = job_goals(results).row(0, named=True)
    return row | {name: results.money(amount) for name, amount in row.items() if isinstance(amount, int)}


def test_margin_now_and_at_completion() -> None:
    found = goals(job(budget_material=1500))
    assert found["Customer Name"] == "City Cycles"
    assert (found["Price"], found["Estimate at Completion"]) == (2000, 1500)
    assert (found["Margin Now"], found["Margin at Completion"]) == (1000, 500)
    # 1,000 for 20 days at 36.5 % a year: a tenth of a percent a day
    assert found["Carrying Cost"] == 20.00


def test_an_estimate_and_changes_approved_since_win_over_the_budget() -> None:
    made = job(budget_material=1500)
    made.add("Estimates", job="J", date=day(15), cost_to_complete=700)
    made.add("Billing", document="CO-1", date=day(10), job="J", kind="Change Order", amount=300, cost_effect=100,
             approved=day(12))
    made.add("Billing", document="CO-2", date=day(20), job="J", kind="Change Order", amount=50, cost_effect=40,
             approved=day(25))
    made.add("Billing", document="CO-3", date=day(20), job="J", kind="Change Order", amount=999, cost_effect=999)
    found = goals(made)
    assert (found["Price"], found["Estimate at Completion"]) == (2350, 1740)


def test_what_a_job_cost_is_its_estimate_once_it_ended_and_nothing_is_guessed() -> None:
    ended = goals(job(status="Finished", finished=day(20), budget_material=1500))
    assert ended["Estimate at Completion"] == 1000
    unknown = goals(job())
    assert (unknown["Estimate at Completion"], unknown["Margin at Completion"], unknown["Margin Now"]) == (
        None, None, 1000,
    )


def saved(before: float, after: float, expected: float, line: str = "material") -> dict[str, Any]:
    made = Plant().material("FG", "finished").material("RM").job("J", "FG", 10)
    made.move(day(1), "Receipt", "RM", 1000, unit_cost=1)
    made.move(day(5), "Issue", "RM", before, job="J").move(day(5, 3), "Issue", "RM", after, job="J")
    made.add("Savings", saving="S-1", date=day(10, 2), action="Thinner sheet", line=line, expected=expected)
    results = Closing(made).results(*MARCH)
    row = savings(results).row(0, named=True)
    return row | {name: results.money(row[name]) for name in ("Before", "After", "Confirmed") if row[name] is not None}


@pytest.mark.parametrize(
    ("before", "after", "expected", "confirmed", "state"),
    [(300, 200, 100, 100, "confirmed"), (300, 200, 60, 60, "confirmed"), (300, 270, 100, 30, "partly confirmed"),
     (300, 320, 100, 0, "not confirmed")],
)
def test_a_saving_counts_when_the_next_month_shows_it(
    before: float, after: float, expected: float, confirmed: float, state: str
) -> None:
    found = saved(before, after, expected)
    assert (found["Before"], found["After"], found["Confirmed"], found["State"]) == (before, after, confirmed, state)


def test_a_saving_waits_for_its_month_and_names_a_line_that_is_none() -> None:
    made = Plant().material("RM").move(day(1), "Receipt", "RM", 10, unit_cost=1)
    made.add("Savings", saving="S-1", date=day(10, 2), action="Thinner sheet", line="Material", expected=1)
    made.add("Savings", saving="S-2", date=day(11, 2), action="Less tape", line="Tape", expected=1)
    results = Closing(made).results(*FEBRUARY)
    assert savings(results)["State"].to_list() == ["the month after is not over", "no line is called so"]
    assert results.exceptions.filter(pl.col("Sheet") == "Savings")["Found"].to_list() == ["'Tape'"]


def pulse(ordered: float = 0, on_hand: float = 0, **settings: Any) -> Plant:
    """Shipped 65 in the 64 working days of three months."""
    made = Plant({"As_Of": day(31, 3), "Working_Hours_Start": "08:00", "Working_Hours_End": "16:00", **settings})
    made.material("FG", "finished", lead_time_days=10)
    made.move(day(1), "Receipt", "FG", 65 + on_hand, unit_cost=10).move(day(15, 2), "Shipment", "FG", 65)
    if ordered:
        made.add("Demand", material="FG", period=day(1, 4), quantity=ordered, kind="Order")
    return made


def test_takt_and_cover() -> None:
    results = pulse(on_hand=15).solve().results
    row = rates(results).row(0, named=True)
    days = 22 + 20 + 22  # Mondays to Fridays of January, February and March
    assert row["Demand a Day"] == round(65 / days, 2)
    assert row["Takt Hours"] == round(8 * days / 65, 3)
    assert row["Cover Days"] == round(15 * days / 65, 1)
    assert (row["Wanted Days"], row["Signal"], row["Demand From"]) == (10, "keep the rate", "last three months")


@pytest.mark.parametrize(("on_hand", "signal"), [(5, "build"), (12, "keep the rate"), (30, "hold")])
def test_build_below_the_lead_time_hold_above_twice_it(on_hand: float, signal: str) -> None:
    assert rates(pulse(on_hand=on_hand).solve().results)["Signal"].item() == signal


def test_orders_ask_for_more() -> None:
    row = rates(pulse(ordered=650, on_hand=12).solve().results).row(0, named=True)
    assert (row["Signal"], row["Demand From"]) == ("build", "orders")


def test_a_stage_above_its_limit_says_hold() -> None:
    results = pulse(on_hand=12, Limit_Finished_Goods=100).solve().results
    row = limits(results).filter(pl.col("Stage") == "Finished Goods").row(0, named=True)
    assert (row["Value"], row["Limit"], row["Used"], row["Over"]) == (12_000, 10_000, 1_200_000, True)
    assert rates(results)["Signal"].item() == "hold"
    assert not limits(pulse(on_hand=12).solve().results)["Over"].any()
