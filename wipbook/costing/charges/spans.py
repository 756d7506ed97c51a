"""Tickets of several days, such as a week in one row: spread over the working days from Date to Through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import polars as pl

from wipbook.values.allocate import allocate

_DAY = 24_000_000


def by_day(tickets: pl.DataFrame, working: Collection[int]) -> pl.DataFrame:
    """``tickets`` with a row per day: Date, Hours of that day, and ``_before``, the hours of the ticket before them.

    Hours go evenly over the ISO weekdays ``working`` of the span, by running totals so that they sum to the ticket's;
    over all its days where it has no working day, or these would be longer than a day.

    >>> week = pl.DataFrame({"Ticket": ["T"], "Date": [dt.date(2026, 4, 29)], "Through": [dt.date(2026, 5, 3)],
    ...                      "Hours": [20_000_000]})
    >>> by_day(week, {1, 2, 3, 4, 5}).select(pl.col("Date").dt.to_string("%m-%d"), "Hours", "_before").rows()
    [('04-29', 6666667, 0), ('04-30', 6666666, 6666667), ('05-01', 6666667, 13333333)]
    """
    tickets = tickets.with_columns(pl.lit(0, dtype=pl.Int64).alias("_before"))
    longer = (pl.col("Through") > pl.col("Date")).fill_null(False)
    spans = tickets.filter(longer)
    if spans.is_empty():
        return tickets
    parts = []
    for row in spans.iter_rows(named=True):
        before = 0
        days = _days(row["Date"], row["Through"], row["Hours"], working)
        for day, hours in zip(days, allocate(row["Hours"], [1] * len(days)), strict=True):
            parts.append({**row, "Date": day, "Hours": hours, "_before": before})
            before += hours
    return pl.concat([tickets.filter(~longer), pl.DataFrame(parts, schema=tickets.schema)])


def _days(first: dt.date, last: dt.date, hours: int, working: Collection[int]) -> list[dt.date]:
    days = [first + dt.timedelta(days=at) for at in range((last - first).days + 1)]
    worked = [day for day in days if day.isoweekday() in working]
    return worked if worked and abs(hours) <= _DAY * len(worked) else days
