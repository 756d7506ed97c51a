"""The period of the reports, the one before and the same of last year."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from wipbook.ledger.policy import Policy


@dataclass(frozen=True)
class Window:
    """Days from ``start`` to ``end``, both included."""

    start: dt.date
    end: dt.date


def this_period(policy: Policy) -> Window:
    """From Period Start to the as-of date."""
    return Window(policy.period_start, max(policy.period_start, policy.as_of))


def last_period(window: Window) -> Window:
    """The window of equal length before: as many months where it begins with a month, up to the same day of its last
    month; else as many days.

    >>> last_period(Window(dt.date(2026, 3, 1), dt.date(2026, 3, 31)))
    Window(start=datetime.date(2026, 2, 1), end=datetime.date(2026, 2, 28))
    >>> last_period(Window(dt.date(2026, 1, 5), dt.date(2026, 1, 9)))
    Window(start=datetime.date(2025, 12, 31), end=datetime.date(2026, 1, 4))
    """
    if window.start.day != 1:
        days = window.end - window.start
        return Window(window.start - days - dt.timedelta(days=1), window.start - dt.timedelta(days=1))
    return earlier(window, (window.end.year - window.start.year) * 12 + window.end.month - window.start.month + 1)


def last_year(window: Window) -> Window:
    """The same days a year before.

    >>> last_year(Window(dt.date(2025, 2, 1), dt.date(2025, 2, 28))).end
    datetime.date(2024, 2, 29)
    """
    return earlier(window, 12)


def earlier(window: Window, months: int) -> Window:
    """The window so many months before; a month's last day stays the last one."""
    return Window(_earlier(window.start, months), _earlier(window.end, months, keep_end=True))


def _earlier(day: dt.date, months: int, keep_end: bool = False) -> dt.date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    ends = keep_end and day.day == calendar.monthrange(day.year, day.month)[1]
    return dt.date(years, month + 1, last if ends else min(day.day, last))
