"""Planted faults of time tickets. Each returns the key its finding must have."""

from __future__ import annotations

import polars as pl

from benchmarks.seeded.plant_book import PlantBook


def lab002(book: PlantBook) -> str | None:
    """A ticket of 14 hours on top of the day's."""
    row = book.pick("Labor", pl.col("Job").is_not_null() & (pl.col("Date") <= book.as_of))
    if row is None:
        return None
    ticket = book.row("Labor", row)
    book.add("Labor", like=row, Ticket=book.number("T-"), Hours=14.0, Start=None, End=None)
    return f"{ticket['Employee']}/{str(ticket['Date'])[:10]}"
