"""Overhead as closes settled it: the entry at the end of a period, and what of it is taken back the day after."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.entries import ENTRIES
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import Record

SETTLED, TAKEN_BACK = "Overhead settlement", "Overhead settlement reversed"
SETTLEMENT_LINES = (SETTLED, TAKEN_BACK)
"""Lines of the journals that are an estimate: the Statement has neither, and no close compares them."""


def settled_entries(closed: Closed, as_of: dt.date) -> pl.DataFrame:
    """Two entries of each close that stands, up to the as-of date: ``ENTRIES``, debit positive, smallest unit."""
    parts = [pl.DataFrame(schema=ENTRIES)]
    for record in closed.standing:
        for line, day, column in (
            (SETTLED, record.end, "Amount"), (TAKEN_BACK, record.end + dt.timedelta(days=1), "Reversed")
        ):
            amounts = record.part("settlement").filter(pl.col(column) != 0)
            blank = [pl.lit(None, dtype=pl.String).alias(name) for name in ("Job", "Material", "Kind")]
            parts.append(amounts.with_columns(
                pl.lit(day).alias("Date"), pl.lit(line).alias("Line"), pl.col(column).alias("Amount"), *blank
            ).select(*ENTRIES))
    return pl.concat(parts).filter(pl.col("Date") <= as_of)


def settled_since(closed: Closed, day: dt.date) -> dt.date | None:
    """The first month whose overhead a close before ``day`` settled for good, at the end of a fiscal year."""
    found = [dt.date.fromisoformat(record.part("settlement")["Since"][0])
             for record in closed.standing if record.end < day and _for_good(record)]
    return min(found, default=None)


def _for_good(record: Record) -> bool:
    return record.part("settlement").filter(pl.col("Amount") + pl.col("Reversed") != 0).height > 0
