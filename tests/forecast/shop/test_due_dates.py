"""When jobs will be finished: by the schedule, with the error it made in the past, and why they are late."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from tests.forecast.small_shop import Shop, at
from wipbook.forecast.shop.schedule_error import ScheduleError, better


def open_job(due: dt.date, hours: float = 80, **more: object) -> Shop:
    shop = Shop().center("A").job("J1", "P", 10, due=due, released=at(3, 2), **more)
    return shop.step("J1", "10", "A", hours)


def test_the_finish_is_hours_over_capacity_from_the_next_working_day() -> None:
    row = open_job(at(4, 20)).plan().shop.due_dates.row(0, named=True)
    assert row["Scheduled"] == at(4, 14)  # ten working days from 1 April
    assert (row["State"], row["Days Late"]) == ("on time", -4)


def test_a_job_that_takes_too_long_is_late_by_working_days() -> None:
    row = open_job(at(4, 10)).plan().shop.due_dates.row(0, named=True)
    assert (row["State"], row["Days Late"]) == ("late", 2)
    assert row["Cause"] == "work left takes longer than the time left"


def test_a_due_date_that_has_passed_is_overdue() -> None:
    row = open_job(at(3, 20)).plan().shop.due_dates.row(0, named=True)
    assert row["State"] == "overdue"
    assert row["Days Late"] == 7 + 10


def test_overdue_jobs_come_first_with_their_days_late() -> None:
    """Without steps and without comparable jobs nothing is expected: late since the due date by the days till today."""
    shop = open_job(at(4, 2), 800).job("J2", "Q", 1, due=at(3, 24), released=at(3, 2))
    shop.job("J3", "Q", 1, due=at(3, 30), released=at(3, 2)).job("J4", "Q", 1, due=at(5, 1), released=at(3, 2))
    shop.job("J5", "P", 1, due=at(3, 27), released=at(3, 2)).step("J5", "10", "A", 8, actual_finish=at(3, 20))
    rows = shop.plan().shop.due_dates.select("Job", "State", "Days Late").rows()
    assert rows[:3] == [("J2", "overdue", 5), ("J5", "overdue", 2), ("J3", "overdue", 1)]
    assert rows[3][:2] == ("J1", "late") and rows[3][2] > 90  # later than all, but not overdue yet
    assert rows[4] == ("J4", "cannot say", None)


def test_the_queue_is_named_as_the_cause() -> None:
    shop = open_job(at(4, 14)).job("J2", "P", 1, due=at(4, 15), released=at(3, 2)).step("J2", "10", "A", 80)
    causes = dict(shop.plan().shop.due_dates.select("Job", "Cause").iter_rows())
    assert causes == {"J1": "", "J2": "waits 10.0 days at A"}


def test_missing_material_holds_a_job_not_yet_begun() -> None:
    shop = open_job(at(4, 8), 8).material("P", "finished").material("R", lead_time_days=5)
    shop.put("Bill of Materials", product="P", component="R", quantity_per=1)
    shop.put("Purchases", order="PO1", line="1", ordered=at(3, 1), promised=at(4, 9), supplier="S", material="R",
             quantity=100, unit_price=1)
    row = shop.plan().shop.due_dates.row(0, named=True)
    assert row["Scheduled"] == at(4, 9)
    assert row["Cause"] == "lacks R (on order), there 2026-04-09"
    nothing = open_job(at(4, 3), 8).material("P", "finished").material("R", lead_time_days=5)
    nothing.put("Bill of Materials", product="P", component="R", quantity_per=1)
    assert "nothing ordered" in nothing.plan().shop.due_dates["Cause"][0]
    assert nothing.plan().shop.due_dates["Scheduled"][0] == at(4, 6)  # five days after the as-of date is a Sunday


def test_stock_goes_to_the_job_that_is_due_first() -> None:
    shop = open_job(at(4, 30), 8).material("P", "finished").material("R", lead_time_days=30)
    shop.job("J2", "P", 10, due=at(4, 20), released=at(3, 2)).step("J2", "10", "A", 8)
    shop.put("Bill of Materials", product="P", component="R", quantity_per=1)
    shop.move(at(1, 5), "Opening", "R", 12, unit_cost=1)
    ready = shop.plan().shop.material_ready
    assert ready["Job"].to_list() == ["J1"]
    assert ready["Missing"].to_list() == [8]


def test_a_job_without_steps_is_expected_after_the_usual_time_of_its_product() -> None:
    shop = Shop().job("J1", "P", 10, due=at(4, 30), released=at(3, 30))
    assert shop.plan().shop.due_dates.row(0, named=True)["State"] == "cannot say"
    for number, days in enumerate((10, 12, 14)):
        shop.job(f"D{number}", "P", 10, status="Closed", released=at(1, 5), due=at(2, 1),
                 finished=at(1, 5) + dt.timedelta(days=days))
        shop.move(at(1, 5) + dt.timedelta(days=days), "Completion", "P", 10, job=f"D{number}")
    row = shop.plan().shop.due_dates.row(0, named=True)
    assert row["Expected"] == at(4, 10)  # the Friday before the Saturday twelve days later
    assert (row["Method"], row["Cause"]) == ("usual flow time", "no operations")


def test_a_due_date_before_the_release_is_said() -> None:
    shop = Shop().center("A").job("J1", "P", 1, due=at(4, 2), released=at(4, 8)).step("J1", "10", "A", 1)
    row = shop.plan().shop.due_dates.row(0, named=True)
    assert (row["State"], row["Cause"]) == ("late", "due before its release")


def test_an_unapproved_change_order_is_named() -> None:
    shop = open_job(at(4, 2))
    shop.put("Billing", document="CO-1", date=at(3, 1), job="J1", kind="Change Order", amount=100)
    assert shop.plan().shop.due_dates["Cause"][0] == "change order CO-1 not approved"


def test_the_schedule_of_the_past_is_held_against_what_happened() -> None:
    """Every job takes one day longer than its hours say: the plan learns that."""
    shop = Shop().center("A")
    for number in range(40):
        begin = at(1, 5) - dt.timedelta(weeks=40 - number)  # Mondays
        code, end = f"J{number}", begin + dt.timedelta(days=2)
        shop.job(code, "P", 1, status="Closed", released=begin, due=end, finished=end)
        shop.step(code, "10", "A", 16, actual_start=begin, actual_finish=end)
        shop.move(begin, "Issue", "R", 1, job=code)
    shop.job("J99", "P", 1, due=at(4, 30), released=at(3, 30)).step("J99", "10", "A", 16)
    plan = shop.plan()
    # the shop was looked at on Tuesdays: two days of work left, Wednesday and Thursday, and it ended on Wednesday
    error = plan.shop._errors[0]
    assert error.count >= 10
    assert set(error.errors.tolist()) == {-1.0}
    assert error.typical == -1
    row = plan.shop.due_dates.row(0, named=True)
    assert row["Expected"] < row["Scheduled"] or row["Method"] == "usual flow time"


def test_the_method_that_was_closer_is_taken() -> None:
    rough = ScheduleError(np.array([0.0, 6.0] * 20), np.ones(40), 0, "schedule")
    fine = ScheduleError(np.array([2.0, 3.0] * 20), np.ones(40), 0, "usual flow time")
    few = ScheduleError(np.zeros(3), np.ones(3), 0, "usual flow time")
    assert better(rough, fine) is fine
    assert better(rough, few) is rough
    assert rough.mean_absolute == 3
    low, middle, high = fine.spread(np.array([1.0]))
    assert (low[0], middle[0], high[0]) == (2, 2.5, 3)
    assert np.isnan(few.spread(np.array([1.0]))[0][0])
    assert few.said.startswith("no range")


def test_adherence_by_month_and_the_jobs_that_ended_late() -> None:
    shop = Shop().center("A")
    for number, (due, end) in enumerate(((at(2, 10), at(2, 9)), (at(2, 10), at(2, 10)), (at(2, 10), at(2, 14)))):
        code = f"J{number}"
        shop.job(code, "P", 1, status="Closed", released=at(1, 12), due=due, finished=end)
        shop.step(code, "10", "A", 8, planned_finish=at(2, 9), actual_start=at(2, 2), actual_finish=end)
        shop.move(end, "Completion", "P", 1, job=code)
    plan = shop.plan()
    february = plan.performance.adherence.filter(plan.performance.adherence["Month"] == at(2, 1)).row(0, named=True)
    assert (february["Jobs"], february["Jobs on Time"]) == (3, 2)
    assert february["On Time"] == pytest.approx(2 / 3)
    assert february["Mean Delay"] == pytest.approx(1)
    assert february["Steps on Time"] == pytest.approx(1 / 3)
    assert plan.performance.adherence.height == 12
    late = plan.performance.finished_late.row(0, named=True)
    assert (late["Job"], late["Days Late"], late["Waited At"], late["Days Waited"]) == ("J2", 4, "A", 21)
    assert plan.performance.milestones["On Time"].to_list() == pytest.approx([1 / 3])
