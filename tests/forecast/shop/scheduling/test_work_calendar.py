"""The work calendar against counting days one by one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import holds, in_two_parts
from wipbook.forecast.shop.scheduling.openings import Openings
from wipbook.forecast.shop.scheduling.work_calendar import PLANT, WorkCalendar
from wipbook.ledger.working_days import working_days

days = st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31))
weeks = st.sampled_from(["Mon-Fri", "Mon-Sat", "Sunday-Thursday", "Mon, Wed, Fri", "Sat", ""])


def works(day: dt.date, text: str) -> bool:
    return day.isoweekday() in working_days(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Mon-Fri", {1, 2, 3, 4, 5}),
        ("Fri-Mon", {5, 6, 7, 1}),
        ("mon; Wednesday / sat", {1, 3, 6}),
        ("any day", {1, 2, 3, 4, 5}),
    ],
)
def test_the_days_that_words_name(text: str, named: set[int]) -> None:
    assert working_days(text) == named


@given(days, weeks, st.integers(0, 40))
def test_a_day_begins_where_the_day_before_ends(as_of: dt.date, text: str, ahead: int) -> None:
    calendar = WorkCalendar(as_of, text)
    day = as_of + dt.timedelta(days=ahead)
    counted = sum(works(as_of + dt.timedelta(days=n), text) for n in range(1, ahead + 1))
    assert calendar.end_of([day])[0] == counted
    assert calendar.start_of([day])[0] == counted - (ahead > 0 and works(day, text))


@given(days, weeks, st.integers(0, 60), st.sampled_from([0.0, 0.25, 0.5, 0.999]))
def test_moments_fall_on_working_days(as_of: dt.date, text: str, whole: int, part: float) -> None:
    calendar = WorkCalendar(as_of, text)
    day = calendar.day_of(whole + part)
    assert works(day, text) and day > as_of
    assert calendar.start_of([day])[0] == whole
    ended = calendar.last_day_of(whole + part)
    assert calendar.end_of([ended])[0] == (whole + 1 if part else max(whole, 1))


@given(days, days, weeks)
def test_days_between_are_counted_with_both_ends(first: dt.date, last: dt.date, text: str) -> None:
    span = (last - first).days
    expected = sum(works(first + dt.timedelta(days=n), text) for n in range(span + 1)) if span >= 0 else 0
    assert WorkCalendar(first, text).between([first], [last])[0] == expected


@given(days, weeks, st.integers(1, 30))
def test_weeks_cover_every_day_once(as_of: dt.date, text: str, count: int) -> None:
    frame = WorkCalendar(as_of, text).weeks(count)
    assert frame.height == count
    assert all(monday.isoweekday() == 1 for monday in frame["Week"])
    firsts, lasts = frame["First"].to_list(), frame["Last"].to_list()
    assert all(nxt == last + dt.timedelta(days=1) for last, nxt in zip(lasts, firsts[1:], strict=False))
    assert frame["Days"][0] > 0


@given(days, weeks, st.integers(0, 60))
def test_dates_up_to_the_as_of_date_are_over_by_the_working_days_since(as_of: dt.date, text: str, ago: int) -> None:
    calendar = WorkCalendar(as_of, text)
    day = as_of - dt.timedelta(days=ago)
    assert calendar.end_of([day])[0] == -sum(works(day + dt.timedelta(days=n), text) for n in range(1, ago + 1))
    assert calendar.start_of([day])[0] == 0


def in_april(day: int) -> dt.date:
    return dt.date(2026, 4, day)


special_days = st.dictionaries(st.integers(-10, 40), st.sampled_from([0.0, 0.0, 4.0, 12.0]), max_size=12)


@in_two_parts(20, 100)
def test_days_off_and_extra_days_against_counting_one_by_one(draws: int) -> None:
    """A day counts when it is of the usual week and the plant is not closed, or when anybody works all the same."""
    holds(_counted_one_by_one, draws, days, weeks, special_days, special_days, st.integers(0, 30))


def _counted_one_by_one(
    as_of: dt.date, text: str, plant: dict[int, float], own: dict[int, float], whole: int
) -> None:
    def dated(numbers: dict[int, float]) -> dict[dt.date, float]:
        return {as_of + dt.timedelta(days=number): hours for number, hours in numbers.items()}

    everybody, one = dated(plant), dated(own)

    def open_on(day: dt.date) -> bool:
        return max(one.get(day, 0), everybody.get(day, 0)) > 0 or (works(day, text) and day not in everybody)

    calendar = WorkCalendar(as_of, text, {PLANT: everybody, "A": one})
    after = [as_of + dt.timedelta(days=number) for number in range(1, 400)]
    working = [day for day in after if open_on(day)]
    assert calendar.day_of(whole) == working[whole]
    assert calendar.last_day_of(whole + 1) == working[whole]
    assert calendar.end_of([working[whole]])[0] == whole + 1
    assert calendar.between([after[0]], [after[59]])[0] == sum(open_on(day) for day in after[:60])
    assert calendar.weeks(5)["Days"].sum() == sum(open_on(day) for day in after if day <= calendar.weeks(5)["Last"][-1])
    openings = calendar.openings({"A": 8.0, "B": 4.0})
    for center, hours, named in (("A", 8.0, everybody | one), ("B", 4.0, everybody)):
        here = openings.get(center, Openings({}))
        for number, day in enumerate(working[:60]):
            usual = hours if works(day, text) else 0.0
            assert here.worked(number, number + 1) * hours == pytest.approx(named.get(day, usual))


def test_a_holiday_a_short_day_and_a_saturday_by_hand() -> None:
    # Wednesday 1 April 2026 is the first day. Good Friday (3) and Easter Monday (6) are closed, the Saturday (11) is
    # worked at A alone, 4 hours of the Thursday (2) everywhere
    plant = {in_april(3): 0.0, in_april(6): 0.0, in_april(2): 4.0}
    calendar = WorkCalendar(dt.date(2026, 3, 31), "Mon-Fri", {PLANT: plant, "A": {in_april(11): 8.0}})
    assert [calendar.day_of(number) for number in range(8)] == [
        in_april(1), in_april(2), in_april(7), in_april(8), in_april(9), in_april(10), in_april(11), in_april(13),
    ]
    openings = calendar.openings({"A": 8.0, "B": 8.0})
    assert dict(openings["A"].shares) == {1: 0.5}
    assert dict(openings["B"].shares) == {1: 0.5, 6: 0.0}
    assert calendar.weeks(2)["Days"].to_list() == [2, 5]
