"""From a late receipt to the jobs that waited for it: how many days, and the money that waited with them."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import Books
from wipbook.forecast.performance.supplier_scorecard import due_lines
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.period import YEAR

SOON = 7
"""A job whose first issue comes within so many days of a late receipt may have waited for it."""


def held_up(books: Books) -> pl.DataFrame:
    """Jobs that waited for late receipts of the last year: one row per job, with the last receipt it waited
    for.

    A job waited for a receipt when it was released before it, took that material for the first time between the receipt
    and ``SOON`` days later, there was less on hand on the day before the receipt than it then took, and the receipt
    came after its promised day. It waited from the promised day (or its release, when that was later).
    Columns: Supplier, Order, Material, Promised, Came, Job, Days (calendar days it waited), Held Up (all cost of the
    job to date, or its budget when that is more; smallest currency unit), Carrying Cost (of that over the days, at
    Settings: Carrying Cost %).
    """
    late = due_lines(books).filter(
        (pl.col("Came") > pl.col("Due")) & (pl.col("Came") > books.year_ago)
    ).select("Supplier", "Order", "Material", "Due", "Came").sort("Came")
    relevant = books.moves.join(late.select("Material").unique(), on="Material", how="semi")
    balance = relevant.group_by("Material", "Date").agg((pl.col("quantity_in") - pl.col("quantity_out")).sum()).sort(
        "Material", "Date"
    ).select("Material", "Date", pl.col("quantity_in").cum_sum().over("Material").alias("_stock"))
    before = late.with_columns((pl.col("Came") - pl.duration(days=1)).alias("_eve")).sort("_eve").join_asof(
        balance.sort("Date"), left_on="_eve", right_on="Date", by="Material", check_sortedness=False
    ).with_columns(pl.col("_stock").fill_null(0))
    first = relevant.filter((pl.col("Type") == MovementType.ISSUE) & pl.col("Job").is_not_null()).group_by("Job",
        "Material").agg(
        pl.col("Date").min().alias("_first"), pl.col("Quantity").sum().alias("_took")
    )
    jobs = books.jobs.select("Job", "Released", pl.max_horizontal("Charged", "Budget").alias("Held Up"))
    waited = before.join(first, on="Material", how="inner").filter(
        (pl.col("_first") >= pl.col("Came")) & (pl.col("_first") <= pl.col("Came") + pl.duration(days=SOON))
        & (pl.col("_stock") < pl.col("_took"))
    ).join(jobs, on="Job", how="inner").filter(pl.col("Released") < pl.col("Came"))
    since = pl.max_horizontal("Due", "Released")
    carrying = books.policy.carrying_cost_percent / 100 / YEAR
    days = (pl.col("Came") - since).dt.total_days()
    return waited.with_columns(days.alias("Days")).filter(pl.col("Days") > 0).sort(
        "Came", "Days", "Supplier", "Order", "Material", descending=[True, True, False, False, False]
    ).unique("Job", keep="first", maintain_order=True).select(
        "Supplier", "Order", "Material", pl.col("Due").alias("Promised"), "Came", "Job", "Days", "Held Up",
        (pl.col("Held Up") * pl.col("Days") * carrying).round(0).cast(pl.Int64).alias("Carrying Cost"),
    ).sort("Days", "Held Up", "Job", descending=[True, True, False], maintain_order=True)


def impact_by_supplier(held: pl.DataFrame) -> pl.DataFrame:
    """Supplier, Jobs Held Up, Job Days, Held Up, Carrying Cost."""
    return held.group_by("Supplier", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("Jobs Held Up"), pl.col("Days").sum().alias("Job Days"),
        pl.col("Held Up", "Carrying Cost").sum(),
    )
