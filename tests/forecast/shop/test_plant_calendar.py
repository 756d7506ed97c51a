"""The sheets Calendar, Priority and a typed Planned Start: what they do to schedule, load and due dates."""

from __future__ import annotations

import polars as pl
import pytest

from tests.forecast.small_shop import Shop, at
from wipbook.forecast.shop.scheduling import schedule


def queue(**more: object) -> Shop:
    """Two jobs of two days each wait for one machine; today is Tuesday, 31 March 2026."""
    shop = Shop().center("A")
    for job, due in (("J1", at(4, 10)), ("J2", at(4, 10))):
        shop.job(job, "P", 10, due=due, released=at(3, 30), **(more if job == "J2" else {}))
        shop.step(job, "10", "A", 16, planned_by="schedule")
    return shop


def days(shop: Shop) -> list[tuple[str, object, object]]:
    plan = shop.plan().shop.schedule
    return plan.select("Job", "Scheduled Start", "Scheduled Finish").rows()


def test_a_plant_that_is_closed_starts_later() -> None:
    assert days(queue()) == [("J1", at(4, 1), at(4, 2)), ("J2", at(4, 3), at(4, 6))]
    easter = queue().put("Calendar", date=at(4, 3), reason="Good Friday").put("Calendar", date=at(4, 6), hours=0)
    assert days(easter) == [("J1", at(4, 1), at(4, 2)), ("J2", at(4, 7), at(4, 8))]
    # the first week has two working days left, the second four
    load = easter.plan().shop.week_load
    assert load["Days"][:2].to_list() == [2, 4]
    assert load["Capacity"][:2].to_list() == [16, 32]


def test_a_machine_that_works_half_a_day_takes_longer_and_a_saturday_less() -> None:
    service = queue().put("Calendar", work_center="A", date=at(4, 2), hours=4)
    # 8 hours on the 1st, 4 on the 2nd, 4 on the 3rd; the other: 4 on the 3rd, 8 on the 6th, 4 on the 7th
    assert days(service) == [("J1", at(4, 1), at(4, 3)), ("J2", at(4, 3), at(4, 7))]
    assert service.plan().shop.week_load["Capacity"][:2].to_list() == [20, 40]
    saturday = queue().put("Calendar", work_center="A", date=at(4, 4), hours=8)
    assert days(saturday)[1] == ("J2", at(4, 3), at(4, 4))
    assert saturday.plan().shop.week_load["Capacity"][:2].to_list() == [32, 40]


def test_a_job_of_higher_priority_comes_first() -> None:
    assert days(queue(priority=2.0))[0][0] == "J1"  # nobody is late, so that the order of the sheet decides
    shop = Shop().center("A")
    for job, often in (("J1", None), ("J2", 3.0)):
        shop.job(job, "P", 10, due=at(4, 1), released=at(3, 30), **({"priority": often} if often else {}))
        shop.step(job, "10", "A", 16, planned_by="schedule")
    # both are late: the one whose days count three times is one day late, the other three, together 3 + 3, else 1 + 9
    plan = shop.plan().shop
    assert [row[0] for row in days(shop)] == ["J2", "J1"]
    assert plan.dispatch_rules.filter("Chosen").select("Days Late", "Weighted").row(0) == (4.0, 6.0)


def test_a_typed_start_stays_and_what_a_schedule_wrote_does_not() -> None:
    typed = queue().put("Calendar", date=at(4, 24))
    typed.rows["Operations"][0] |= {"Planned Start": at(4, 6), "Planned By": None}
    # J2 takes the line until then: four days are too many for nobody
    assert days(typed) == [("J2", at(4, 1), at(4, 2)), ("J1", at(4, 6), at(4, 7))]
    typed.rows["Operations"][0]["Planned By"] = "schedule"
    assert days(typed)[0][:2] == ("J1", at(4, 1))
    # a start that is over and was not kept binds nobody
    typed.rows["Operations"][0] |= {"Planned Start": at(3, 30), "Planned By": None}
    assert days(typed)[0][:2] == ("J1", at(4, 1))


def test_a_solver_that_is_left_out_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def said(shop: Shop) -> object:
        return shop.plan().shop.dispatch_rules.filter(pl.col("Rule") == "solver").select("Days Late", "Note").row(0)

    assert said(queue()) == (0.0, "")
    shop = queue()
    shop.settings = {**shop.settings, "Schedule_Effort": 0}
    assert said(shop) == (None, "left out: Schedule Effort is 0")
    monkeypatch.setattr(schedule, "MOST_STEPS", 1)
    assert said(queue()) == (None, "left out: more than 1 open steps")
    monkeypatch.setattr(schedule, "can_optimise", lambda: False)
    assert said(queue()) == (None, "needs the extra wipbook[schedule]")


def test_a_step_on_the_machine_stays_though_another_job_is_urgent() -> None:
    shop = queue()
    shop.rows["Jobs"][1]["Due"] = at(4, 2)
    assert days(shop)[0][0] == "J2"
    shop.rows["Operations"][0]["Actual Start"] = at(3, 31)
    assert days(shop)[0][0] == "J1"


def test_days_late_are_days_that_are_worked() -> None:
    """J2 is done on the fourth working day; due on the first, it is three working days late, whatever lies between."""
    shop = queue()
    shop.rows["Jobs"][1]["Due"] = shop.rows["Jobs"][0]["Due"] = at(4, 1)
    for closed in ([], [at(4, 3), at(4, 6)]):
        for day in closed:
            shop.put("Calendar", date=day)
        jobs = shop.plan().shop.due_dates.select("Job", "Expected", "Days Late").rows()
        assert jobs == [("J2", at(4, 8) if closed else at(4, 6), 3), ("J1", at(4, 2), 1)]


def test_a_day_that_stands_twice_is_named_and_the_first_row_counts() -> None:
    twice = queue().put("Calendar", date=at(4, 1), hours=8).put("Calendar", date=at(4, 1), hours=0)
    assert days(twice)[0][1] == at(4, 1)
    ledger = twice.books().ledger
    assert ledger.rows_left_out == 1
    assert ledger.rows_read["Calendar"] - ledger.rows_used["Calendar"] == 1
