"""Pools, their months and their drivers. Figures by hand beside each."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from tests.plant import Books, Plant, day
from wipbook.books.overhead.disposition import disposition
from wipbook.sheets.data.checks import CHECKS, outcome


def plant(**settings: Any) -> Plant:
    return Plant(settings).material("FG", "finished", weight=2.5).job("J1", "FG", 10).job("J2", "FG", 10)


def pool(made: Plant, name: str = "P", month: dt.date | None = None, driver: str = "labor hours", cost: float = 100,
         activity: float = 10, **more: Any) -> Plant:
    return made.add("Overhead", pool=name, period=month or day(1), driver=driver, budget_cost=cost,
                    budget_activity=activity, **more)


def months(books: Books) -> list[tuple[Any, ...]]:
    """Month, rate, applied, budget, actual of each row of the report, in currency."""
    report = books.solution.overhead.select("Period", "Rate", "Applied", "Budget Cost", "Actual Cost")
    return [
        (f"{month:%m}", rate / 1e6, applied / 100, budget / 100, None if actual is None else actual / 100)
        for month, rate, applied, budget, actual in report.iter_rows()
    ]


def test_pools_agree_whatever_the_case_of_their_names() -> None:
    # 8 hours at 10 an hour once: two pools would charge 160
    made = pool(plant(), "SHOP").add("Work Centers", work_center="WC-1", name="x", overhead_pool=" shop ",
                                     hours_per_day=8)
    pool(made, "Shop", day(1, 2), cost=200)
    made.ticket(day(5), 8, job="J1", rate=20, work_center="wc-1").ticket(day(5, 2), 8, job="J1", rate=20,
                                                                           work_center="WC-1")
    books = made.ticket(day(5), 8, job="J1", rate=20).solve()  # of no center of the pool
    assert books.job("J1")["Overhead Cost"] == 80.00 + 160.00
    assert books.solution.overhead["Pool"].unique().to_list() == ["SHOP"]


def test_a_years_budget_in_one_row_is_spread_over_its_months() -> None:
    # 1,000 over three months: 333.33, 666.67, 1,000.00 as running totals; 100 hours; one rate of 10
    made = pool(plant(), cost=1000, activity=100, normal_activity=100, through=day(1, 3), actual_cost=900)
    books = made.ticket(day(5), 8, job="J1", rate=20).ticket(day(5, 3), 2, job="J1", rate=20).solve()
    assert months(books) == [
        ("01", 10.0, 80.0, 333.33, 300.0), ("02", 10.0, 0.0, 333.34, 300.0), ("03", 10.0, 20.0, 333.33, 300.0)
    ]
    idle = books.solution.overhead["Idle Capacity"].to_list()
    assert idle == [253_33, 333_34, 313_33]  # 333.33 x 25.333333 / 33.333333; all; 333.33 x 31.333333 / 33.333333


def test_where_rows_overlap_the_one_that_begins_last_is_taken_and_both_are_listed() -> None:
    made = pool(plant(), "shop", cost=1200, activity=120, through=day(1, 12))
    pool(made, "SHOP", day(1, 3), cost=500, activity=10)
    books = made.ticket(day(5, 3), 1, job="J1", rate=20).ticket(day(5, 4), 1, job="J1", rate=20).solve()
    assert books.job("J1")["Overhead Cost"] == 50.00 + 10.00
    found = books.ledger.rejections.frame()
    assert found["Effect"].to_list() == ["warning"] * 2
    assert found["Found"].to_list() == ["2026-01 to 2026-12, of which row 7 has some as well",
                                        "2026-03 to 2026-03, of which row 6 has some as well"]


def test_missing_months_are_never_guessed_to_be_spread() -> None:
    books = pool(plant(), cost=1200, activity=120).ticket(day(5, 2), 1, job="J1", rate=20).solve()
    assert [(row[0], row[3]) for row in months(books)] == [("01", 1200.0), ("02", 0.0)]


def test_a_month_that_ends_before_it_begins_is_listed() -> None:
    books = pool(plant(), month=day(1, 3), through=day(1, 2)).solve()
    assert books.solution.overhead.is_empty()
    assert books.ledger.rejections.frame()["Effect"].to_list() == ["row excluded"]


def _booked(made: Plant, *rows: tuple[str, dt.date, str, str, float, str | None]) -> Plant:
    for number, (center, when, job, kind, hours, reverses) in enumerate(rows, 1):
        made.add("Machine Time", booking=f"B{number}", date=when, work_center=center, job=job, kind=kind, hours=hours,
                 reverses=reverses)
    return made


def test_setups_are_counted_by_booking_of_the_pools_centers() -> None:
    made = pool(plant(), "MILL", driver="setups", cost=500, activity=10)  # 50 a setup
    for center, name in (("WC-1", "MILL"), ("WC-2", None)):
        made.add("Work Centers", work_center=center, name=center, overhead_pool=name, hours_per_day=8)
    _booked(
        made, ("WC-1", day(3), "J1", "Setup", 1, None), ("WC-1", day(4), "J1", "Setup", 0.5, None),
        ("WC-1", day(4), "J1", "Run", 5, None), ("WC-2", day(4), "J1", "Setup", 1, None),
        ("WC-1", day(6), "J1", "Setup", 1, "B1"),
    )
    made.add("Operations", job="J1", step="10", work_center="WC-1", planned_hours=1, actual_start=day(3))
    for step, start in (("10", day(3)), ("20", day(5)), ("30", None)):
        made.add("Operations", job="J2", step=step, work_center="WC-1", planned_hours=1, actual_start=start)
    books = made.solve()
    assert books.job("J1")["Overhead Cost"] == (2 - 1) * 50.00  # B1 was taken back; WC-2 is of no pool
    assert books.job("J2")["Overhead Cost"] == 2 * 50.00  # nothing booked: two steps that began


def test_moves_orders_and_weight() -> None:
    made = plant()
    pool(made, "HANDLING", driver="moves", cost=100, activity=50)  # 2 a move
    pool(made, "PLANNING", driver="orders", cost=300, activity=10)  # 30 an order
    pool(made, "FREIGHT", driver="weight", cost=1000, activity=4000)  # 0.25 a kg
    made.move(day(2), "Receipt", "RM", 100, unit_cost=1).move(day(3), "Issue", "RM", 40, job="J1")
    made.move(day(4), "Issue", "RM", 20, job="J1").move(day(5), "Return from Job", "RM", 5, job="J1")
    made.move(day(6), "Completion", "FG", 4, job="J1").move(day(7), "Shipment", "FG", 4)
    made.job("J3", "FG", 1, status="Planned")
    books = made.solve()
    # J1: 4 moves, 1 order on its first issue, 4 units of 2.5 kg
    assert books.job("J1")["Overhead Cost"] + 0 == 4 * 2 + 30 + 10 * 0.25
    by_pool = books.solution.overhead.select("Pool", "Activity", "Applied").rows()
    assert by_pool == [("FREIGHT", 10_000_000, 2_50), ("HANDLING", 4_000_000, 8_00), ("PLANNING", 1_000_000, 30_00)]
    charged = books.solution.charged.filter(pl.col("Pool") == "PLANNING")
    assert charged.select("Job", "Date").rows() == [("J1", day(3))]


def test_an_order_counts_on_the_day_it_was_released() -> None:
    made = pool(Plant({"As_Of": day(20)}).material("FG", "finished"), driver="orders", cost=30, activity=1)
    made.job("J1", "FG", 1, released=day(9)).job("J2", "FG", 1, released=day(21)).ticket(day(12), 1, job="J1", rate=1)
    charged = made.solve().solution.charged
    assert charged.select("Job", "Date", "Amount").rows() == [("J1", day(9), 30_00)]


def test_a_material_without_weight_is_listed_where_overhead_is_applied_by_weight() -> None:
    made = pool(Plant().material("FG", "finished").job("J1", "FG", 1), driver="weight")
    books = made.move(day(2), "Completion", "FG", 1, job="J1").solve()
    assert books.ledger.rejections.frame().select("Sheet", "Column", "Effect").rows() == [
        ("Materials", "Weight", "warning")
    ]


def test_machine_time_is_taken_back_by_number() -> None:
    made = pool(plant(), driver="machine hours", cost=100, activity=10)
    _booked(made, ("WC-1", day(3), "J1", "Run", 4, None), ("WC-1", day(9), None, "", 1.5, "b1"),  # type: ignore[arg-type]
            ("WC-1", day(9), "J1", "Run", 3, "B1"), ("WC-1", day(9), "J2", "Run", -1, None))
    books = made.solve()
    assert (books.job("J1")["Overhead Cost"], books.job("J2")["Overhead Cost"]) == (25.00, -10.00)
    assert [row[:3] for row in books.ledger.rejections.rows] == [("Machine Time", "F8", "B3")]


@pytest.mark.parametrize("actual", [None, 0])
def test_a_blank_actual_cost_is_not_in_yet(actual: float | None) -> None:
    made = pool(plant(Materiality=0, As_Of=day(28, 2)), actual_cost=60)  # 8 hours at 10 are 80: over by 20
    pool(made, month=day(1, 2), actual_cost=actual)
    made.ticket(day(5), 8, job="J1", rate=20).ticket(day(5, 2), 1, job="J1", rate=20)
    books = made.solve()
    over = books.solution.overhead["Over Applied"].to_list()
    takes = disposition(books.results)
    check = next(one for one in CHECKS if one.id == "overhead_disposed")
    assert outcome(check, books.results)[3]
    if actual is None:
        assert over == [20_00, None] and takes["Takes"].sum() == 20_00
        assert takes["Why"][1].endswith("not settled: 1 pool month not over, or without actual cost")
    else:
        assert over == [20_00, 10_00] and takes["Takes"].sum() == 30_00
        assert "not settled" not in takes["Why"][1]
