"""The year that measures look back over."""

from __future__ import annotations

import datetime as dt

YEAR = 365
"""Days. Not a calendar year: a figure of leap years compares with one of others."""


def year_before(day: dt.date) -> dt.date:
    """The last day that is not in the year up to ``day``: later dates are.

    >>> year_before(dt.date(2026, 12, 31))
    datetime.date(2025, 12, 31)
    """
    return day - dt.timedelta(days=YEAR)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day (at most the 28th) of a later month, or of an earlier one.

    >>> months_later(dt.date(2026, 11, 15), 3), months_later(dt.date(2026, 1, 1), -1)
    (datetime.date(2027, 2, 15), datetime.date(2025, 12, 1))
    """
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)
