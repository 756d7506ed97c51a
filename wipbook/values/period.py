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
