"""Load by week: hours are kept, spread as planned, held against what a work center can do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import strategies as st

from tests.draws import holds, in_two_parts
from tests.forecast.small_shop import Shop, at


def one_job(**step: Any) -> Shop:
    shop = Shop().center("A").job("J1", "P", 10, due=at(4, 17), released=at(3, 2))
    return shop.step("J1", "10", "A", 80, **step)


def test_hours_are_spread_over_the_planned_days() -> None:
    plan = one_job(planned_start=at(4, 1), planned_finish=at(4, 14)).plan()
    week = plan.shop.week_load.filter(pl.col("Hours") > 0)
    # ten working days, 8 hours each: three in the week of 1 April, five in the next, two after that
    assert week["Week"].to_list() == [at(3, 30), at(4, 6), at(4, 13)]
    assert week["Hours"].to_list() == pytest.approx([24, 40, 16])
    assert week["Capacity"].to_list() == [24, 40, 40]  # of the first week three days are left
    assert week["Load"].to_list() == pytest.approx([1, 1, 0.4])
    assert week["Overload"].sum() == 0


def test_what_should_be_done_already_falls_on_the_first_day_and_is_carried_over() -> None:
    plan = one_job(planned_start=at(3, 2), planned_finish=at(3, 13)).plan()
    first, second = plan.shop.week_load["Hours"][:2]
    assert (first, second) == (80, 0)
    assert plan.shop.week_load["Overload"][0] == 80 - 24
    # worked off at 40 hours a week: 56 are carried over, then 16, then none
    assert plan.shop.week_load["Backlog"][:3].to_list() == [56, 16, 0]
    assert plan.shop.center_load["Late Hours"][0] == 80


def test_booked_hours_are_taken_off_and_an_unfinished_step_keeps_a_tenth() -> None:
    assert one_job().worked("J1", "10", 30, at(3, 30)).plan().shop.center_load["Hours Left"][0] == 50
    over = one_job().worked("J1", "10", 100, at(3, 30)).plan()
    assert over.shop.center_load["Hours Left"][0] == 8


def test_a_finished_step_and_a_closed_job_have_no_load() -> None:
    assert one_job(actual_finish=at(3, 20)).plan().shop.center_load["Hours Left"][0] == 0
    shop = Shop().center("A").job("J1", "P", 1, status="Closed", closed=at(3, 3)).step("J1", "10", "A", 80)
    assert shop.plan().shop.center_load["Hours Left"][0] == 0


@pytest.mark.parametrize(
    ("hours", "machines", "said"), [(0, 1, "no capacity"), (8, 0, "no capacity"), (None, None, "no capacity")]
)
def test_a_work_center_without_capacity_is_said(hours: float | None, machines: float | None, said: str) -> None:
    shop = Shop().center("A", hours, machines).job("J1", "P", 1, due=at(4, 9)).step("J1", "10", "A", 8)
    plan = shop.plan()
    row = plan.shop.center_load.row(0, named=True)
    assert said in row["Note"] or "not on the sheet" in row["Note"]
    assert plan.shop.due_dates["State"].to_list() == ["cannot say"]
    assert "A has no capacity" in plan.shop.due_dates["Cause"][0]


def test_a_work_center_that_only_steps_name_is_listed() -> None:
    plan = Shop().job("J1", "P", 1, due=at(4, 9)).step("J1", "10", "ghost", 8).plan()
    assert plan.shop.center_load["Note"].to_list() == ["not on the sheet Work Centers"]


@in_two_parts(20, 100)
def test_all_hours_are_in_some_week(draws: int) -> None:
    holds(
        _all_hours, draws,
        st.lists(st.tuples(st.integers(1, 200), st.integers(0, 60), st.integers(0, 30)), min_size=1, max_size=6),
    )


def _all_hours(steps: list[tuple[int, int, int]]) -> None:
    shop = Shop().center("A")
    for number, (hours, start, length) in enumerate(steps):
        begin = at(3, 10) + dt.timedelta(days=start)
        shop.job(f"J{number}", "P", 1, due=at(6, 1)).step(
            f"J{number}", "10", "A", hours, planned_start=begin, planned_finish=begin + dt.timedelta(days=length)
        )
    plan = shop.plan(horizon=6)
    assert plan.shop.week_load["Hours"].sum() == pytest.approx(sum(hours for hours, _, _ in steps))
    behind = (plan.shop.week_load["Hours"] - plan.shop.week_load["Capacity"]).to_list()
    carried, expected = 0.0, []
    for more in behind:
        carried = max(0.0, carried + more)
        expected.append(carried)
    assert plan.shop.week_load["Backlog"].to_list() == pytest.approx(expected)


def test_options_cover_the_overload_and_their_cost_is_hours_times_rate() -> None:
    shop = one_job(planned_start=at(4, 1), planned_finish=at(4, 3))
    shop.add("Employees", employee="E1", name="Ann", rate=20, work_center="A")
    shop.rows["Employees"][0]["Burden %"] = 10
    found = {row["Option"]: row for row in shop.plan().shop.overload_options.iter_rows(named=True)}
    assert all(row["Overload"] == pytest.approx(56) for row in found.values())
    overtime = found["overtime, 2 hours a day"]
    # the backlog lasts for two weeks, the first of three working days: 8 days of 2 hours
    assert overtime["Covered"] == pytest.approx(16)
    assert overtime["Cost per Hour"] == 3300  # 20.00 and 10 % burden, half as much again
    assert overtime["Cost"] == 16 * 3300
    assert found["a second shift"]["Covered"] == pytest.approx(56)
    assert found["a second shift"]["Cost"] == 56 * 2200
    assert found["subcontract the excess"]["Cost"] is None
    assert found["leave it to later weeks"]["Cost"] == 0


def test_past_subcontract_receipts_give_a_price() -> None:
    shop = one_job(planned_start=at(4, 1), planned_finish=at(4, 3))
    shop.job("J0", "P", 10, status="Closed", closed=at(2, 20)).step("J0", "10", "A", 40)
    shop.move(at(2, 10), "Receipt", "COAT", 1, unit_cost=1000, job="J0")
    found = {row["Option"]: row for row in shop.plan().shop.overload_options.iter_rows(named=True)}
    assert found["subcontract the excess"]["Cost per Hour"] == 2500  # 1,000.00 for 40 planned hours


def test_hidden_hours_are_those_of_parts_nobody_makes_yet() -> None:
    shop = Shop().center("A").center("B")
    shop.material("P", "finished").material("S", "subassembly").material("R")
    shop.put("Bill of Materials", product="P", component="S", quantity_per=2)
    shop.put("Bill of Materials", product="S", component="R", quantity_per=1)
    # ten S took 5 hours once; 20 are needed now, 8 are there
    shop.job("J0", "S", 10, status="Closed", closed=at(2, 20)).step("J0", "10", "B", 5)
    shop.move(at(2, 1), "Opening", "S", 8, unit_cost=1)
    shop.job("J1", "P", 10, due=at(5, 1)).step("J1", "10", "A", 8)
    load = {row["Work Center"]: row for row in shop.plan().shop.center_load.iter_rows(named=True)}
    assert load["B"]["Hidden Hours"] == pytest.approx(12 * 0.5)
    assert load["A"]["Hidden Hours"] == 0


def test_a_bill_in_a_circle_ends() -> None:
    shop = Shop().center("A").material("P", "finished").material("S", "subassembly")
    shop.put("Bill of Materials", product="P", component="S", quantity_per=2)
    shop.put("Bill of Materials", product="S", component="P", quantity_per=2)
    shop.job("J1", "P", 1, due=at(5, 1)).step("J1", "10", "A", 8)
    plan = shop.plan()
    assert plan.shop.center_load.height == 1
    assert plan.shop.constraint_money.height == 0
