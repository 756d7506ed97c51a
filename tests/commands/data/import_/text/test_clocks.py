"""Spans and times come back as they were printed; what may be both is refused until somebody says which."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.commands.data.import_.text.clocks import hours_of, time_of_day
from wipbook.commands.data.import_.text.dates import printed, without_zone

spans = st.integers(1, 400 * 3600 - 1)
UNITS = (("h", "m", "s"), (" h", " min", " sec"), ("hours", "minutes", "seconds"), (" Std.", " Min", " Sek."))


def in_hours(seconds: int) -> Decimal:
    return (Decimal(seconds) / 3600).quantize(Decimal("0.000001"), ROUND_HALF_UP)


@given(spans, st.sampled_from(UNITS))
def test_a_span_that_says_its_units_comes_back_the_same(seconds: int, units: tuple[str, str, str]) -> None:
    parts = zip((seconds // 3600, seconds // 60 % 60, seconds % 60), units, strict=True)
    text = " ".join(f"{part}{unit}" for part, unit in parts if part)
    assert hours_of(text) == in_hours(seconds), text


@given(spans)
def test_a_clock_is_a_span_only_where_it_is_said_to_be_one(seconds: int) -> None:
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    assert hours_of(text) is None
    assert hours_of(text, elapsed=True) == in_hours(seconds)


@pytest.mark.parametrize("text", ["", "h", "1d 2h", "2w", "1h 30", "-1h", "1 m 2 h", "1:5", "1:60", "7.5", "1.234 h"])
def test_what_is_no_span(text: str) -> None:
    assert hours_of(text, elapsed=True) is None


@given(st.times().map(lambda time: time.replace(microsecond=0)), st.sampled_from(["%H:%M:%S", "%I:%M:%S %p"]))
def test_a_time_of_day_comes_back_the_same(time: dt.time, pattern: str) -> None:
    assert time_of_day(time.strftime(pattern)) == time
    assert time_of_day(f"2026-03-31 {time.strftime(pattern)}") == time


zones = st.sampled_from(["Z", "+00:00", "-05:00", "+0530", " UTC"])


@given(st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2068, 1, 1)), zones, st.sampled_from(["T", " "]))
def test_a_zone_is_read_as_it_is_written_and_only_where_that_is_said(
    moment: dt.datetime, zone: str, sign: str
) -> None:
    text = moment.isoformat(sign) + zone
    assert printed(text) is None
    taken = printed(without_zone(text))
    assert taken is not None and taken.day_first == moment
    assert time_of_day(text) == moment.time()
