"""Which period follows another."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange


def next_period(start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """The period of the same length after ``end``: whole months after whole months, else as many days.

    >>> next_period(dt.date(2026, 1, 1), dt.date(2026, 1, 31))
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    >>> next_period(dt.date(2025, 7, 1), dt.date(2026, 6, 30))[1]
    datetime.date(2027, 6, 30)
    """
    first = end + dt.timedelta(days=1)
    if start.day != 1 or first.day != 1:
        return first, first + (end - start)
    months = (first.year - start.year) * 12 + first.month - start.month
    last = first.year * 12 + first.month - 1 + months - 1
    year, month = divmod(last, 12)
    return first, dt.date(year, month + 1, monthrange(year, month + 1)[1])
