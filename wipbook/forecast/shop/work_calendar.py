"""The days on which work is done: a day number for every date, counted from the day after the as-of date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wipbook.ledger.working_days import working_days

_ALMOST = 1e-9
_EPOCH = dt.date(1970, 1, 1)
_EARLY = np.datetime64("1900-01-01")


@dataclass(frozen=True)
class WorkCalendar:
    """Working time from the end of ``as_of`` on. Moment 0.0 is the start of the first working day after it, 2.5 the
    middle of the third; holidays are not known to the workbook and count as working days.

    >>> calendar = WorkCalendar(dt.date(2026, 12, 31), "Mon-Fri")
    >>> calendar.day_of(0.0), calendar.day_of(1.0), calendar.last_day_of(1.0)
    (datetime.date(2027, 1, 1), datetime.date(2027, 1, 4), datetime.date(2027, 1, 1))
    """

    as_of: dt.date
    days: str = "Mon-Fri"

    @cached_property
    def _mask(self) -> str:
        named = working_days(self.days)
        return "".join("1" if day in named else "0" for day in range(1, 8))

    @cached_property
    def _first(self) -> np.datetime64:
        return np.datetime64(self.as_of) + np.timedelta64(1, "D")

    def between(self, first: Any, last: Any) -> NDArray[np.int64]:
        """Working days from ``first`` to ``last``, both counted in; 0 where ``last`` is before ``first``; negative
        nowhere. Dates as arrays of datetime64[D]."""
        begin, end = np.asarray(first, "datetime64[D]"), np.asarray(last, "datetime64[D]")
        return np.maximum(np.busday_count(begin, end + np.timedelta64(1, "D"), weekmask=self._mask), 0)

    def start_of(self, dates: Any) -> NDArray[np.float64]:
        """The moment at which work on a date begins; 0 for dates up to ``as_of``."""
        return np.maximum(self._moment(np.asarray(dates, "datetime64[D]")), 0.0)

    def end_of(self, dates: Any) -> NDArray[np.float64]:
        """The moment at which the work of a date is over; 0 or less for dates up to ``as_of``."""
        return self._moment(np.asarray(dates, "datetime64[D]") + np.timedelta64(1, "D"))

    def _moment(self, days: NDArray[Any]) -> NDArray[np.float64]:
        """The moment at which ``days`` begin; counted from one early day, since numpy counts spans that run backwards
        from the day after their end to their beginning."""
        counted = np.busday_count(_EARLY, days, weekmask=self._mask)
        return (counted - np.busday_count(_EARLY, self._first, weekmask=self._mask)).astype(np.float64)

    def days_of(self, moments: Any, ended: bool = False) -> NDArray[Any]:
        """The dates of moments; with ``ended`` the moment is the end of something: 1.0 is then still the first day."""
        at = np.asarray(moments, np.float64)
        whole = np.ceil(at - _ALMOST) - 1 if ended else np.floor(at + _ALMOST)
        return np.busday_offset(self._first, whole.clip(0).astype(np.int64), roll="forward", weekmask=self._mask)

    def day_of(self, moment: float) -> dt.date:
        """The date on which work that starts at ``moment`` starts."""
        return self.days_of([moment]).astype(object)[0]  # type: ignore[no-any-return]

    def last_day_of(self, moment: float) -> dt.date:
        """The date on which work that ends at ``moment`` ends."""
        return self.days_of([moment], ended=True).astype(object)[0]  # type: ignore[no-any-return]

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
