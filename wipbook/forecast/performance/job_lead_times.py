"""How long jobs took from release to finish, by product."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.books import Books
from wipbook.values.lookup import looked_up


def job_lead_times(books: Books, finished: pl.DataFrame, since: dt.date) -> pl.DataFrame:
    """Products of which jobs were finished after ``since``, the one with the most jobs first.

    ``finished`` as of ``estimates.finished_jobs``. Columns: Product, Description, Finished Jobs, Shortest, Mean, P50,
    P85 and Longest (calendar days from the release, or where that is blank the first cost, to the finish; the median,
    and the number of days that 85 of 100 jobs needed at most), Last Finish. A job of which either day is not known, or
    that ended before its release, is left out. Source: Hopp & Spearman, Factory Physics, 3rd ed., 7.2 (cycle time).
    """
    days = pl.col("Flow Days")
    known = finished.filter((pl.col("Ended") > since) & (days >= 0)).group_by("Product").agg(
        pl.len().cast(pl.Int64).alias("Finished Jobs"), days.min().cast(pl.Int64).alias("Shortest"),
        days.mean().alias("Mean"), days.median().alias("P50"),
        days.quantile(0.85, "higher").cast(pl.Int64).alias("P85"), days.max().cast(pl.Int64).alias("Longest"),
        pl.col("Ended").max().alias("Last Finish"),
    )
    names = books.ledger.table("Materials").select(pl.col("Material").alias("Product"), "Description")
    return looked_up(known, "Product", names).sort(
        "Finished Jobs", "Product", descending=[True, False], maintain_order=True
    ).select(
        "Product", "Description", "Finished Jobs", "Shortest", "Mean", "P50", "P85", "Longest", "Last Finish"
    )
