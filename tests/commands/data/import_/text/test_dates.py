"""A day printed in any usual way and read back is the same, or refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.commands.data.import_.text.dates import NOT_A_DATE, UNCLEAR, read_dates

PATTERNS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%d/%m/%y", "%m/%d/%y", "%Y-%m-%d", "%Y/%m/%d",
    "%Y.%m.%d", "%Y%m%d", "%d-%b-%Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%y",
)
CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", "T%H:%M:%S")
days = st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31))
minutes = st.times().map(lambda time: time.replace(second=0, microsecond=0))


@given(days, minutes, st.sampled_from(PATTERNS), st.sampled_from(CLOCKS))
def test_a_day_comes_back_the_same_or_not_at_all(day, time, pattern, clock):
    moment = dt.datetime.combine(day, time if clock else dt.time())
    text = moment.strftime(pattern + clock)
    read = read_dates([text])[text]
    assert read in (moment, UNCLEAR, NOT_A_DATE), text
    assert read != NOT_A_DATE


@given(st.lists(days, min_size=1), st.sampled_from([one for one in PATTERNS if one.startswith(("%d", "%m"))]))
def test_one_day_beyond_the_twelfth_tells_for_the_column(days, pattern):
    proof = dt.date(2026, 3, 31).strftime(pattern)
    texts = [proof, *(day.strftime(pattern) for day in days)]
    read = read_dates(texts)
    assert [read[text] for text in texts[1:]] == [dt.datetime.combine(day, dt.time()) for day in days]


@pytest.mark.parametrize(
    ("text", "day"),
    [("31. März 2026", (2026, 3, 31)), ("3rd of May", None), ("2026-02-30", None), ("31/04/2026", None),
     ("Mar 3rd, 2026", (2026, 3, 3)), ("20261301", None), ("45000", None), ("12:30", None),
     ("05/05/2026", (2026, 5, 5)), ("31.12.69", (1969, 12, 31)), ("2026-03-31 25:00", None),
     ("noviembre 21, 2023", (2023, 11, 21)), ("21 de noviembre de 2023", (2023, 11, 21)),
     ("12 févr. 2026", (2026, 2, 12)), ("1 de março de 2026", (2026, 3, 1)), ("5 maggio 2026", (2026, 5, 5)),
     ("21 DE AGOSTO DEL 2024", (2024, 8, 21)), ("3 mrt 2026", (2026, 3, 3)), ("12 de stück de 2026", None)],
)
def test_days_and_what_is_none(text, day):
    read = read_dates([text])[text]
    assert read == (NOT_A_DATE if day is None else dt.datetime(*day))


def test_what_is_unclear_throughout_is_asked_about():
    assert set(read_dates(["03/04/2026", "01/02/2026"]).values()) == {UNCLEAR}
    assert read_dates(["31/03/2026", "03/31/2026", "03/04/2026"])["03/04/2026"] == UNCLEAR


def test_a_month_without_a_day_is_one_where_months_are_meant():
    assert read_dates(["03/2026"])["03/2026"] == NOT_A_DATE
    assert set(read_dates(["03/2026", "2026-03", "Mar 2026"], month=True).values()) == {dt.datetime(2026, 3, 1)}
