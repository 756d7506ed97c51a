"""What closed periods come to now, against what was closed: the adjustment of prior periods."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.closed.stock_at import PLACE, stock_at
from wipbook.costing.solution import Solution
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import ENTRIES, JOBS, STOCK
from wipbook.schema.ledger.statement_line import PRIOR_PERIODS


def first_open_day(closed: Closed) -> dt.date | None:
    """The day adjustments are posted on; None where nothing was closed."""
    return closed.through + dt.timedelta(days=1) if closed.through else None


def recorded_entries(closed: Closed) -> pl.DataFrame:
    """All that the closes that stand recorded, since the first day: ``ENTRIES``."""
    parts = [record.part(name) for record in closed.standing for name in ("before", "entries")]
    return pl.concat([pl.DataFrame(schema=ENTRIES), *parts])


def recorded_jobs(closed: Closed) -> pl.DataFrame:
    """The same of the cost sheets of jobs: ``JOBS``."""
    parts = [record.part(name) for record in closed.standing for name in ("jobs before", "jobs", "jobs prior")]
    return pl.concat([pl.DataFrame(schema=JOBS), *parts])


def adjusted_entries(closed: Closed, entries: pl.DataFrame) -> pl.DataFrame:
    """Line, Role, Job, Kind, Amount of what the closed periods are otherwise now, by role and job; they sum to zero.

    ``entries`` are the double entries computed now. Debit positive, in the smallest currency unit: what they come to up
    to the last closed day less what was recorded. No row where nothing changed.
    """
    if closed.through is None:
        return pl.DataFrame(schema=ENTRIES)
    by = ("Role", "Job")
    now = entries.filter(pl.col("Date") <= closed.through).select(*by, "Amount")
    was = recorded_entries(closed).select(*by, -pl.col("Amount"))
    changed = pl.concat([now, was]).group_by(by).agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0)
    return changed.sort(by, nulls_last=False).select(
        pl.lit(PRIOR_PERIODS).alias("Line"), "Role", "Job", pl.lit(None, dtype=pl.String).alias("Kind"), "Amount"
    )


def adjusted_jobs(closed: Closed, job_entries: pl.DataFrame) -> pl.DataFrame:
    """Job, Entry, Element, Amount: the same on the cost sheets of jobs, signed as it changes the job."""
    if closed.through is None:
        return pl.DataFrame(schema=JOBS)
    by = ("Job", "Entry", "Element")
    now = job_entries.filter(pl.col("Date") <= closed.through).select(*JOBS)
    was = recorded_jobs(closed).with_columns(-pl.col("Amount"))
    changed = pl.concat([now, was]).group_by(by).agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0)
    return changed.sort(by, nulls_last=False).select(*JOBS)


def adjusted_stock(closed: Closed, solution: Solution) -> pl.DataFrame:
    """Material, Location, Lot, Stage, Stored Quantity, Now Quantity, Stored Value, Now Value: what was on hand at the
    last closed day, where it is otherwise now."""
    names = {"Quantity": "Stored Quantity", "Value": "Stored Value"}
    now_names = {"Quantity": "Now Quantity", "Value": "Now Value"}
    was = closed.last.part("stock") if closed.last else pl.DataFrame(schema=STOCK)
    now = stock_at(solution, closed.last.end) if closed.last else was
    both = was.rename(names).join(now.rename(now_names), on=PLACE, how="full", coalesce=True, nulls_equal=True)
    figures = [*names.values(), *now_names.values()]
    both = both.with_columns(pl.col(figures).fill_null(0))
    changed = (pl.col("Stored Quantity") != pl.col("Now Quantity")) | (pl.col("Stored Value") != pl.col("Now Value"))
    return both.filter(changed).select(*PLACE, "Stored Quantity", "Now Quantity", "Stored Value", "Now Value").sort(
        *PLACE, nulls_last=False
    )
