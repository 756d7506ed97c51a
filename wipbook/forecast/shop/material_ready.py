"""When the material of jobs not yet begun will be there: stock first, then what is on order or in other jobs."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.books import MILLION, Books
from wipbook.values.lookup import looked_up

ROUNDING = 0.01
"""A component of which less than this share is still to be issued holds up no job."""
ON_HAND, ON_ORDER, IN_JOBS, NOTHING = "on hand", "on order", "in jobs", "nothing ordered"


def supplies(books: Books, finishes: pl.DataFrame) -> pl.DataFrame:
    """What is to come: Material, Date (expected), Quantity (units), From (on order or in jobs), By (order or job).

    ``finishes``: Job, Finish (date), when open jobs are expected to end. An open order line is expected on its promised
    day plus what its supplier was late on average in the last year, tomorrow at the earliest.
    """
    tomorrow = books.as_of + dt.timedelta(days=1)
    lines = books.order_lines.filter(pl.col("Ordered") <= books.as_of)
    late = (pl.col("Received") - pl.col("Promised")).dt.total_days().clip(0)
    came = lines.filter(
        (pl.col("Received") <= books.as_of) & (pl.col("Received") > books.year_ago)
    )
    delay = came.group_by("Supplier").agg(late.mean().round(0).cast(pl.Int64).alias("_delay"))
    shut = pl.col("Status").fill_null("").str.to_lowercase().str.contains("complete|closed|cancel|reject")
    received = pl.when(pl.col("Received").fill_null(books.as_of) <= books.as_of).then(pl.col("Received Quantity"))
    left = (pl.col("Quantity") - pl.coalesce(received, "Moved", pl.lit(0))) / MILLION
    open_lines = lines.filter(~shut).with_columns(left.alias("_left")).filter(pl.col("_left") > 0)
    bought = looked_up(open_lines, "Supplier", delay).select(
        "Material",
        pl.max_horizontal(
            pl.coalesce("Promised", "Ordered") + pl.duration(days=pl.col("_delay").fill_null(0)), pl.lit(tomorrow)
        ).alias("Date"),
        pl.col("_left").alias("Quantity"), pl.lit(ON_ORDER).alias("From"), pl.col("Order").alias("By"),
    )
    jobs = books.job_costs.select(
        "Job", "Material", ((pl.col("Quantity") - pl.col("Completed Quantity")).clip(0) / MILLION).alias("Quantity")
    )
    made = finishes.drop_nulls("Finish").join(jobs, on="Job", how="inner", maintain_order="left").select(
        "Material", pl.col("Finish").alias("Date"), "Quantity", pl.lit(IN_JOBS).alias("From"), pl.col("Job").alias("By")
    )
    return pl.concat([bought, made.filter(pl.col("Quantity") > 0)])


def material_ready(books: Books, finishes: pl.DataFrame, begun: pl.Series, flow: pl.DataFrame) -> pl.DataFrame:
    """The component each open job waits for longest, one row per job that is short of something.

    ``begun``: jobs that have started and wait for nothing; ``flow``: Material, Days (median days a job for it took).
    Stock goes to the jobs by due date, what is to come after that in the order of its dates.
    Columns: Job, Material, Missing (units not on hand for it), Ready (day all of it should be there), From (where the
    last of it comes from), By, Short Materials (how many components are short). What nobody ordered is expected after
    the lead time of the material (of a made one the median of its finished jobs), blank where none is known.
    """
    lacking = (pl.col("Open") > ROUNDING * pl.col("Required")) & ~pl.col("Job").is_in(begun.implode())
    need = books.need.filter(lacking).with_columns((pl.col("Open") / MILLION).alias("Open"))
    need = need.sort("Due", nulls_last=True, maintain_order=True)
    stock = books.stock.select("Material", (pl.col("Quantity").clip(0) / MILLION).alias("_stock"))
    need = looked_up(need, "Material", stock).with_columns(
        (pl.col("Open").cum_sum().over("Material") - pl.col("_stock").fill_null(0)).alias("_beyond")
    )
    short = need.filter(pl.col("_beyond") > 1e-6).sort("_beyond")
    coming = supplies(books, finishes).sort("Date", maintain_order=True).with_columns(
        pl.col("Quantity").cum_sum().over("Material").alias("_beyond")
    )
    short = short.join_asof(
        coming.select("Material", "_beyond", pl.col("Date").alias("Ready"), "From", "By").sort("_beyond"),
        on="_beyond", by="Material", strategy="forward", check_sortedness=False,
    )
    lead = books.ledger.table("Materials").select("Material", (pl.col("Lead Time Days") / MILLION).alias("_lead"))
    short = short.join(lead, on="Material", how="left").join(flow, on="Material", how="left")
    wait = pl.coalesce("Days", "_lead").ceil().cast(pl.Int64)
    short = short.with_columns(
        pl.coalesce("Ready", pl.lit(books.as_of) + pl.duration(days=wait)).alias("Ready"),
        pl.coalesce("From", pl.lit(NOTHING)).alias("From"),
        pl.min_horizontal("_beyond", "Open").alias("Missing"),
    )
    worst = short.sort("Ready", "Missing", descending=True, nulls_last=False).group_by("Job", maintain_order=True)
    return worst.agg(
        pl.col("Material", "Missing", "Ready", "From", "By").first(), pl.len().cast(pl.Int64).alias("Short Materials")
    )
