"""The days on which work is done: a day number for every date, counted from the day after the as-of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wipbook.forecast.shop.scheduling.openings import Openings
from wipbook.ledger.working_days import working_days

_ALMOST = 1e-9
_EPOCH = dt.date(1970, 1, 1)
_EARLY = np.datetime64("1900-01-01")
PLANT = ""
"""Stands for every work center among the days that are not as usual."""


@dataclass(frozen=True)
class WorkCalendar:
    """Working time from the end of ``as_of`` on. Moment 0.0 is the start of the first working day after it, 2.5 the
    middle of the third.

    ``special``: by work center (``PLANT`` is all of them) the hours of days that are not as usual. A day on which the
    plant is closed is no working day; one outside the usual week on which any work center works is one.

    >>> calendar = WorkCalendar(dt.date(2026, 12, 31), "Mon-Fri")
    >>> calendar.day_of(0.0), calendar.day_of(1.0), calendar.last_day_of(1.0)
    (datetime.date(2027, 1, 1), datetime.date(2027, 1, 4), datetime.date(2027, 1, 1))
    >>> new_year = WorkCalendar(dt.date(2026, 12, 31), "Mon-Fri", {"": {dt.date(2027, 1, 1): 0.0}})
    >>> new_year.day_of(0.0)
    datetime.date(2027, 1, 4)
    """

    as_of: dt.date
    days: str = "Mon-Fri"
    special: Mapping[str, Mapping[dt.date, float]] = field(default_factory=dict)

    @cached_property
    def _mask(self) -> str:
        named = working_days(self.days)
        return "".join("1" if day in named else "0" for day in range(1, 8))

    @cached_property
    def _open(self) -> frozenset[dt.date]:
        """Special days on which any work center works."""
        return frozenset(day for hours in self.special.values() for day, worked in hours.items() if worked > 0)

    @cached_property
    def _closed(self) -> NDArray[Any]:
        """Days of the usual week on which nobody works, in order."""
        days = {day for day, hours in self.special.get(PLANT, {}).items() if hours <= 0} - self._open
        return np.array(sorted(days), "datetime64[D]")

    @cached_property
    def _extra(self) -> NDArray[Any]:
        """Days outside the usual week on which somebody works, in order."""
        days = np.array(sorted(self._open), "datetime64[D]")
        return days[~np.is_busday(days, weekmask=self._mask)]

    @cached_property
    def _first(self) -> np.datetime64:
        return np.datetime64(self.as_of) + np.timedelta64(1, "D")

    def _counted(self, days: Any) -> NDArray[np.int64]:
        """Working days from one early day until before each of ``days``; from an early day, since numpy counts spans
        that run backwards from the day after their end to their beginning."""
        usual = np.busday_count(_EARLY, days, weekmask=self._mask, holidays=self._closed)
        return np.asarray(usual + np.searchsorted(self._extra, days), np.int64)

    def between(self, first: Any, last: Any) -> NDArray[np.int64]:
        """Working days from ``first`` to ``last``, both counted in; 0 where ``last`` is before ``first``; negative
        nowhere. Dates as arrays of datetime64[D]."""
        begin, end = np.asarray(first, "datetime64[D]"), np.asarray(last, "datetime64[D]")
        return np.asarray(self._counted(end + np.timedelta64(1, "D")) - self._counted(begin)).clip(0)

    def start_of(self, dates: Any) -> NDArray[np.float64]:
        """The moment at which work on a date begins; 0 for dates up to ``as_of``."""
        return np.maximum(self._moment(np.asarray(dates, "datetime64[D]")), 0.0)

    def end_of(self, dates: Any) -> NDArray[np.float64]:
        """The moment at which the work of a date is over; 0 or less for dates up to ``as_of``."""
        return self._moment(np.asarray(dates, "datetime64[D]") + np.timedelta64(1, "D"))

    def _moment(self, days: NDArray[Any]) -> NDArray[np.float64]:
        """The moment at which ``days`` begin."""
        return (self._counted(days) - self._counted(self._first)).astype(np.float64)

    def days_of(self, moments: Any, ended: bool = False) -> NDArray[Any]:
        """The dates of moments; with ``ended`` the moment is the end of something: 1.0 is then still the first day."""
        at = np.asarray(moments, np.float64)
        whole = (np.ceil(at - _ALMOST) - 1 if ended else np.floor(at + _ALMOST)).clip(0).astype(np.int64)
        usual = {"roll": "forward", "weekmask": self._mask, "holidays": self._closed}
        if not self._extra.size or not whole.size:
            return np.busday_offset(self._first, whole, **usual)  # type: ignore[call-overload,no-any-return]
        last = np.busday_offset(self._first, int(whole.max()), **usual)  # type: ignore[call-overload]
        every = np.arange(self._first, last + np.timedelta64(1, "D"))
        works = np.is_busday(every, weekmask=self._mask, holidays=self._closed) | np.isin(every, self._extra)
        return every[works][whole]

    def day_of(self, moment: float) -> dt.date:
        """The date on which work that starts at ``moment`` starts."""
        return self.days_of([moment]).astype(object)[0]  # type: ignore[no-any-return]

    def last_day_of(self, moment: float) -> dt.date:
        """The date on which work that ends at ``moment`` ends."""
        return self.days_of([moment], ended=True).astype(object)[0]  # type: ignore[no-any-return]

    def openings(self, usual: Mapping[str, float]) -> dict[str, Openings]:
        """How work centers (their ``usual`` hours a day) work on the days that are not as usual; only those that have
        such days ahead."""
        found: dict[str, Openings] = {}
        plant = self.special.get(PLANT, {})
        extra = set(self._extra.astype(object))
        for center, hours in usual.items():
            if hours <= 0:
                continue
            own = {**plant, **self.special.get(center, {})}
            named = {day: worked / hours for day, worked in own.items()} | dict.fromkeys(extra - own.keys(), 0.0)
            days = np.array([day for day in named if day > self.as_of], "datetime64[D]")
            if not days.size:
                continue
            works = np.is_busday(days, weekmask=self._mask, holidays=self._closed) | np.isin(days, self._extra)
            ahead = days[works]
            numbers = self.start_of(ahead).astype(int).tolist()
            shares = {
                number: named[day] for number, day in zip(numbers, ahead.astype(object), strict=True) if named[day] != 1
            }
            if shares:
                found[center] = Openings(shares)
        return found

    def weeks(self, count: int) -> pl.DataFrame:
        """The next ``count`` weeks: Week (its Monday), First, Last (days in it after ``as_of``), Days (working days).

        The week of ``as_of`` comes first when there is a working day left in it.
        """
        first = self.as_of + dt.timedelta(days=1)
        monday = first - dt.timedelta(days=first.weekday())
        rows: list[tuple[dt.date, dt.date, dt.date, int]] = []
        while len(rows) < count:
            begin, end = max(first, monday), monday + dt.timedelta(days=6)
            days = int(self.between([begin], [end])[0])
            if days or rows:
                rows.append((monday, begin, end, days))
            monday += dt.timedelta(days=7)
        schema = {"Week": pl.Date, "First": pl.Date, "Last": pl.Date, "Days": pl.Int64}
        return pl.DataFrame(rows, schema=schema, orient="row")


def dates_of(column: pl.Series) -> NDArray[Any]:
    """A date column as datetime64[D]; blanks as the first day of 1970, to be masked by the caller."""
    return column.fill_null(_EPOCH).to_numpy().astype("datetime64[D]")
