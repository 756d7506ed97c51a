"""Payroll = direct + overhead + idle, and what of it the actual cost of overhead must contain."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from tests.plant import Books, Plant, day
from wipbook.books.labor.labor_distribution import labor_distribution, labor_to_overhead
from wipbook.costing.solution import Solution
from wipbook.sheets.data.checks import CHECKS, outcome
from wipbook.sheets.value import labor_distribution as sheet

CHECK = next(one for one in CHECKS if one.id == "labor_distributed")


def shop(**settings: Any) -> Books:
    """A fortnight: 20 an hour, 25 % burden to overhead, premium to overhead."""
    made = Plant({"Burden_To": "overhead", **settings}).material("FG", "finished").job("J1", "FG", 1)
    made.add("Employees", employee="E1", name="Sam", rate=20, burden_percent=25, work_center="WC-1")
    made.add("Overhead", pool="SHOP", period=day(1), driver="labor hours", budget_cost=1, budget_activity=1,
             actual_cost=500).add("Overhead", pool="SHOP", period=day(1, 2), driver="labor hours", budget_cost=1,
                                  budget_activity=1)
    made.ticket(day(5), 8, job="J1").ticket(day(6), 2, job="J1", pay_type="Overtime").ticket(day(7), 4)
    return made.ticket(day(8), 3, job="J1", pay_type="Idle").ticket(day(3, 2), 1).solve()


def test_every_hour_is_paid_once_and_goes_somewhere() -> None:
    # direct 8 x 20 + 2 x 20; premium 20; burden 25 % of 200 = 50; indirect 4 x 20 + 20; idle 3 x 20 + 15; 1 x 20 + 5
    rows = shop().results.labor_distribution
    assert rows.select("Job", "Pay Type", "Hours", "Base", "Premium", "Burden", "Direct to Job", "To Overhead",
                       "Idle").rows() == [
        ("J1", "Idle", 3_000_000, 60_00, 0, 15_00, 0, 0, 75_00),
        ("J1", "Overtime", 2_000_000, 40_00, 20_00, 10_00, 40_00, 30_00, 0),
        ("J1", "Regular", 8_000_000, 160_00, 0, 40_00, 160_00, 40_00, 0),
        (None, "Regular", 5_000_000, 100_00, 0, 25_00, 0, 125_00, 0),
    ]


def test_actual_overhead_must_contain_the_labor_that_is_overhead() -> None:
    books = shop()
    frame = labor_to_overhead(books.ledger.policy, books.solution)
    money = ["Indirect Labor", "Premium", "Burden", "Idle Time", "Labor", "Actual Cost", "Other"]
    assert frame.select(money).rows() == [
        (80_00, 20_00, 70_00, 75_00, 245_00, 500_00, 255_00), (20_00, 0, 5_00, 0, 25_00, None, None)
    ]
    to_job = shop(Burden_To="job", Overtime_Premium_To="job")
    rows = labor_to_overhead(to_job.ledger.policy, to_job.solution).select(money[:5]).rows()
    assert rows == [(80_00, 0, 20_00, 75_00, 175_00), (20_00, 0, 5_00, 0, 25_00)]


def test_the_payroll_is_computed_anew_from_the_tickets() -> None:
    books = shop()
    # 160 + 40 + 20 + 50 (work on the job), 100 + 25 (indirect), 75 (idle)
    assert books.results.payroll.rows() == [
        ("Idle", 3_000_000, 75_00), ("Overtime", 2_000_000, 70_00), ("Regular", 13_000_000, 325_00)
    ]
    assert outcome(CHECK, books.results) == (470.0, 470.0, 0.0, True)
    shown = sheet._payroll(books.results).drop_nulls("Pay Type")
    assert shown.select("Pay Type", "Payroll", "Direct", "Indirect", "Difference").rows() == [
        ("Regular", 325_00, 160_00, 165_00, 0), ("Idle", 75_00, 0, 75_00, 0), ("Overtime", 70_00, 40_00, 30_00, 0)
    ]


def test_a_cent_lost_on_its_way_is_seen() -> None:
    books = shop()
    labor = books.solution.labor.with_columns(pl.col("Indirect") - (pl.col("Ticket") == "T3").cast(pl.Int64))
    lost = Books(books.ledger, Solution(**{**vars(books.solution), "labor": labor}))
    left, right, difference, agrees = outcome(CHECK, lost.results)
    assert (left, right, difference, agrees) == (470.0, 469.99, 0.01, False)


def test_a_week_and_its_reversal_are_of_the_days_that_the_period_covers() -> None:
    made = Plant({"Period_Start": day(1, 4), "Period_End": day(30, 4)}).material("FG", "finished").job("J1", "FG", 1)
    made.ticket(day(30, 3), 40, job="J1", rate=33.335, through=day(3, 4))  # 24 of 40 hours: 1,333.40 - 533.36
    made.ticket(day(6, 4), 10, job="J1", reverses="T1").ticket(day(5, 5), 5, job="J1", reverses="T1")
    books = made.solve()
    frame = labor_distribution(books.ledger.policy, books.solution)
    assert frame.select("Hours", "Direct to Job").rows() == [(14_000_000, 800_04 - 333_35)]
    assert outcome(CHECK, books.results)[3]
    assert books.ledger.policy.as_of == dt.date(2026, 4, 30)
