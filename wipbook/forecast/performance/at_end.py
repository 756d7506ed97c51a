"""What hours and cost of open jobs will come to, by whatever in the workbook says so."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import MILLION, Books
from wipbook.books.jobs.job_goals import goals_of
from wipbook.values.lookup import looked_up


def at_end(books: Books, jobs: pl.DataFrame, estimated: pl.DataFrame) -> pl.DataFrame:
    """``jobs`` (Job, Hours, Hours Left, Routed, Cost, Percent, EAC) with Hours at End and Cost at End.

    Hours at End, the largest of: Hours and the planned hours left, where the job is Routed (has steps); Hours over the
    share done that the shop tells (Percent Complete of the sheet Jobs) or, without steps, its completed units. A job of
    which none of these is known takes what comparable ones took (``estimates``: Estimated Hours), a job of which
    nothing is known its Hours. Cost at End, the largest of: EAC (budget x actual / earned), without a budget Cost over
    Percent; Cost over the share done that the shop tells; Estimate at Completion of Job Costs (the last estimate of the
    sheet Estimates, else the budget); else what comparable ones cost. The largest, since a limit is there to be kept:
    one estimate beyond it is reason enough to look. Hours are floats, money the smallest currency unit, Percent and
    the share done fractions.
    """
    said = books.jobs.select(
        "Job", (pl.col("Percent Complete") / MILLION / 100).clip(0, 1).alias("_shop"),
        (pl.col("Completed Quantity") / pl.col("Quantity")).fill_nan(None).clip(0, 1).alias("_units"),
    )
    goals = goals_of(books).select("Job", "Estimate at Completion")
    comparable = estimated.select("Job", "Estimated Hours", "Estimated Cost")
    frame = looked_up(jobs, "Job", said, goals, comparable)
    routed = pl.col("Routed").fill_null(False)
    by_plan = pl.when(routed).then(pl.col("Hours") + pl.col("Hours Left"))
    by_share = _over("Hours", pl.when(routed).then("_shop").otherwise(pl.coalesce("_shop", "_units")))
    hours = pl.coalesce(pl.max_horizontal(by_plan, by_share), pl.max_horizontal("Estimated Hours", "Hours"), "Hours")
    by_progress, by_shop = (_over("Cost", pl.col(name)).round(0).cast(pl.Int64) for name in ("Percent", "_shop"))
    known = pl.max_horizontal(pl.coalesce("EAC", by_progress), by_shop, "Estimate at Completion")
    cost = pl.max_horizontal(pl.coalesce(known, "Estimated Cost"), "Cost")
    return frame.with_columns(hours.alias("Hours at End"), cost.alias("Cost at End")).select(
        *jobs.columns, "Hours at End", "Cost at End"
    )


def _over(name: str, share: pl.Expr) -> pl.Expr:
    """What was used over the share done; blank where either says nothing yet."""
    return pl.when((pl.col(name) > 0) & (share > 0)).then(pl.col(name) / share)
