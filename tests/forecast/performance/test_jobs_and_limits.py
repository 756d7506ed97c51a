"""Earned value, limits of hours and cost, comparable jobs, people needed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.forecast.small_shop import Shop, at
from wipbook.calculators.jobs.earned_value import earned_value_of


def half_done(**more: object) -> Shop:
    """Two steps of 50 hours, one finished: half of a budget of 10,000.00; 6,000.00 of labor is charged."""
    shop = Shop().center("A").job("J1", "P", 10, due=at(6, 30), released=at(3, 2), budget_labor=10000, **more)
    shop.step("J1", "10", "A", 50, planned_finish=at(3, 13), actual_start=at(3, 2), actual_finish=at(3, 12))
    shop.step("J1", "20", "A", 50, planned_finish=at(5, 1))
    return shop.worked("J1", "10", 300, at(3, 31))


def test_earned_value_is_that_of_the_costing_engine() -> None:
    row = half_done().plan().performance.job_progress.row(0, named=True)
    assert (row["Budget"], row["Actual"], row["Planned Value"], row["Earned"]) == (1000000, 600000, 500000, 500000)
    same = earned_value_of(Decimal(10000), Decimal(5000), Decimal(5000), Decimal(6000))
    assert row["CPI"] == float(same.cost_index or 0) == pytest.approx(5 / 6, abs=1e-6)
    assert row["SPI"] == 1
    assert row["EAC"] == round((same.estimate_at_completion or Decimal(0)) * 100) == 1200000
    assert (row["ETC"], row["VAC"], row["CV"], row["SV"]) == (600000, -200000, -100000, 0)
    assert row["Percent"] == 0.5 and row["Basis"] == "hours"


def test_bases_that_disagree_are_said() -> None:
    shop = half_done()
    shop.rows["Jobs"][0]["Percent Complete"] = 90
    row = shop.plan().performance.job_progress.row(0, named=True)
    assert (row["By Cost"], row["By Units"], row["By Hours"], row["By Shop"]) == (0.6, 0, 0.5, 0.9)
    assert row["Apart"] == pytest.approx(0.9)
    assert row["Note"] == "bases disagree: cost 60 %, units 0 %, hours 50 %, shop 90 %"


def test_planned_value_by_dates_where_steps_have_none() -> None:
    shop = Shop().center("A").job("J1", "P", 1, due=at(4, 30), released=at(3, 1), budget_labor=100)
    shop.step("J1", "10", "A", 10)
    row = shop.plan().performance.job_progress.row(0, named=True)
    assert row["Planned Value"] == 5000  # 30 of 60 days


def test_a_job_without_a_budget_is_said() -> None:
    shop = Shop().center("A").job("J1", "P", 1, due=at(4, 30), released=at(3, 1)).step("J1", "10", "A", 10)
    row = shop.worked("J1", "10", 4, at(3, 20)).plan().performance.job_progress.row(0, named=True)
    assert (row["Note"], row["CPI"], row["EAC"]) == ("no budget", None, None)


@pytest.mark.parametrize(
    ("hours", "limit", "left", "state"),
    [
        (100, 100, 10, "stop"), (79, 100, 10, "fine"), (80, 100, 10, "warning"), (50, 100, 60, "will pass the limit"),
        (50, None, 60, "no limit"), (0, 100, 10, "fine"),
    ],
)
def test_the_state_of_a_limit(hours: float, limit: float | None, left: float, state: str) -> None:
    shop = Shop().center("A").job("J1", "P", 1, due=at(6, 1), released=at(3, 2), hour_limit=limit)
    shop.step("J1", "10", "A", 20, actual_finish=at(3, 30), actual_start=at(3, 2)).step("J1", "20", "A", left)
    row = shop.worked("J1", "10", hours, at(3, 30)).plan().performance.labor_limits.row(0, named=True)
    assert row["State"] == state
    assert row["Hours at End"] == hours + left


@pytest.mark.parametrize("limit", ["hour_limit", "cost_limit"])
@pytest.mark.parametrize("routed", [False, True])
@pytest.mark.parametrize("said", ["shop", "units", "budget"])
def test_an_estimate_beyond_the_limit_is_never_fine(limit: str, routed: bool, said: str) -> None:
    """60 % done with 2,722.80 spent: 2,722.80 / 60 % = 4,538 at the end, limit 3,600, of which 75.6 % is used."""
    hours = 136.14  # at 20.00 an hour 2,722.80
    shop = Shop().center("A")
    shop.job("J1", "P", 10, due=at(6, 1), released=at(1, 5), budget_labor=4538,
             **{limit: 3600 if limit == "cost_limit" else 180})
    if said != "budget":
        shop.rows["Jobs"][0]["Budget Labor"] = None
    if said == "shop":
        shop.rows["Jobs"][0]["Percent Complete"] = 60
    if routed:
        left = 40 if said == "shop" else 90.76  # a plan that is too short by far; or the truth
        shop.step("J1", "10", "A", hours, actual_start=at(1, 5), actual_finish=at(3, 30))
        shop.step("J1", "20", "A", left)
    shop.worked("J1", "10", hours, at(3, 30))
    if said == "units":
        shop.move(at(3, 30), "Completion", "P", 6, job="J1")
    row = shop.plan().performance.labor_limits.row(0, named=True)
    if said == "budget" and limit == "hour_limit" and not routed:
        assert (row["State"], row["Hours at End"]) == ("fine", hours)  # nothing tells what hours it will take
        return
    assert row["State"] == "will pass the limit"
    if limit == "cost_limit":
        assert row["Cost Used"] == pytest.approx(0.756333, abs=1e-6)
        assert row["Cost at End"] == pytest.approx(453800, abs=2)
    else:
        assert row["Hours at End"] == pytest.approx(226.9)


def test_the_last_estimate_and_comparable_jobs_count_as_well() -> None:
    shop = Shop().job("J1", "P", 10, due=at(6, 1), released=at(3, 2), cost_limit=3600).worked("J1", "", 50, at(3, 20))
    assert shop.plan().performance.labor_limits.row(0, named=True)["State"] == "fine"
    shop.rows["Estimates"] = [{"Job": "J1", "Date": at(3, 31), "Cost to Complete": 3538}]  # and 1,000 spent
    row = shop.plan().performance.labor_limits.row(0, named=True)
    assert (row["State"], row["Cost at End"]) == ("will pass the limit", 453800)
    other = Shop().job("J1", "P", 10, due=at(6, 1), released=at(3, 2), hour_limit=360).worked("J1", "", 50, at(3, 20))
    for number in range(3):
        code = f"D{number}"
        other.job(code, "P", 1, status="Closed", released=at(1, 5), due=at(2, 1), finished=at(1, 30))
        other.worked(code, "", 45.38, at(1, 29)).move(at(1, 30), "Completion", "P", 1, job=code)
    row = other.plan().performance.labor_limits.row(0, named=True)
    assert (row["State"], row["Hours at End"]) == ("will pass the limit", pytest.approx(453.8))


def test_the_day_the_hours_run_out_at_the_pace_of_the_last_weeks() -> None:
    shop = Shop().center("A").job("J1", "P", 1, due=at(6, 1), released=at(1, 2), hour_limit=160)
    shop.step("J1", "10", "A", 300)
    for week in range(8):
        for day in range(2):
            shop.ticket(at(3, 31) - dt.timedelta(days=7 * week + day), 10, job="J1", step="10", rate=20)
    row = shop.plan().performance.labor_limits.row(0, named=True)
    assert row["Hours"] == 160
    assert row["State"] == "stop"
    shop.rows["Jobs"][0]["Hour Limit"] = 200
    row = shop.plan().performance.labor_limits.row(0, named=True)
    assert row["Burn"] == pytest.approx(20)  # 80 hours in four weeks
    assert row["Runs Out"] == at(3, 31) + dt.timedelta(days=14)  # 40 hours are left


def test_cost_limits_count_as_well() -> None:
    shop = Shop().center("A").job("J1", "P", 1, due=at(6, 1), released=at(3, 2), cost_limit=1000)
    plan = shop.step("J1", "10", "A", 80).worked("J1", "10", 45, at(3, 30)).plan()
    row = plan.performance.labor_limits.row(0, named=True)
    # 900.00 for 45 of 80 hours: 1,600.00 at the end
    assert (row["Cost Used"], row["State"], row["Cost at End"]) == (0.9, "will pass the limit", 160000)
    nearly = shop.step("J1", "20", "A", 1).worked("J1", "10", 0.0, at(3, 30))
    nearly.rows["Operations"][0]["Planned Hours"] = 48
    nearly.rows["Jobs"][0]["Cost Limit"] = 1100
    row = nearly.plan().performance.labor_limits.row(0, named=True)
    assert (row["State"], row["Cost at End"]) == ("warning", 102083)  # 900 x 49 / (90 % of 48)


def test_the_median_of_comparable_jobs_with_its_spread() -> None:
    shop = Shop().job("J9", "P", 20, due=at(6, 1), released=at(3, 2))
    for number, hours in enumerate((10, 20, 30, 100)):
        code, end = f"J{number}", at(2, 2) + dt.timedelta(days=number)
        shop.job(code, "P", 10, status="Closed", released=at(1, 2), due=at(3, 1), finished=end)
        shop.worked(code, "10", hours, end).move(end, "Completion", "P", 10, job=code)
    row = shop.plan().shop.estimates.row(0, named=True)
    assert row["Compared"] == 4
    assert row["Estimated Hours"] == 50  # median of 1, 2, 3 and 10 an hour, times 20
    assert row["Estimated Cost"] == 100000
    assert row["Cost Low"] < row["Estimated Cost"] < row["Cost High"]
    assert shop.plan().performance.job_progress.height == 0  # nothing spent, nothing planned


def test_people_needed_and_there_by_department() -> None:
    shop = Shop().center("A").job("J1", "P", 1, due=at(4, 30), released=at(3, 2))
    shop.step("J1", "10", "A", 90, planned_start=at(4, 6), planned_finish=at(4, 10))
    for number, left in enumerate((None, at(4, 3))):
        shop.put("Employees", employee=f"E{number}", name="x", department="Weld", work_center="A", rate=20,
                 hired=at(1, 1), left=left)
    for day in range(60):
        date = at(3, 31) - dt.timedelta(days=day)
        if date.isoweekday() < 6:
            shop.ticket(date, 8, rate=20, employee="E0")
    need = shop.plan().performance.labor_need
    first = need.filter(need["Week"] == at(3, 30)).row(0, named=True)
    week = need.filter(need["Week"] == at(4, 6)).row(0, named=True)
    assert (first["People"], week["People"]) == (2, 1)
    assert week["Needed"] == 90
    assert week["Available"] == pytest.approx(5 * week["Hours a Day"])
    assert week["Short"] == pytest.approx(90 - week["Available"])
