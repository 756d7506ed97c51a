"""The simulated year and its working days."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2026, 12, 31)
HOLIDAYS = {
    date(2026, 1, 1): "New Year's Day", date(2026, 4, 6): "Easter Monday", date(2026, 5, 1): "Labour Day",
    date(2026, 12, 25): "Christmas Day", date(2027, 1, 1): "New Year's Day", date(2027, 3, 29): "Easter Monday",
}

# Trailers sell in spring: share of the yearly demand by month, January first, times 12.
SEASON = (0.85, 0.9, 1.1, 1.25, 1.25, 1.15, 1.05, 0.95, 0.9, 0.85, 0.85, 0.9)


def is_working(day: date) -> bool:
    """Whether work is planned on a day; whoever promised dates of the next year did not think of its holidays."""
    return day.weekday() < 5 and (day not in HOLIDAYS or day > LAST_DAY)


def working_days() -> list[date]:
    """Every working day of the year, in order.

    >>> working_days()[0].isoformat(), len(working_days())
    ('2026-01-02', 257)
    """
    days = (FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1))
    return [day for day in days if is_working(day)]


def after(day: date, working: int) -> date:
    """The working day that lies ``working`` working days after ``day``.

    >>> after(date(2026, 1, 2), 1).isoformat()
    '2026-01-05'
    """
    while working > 0:
        day += timedelta(days=1)
        working -= is_working(day)
    return day
