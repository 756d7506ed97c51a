"""The work calendar against counting days one by one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.forecast.shop.work_calendar import WorkCalendar
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
