"""How old stock and work in process are, in money."""

from __future__ import annotations

import polars as pl

from wipbook.books.jobs.job_costs import job_costs
from wipbook.books.stock.valuation import open_layers
from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.values.lookup import looked_up

BANDS = ("0-30 days", "31-60 days", "61-90 days", "91-180 days", "181-365 days", "over 365 days", "without a date")
_LIMITS = (30, 60, 90, 180, 365)


def aging(ledger: Ledger, solution: Solution) -> pl.DataFrame:
    """Value by age band: Age, Raw Materials, Work in Process, Finished Goods (smallest currency unit).

    Stock is as old as its layer, a job as old as its release (else its first cost). Shortages have no date.
    """
    as_of = ledger.policy.as_of
    stock = open_layers(solution).select("Stage", "Date", "Value")
    jobs = job_costs(ledger, solution).filter(pl.col("WIP") != 0).select(
        pl.lit("Work in Process").alias("Stage"), pl.coalesce("Released", "First Cost").alias("Date"),
        pl.col("WIP").alias("Value"),
    )
    age = (pl.lit(as_of) - pl.col("Date")).dt.total_days()
    band = pl.lit(BANDS[5])
    for limit, name in reversed(list(zip(_LIMITS, BANDS[:5], strict=True))):
        band = pl.when(age <= limit).then(pl.lit(name)).otherwise(band)
    band = pl.when(pl.col("Date").is_null()).then(pl.lit(BANDS[6])).otherwise(band)
    sums = pl.concat([stock, jobs]).group_by(band.alias("Age"), "Stage").agg(pl.col("Value").sum())
    stages = ("Raw Materials", "Work in Process", "Finished Goods")
    frame = pl.DataFrame({"Age": BANDS})
    for stage in stages:
        part = sums.filter(pl.col("Stage") == stage).select("Age", pl.col("Value").alias(stage))
        frame = looked_up(frame, "Age", part)
    return frame.with_columns(pl.col(*stages).fill_null(0))
