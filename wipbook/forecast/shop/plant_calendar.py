"""The working time of the plant: the usual week of Settings, and what the sheet Calendar says of single days."""

from __future__ import annotations

import datetime as dt

from wipbook.books.books import MILLION, Books
from wipbook.forecast.shop.scheduling.work_calendar import PLANT, WorkCalendar


def plant_calendar(books: Books, day: dt.date | None = None) -> WorkCalendar:
    """The calendar from the end of ``day`` on (None: the as-of date)."""
    special: dict[str, dict[dt.date, float]] = {}
    rows = books.ledger.table("Calendar").select("Work Center", "Date", "Hours")
    for center, date, hours in rows.iter_rows():
        special.setdefault(center or PLANT, {})[date] = (hours or 0) / MILLION
    return WorkCalendar(day or books.as_of, books.policy.working_days, special)
