"""What a job should take and cost, by comparable finished jobs: the last ones that made the same product."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import MILLION, Books
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.lookup import looked_up

COMPARED = 10
"""So many of the last finished jobs for a product are looked at."""
FEWEST = 3
"""With fewer there is a median but no spread."""


def finished_jobs(books: Books) -> pl.DataFrame:
    """Jobs that ended by the as-of date, with or without output: Job, Product, Ended, Made (units), Cost (smallest
    currency unit), Hours (of people), Flow Days (calendar days from release, or first material or cost, to the end),
    Due."""
    hours = books.tickets.filter(~pl.col("Idle")).group_by("Job").agg(
        (pl.col("Hours").sum() / MILLION).alias("Hours")
    )
    ended = pl.coalesce("Finished", "Closed", "Last Output")
    begun = pl.min_horizontal(pl.coalesce("Released", "First Cost"), "First Cost")
    jobs = books.jobs.filter(
        pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED]) & (ended <= books.as_of)
    ).join(hours, on="Job", how="left", maintain_order="left")
    return jobs.select(
        "Job", pl.col("Material").alias("Product"), ended.alias("Ended"),
        (pl.col("Completed Quantity") / MILLION).alias("Made"), pl.col("Charged").alias("Cost"),
        pl.col("Hours").fill_null(0.0), (ended - pl.coalesce("Released", begun)).dt.total_days().alias("Flow Days"),
        "Due",
    )


def by_product(finished: pl.DataFrame) -> pl.DataFrame:
    """One row per product with finished jobs that made any: Product, Compared (jobs), and of the last ``COMPARED`` the
    median and the 10 % and 90 % quantile of Unit Cost (smallest currency unit per unit), Unit Hours and Flow Days (as
    ``… Low``, ``… High``, blank with fewer than ``FEWEST``)."""
    last = (
        finished.filter(pl.col("Made") > 0).sort("Ended", "Job").group_by("Product", maintain_order=True).tail(COMPARED)
    )
    last = last.with_columns(
        (pl.col("Cost") / pl.col("Made")).alias("Unit Cost"), (pl.col("Hours") / pl.col("Made")).alias("Unit Hours")
    )
    found = [pl.len().cast(pl.Int64).alias("Compared")]
    for name in ("Unit Cost", "Unit Hours", "Flow Days"):
        enough = pl.len() >= FEWEST
        found += [
            pl.col(name).median().alias(name),
            pl.when(enough).then(pl.col(name).quantile(0.1, "linear")).alias(f"{name} Low"),
            pl.when(enough).then(pl.col(name).quantile(0.9, "linear")).alias(f"{name} High"),
        ]
    return last.group_by("Product", maintain_order=True).agg(found)


def estimates(books: Books, products: pl.DataFrame) -> pl.DataFrame:
    """Open jobs by comparable ones: Job, Compared, Estimated Cost, Cost Low, Cost High (of the whole job, smallest
    currency unit), Estimated Hours, Hours Low, Hours High, Flow Days, Flow Low, Flow High (calendar days).

    The estimate is the median of the unit figures times the quantity of the job; nothing is below what is already
    charged or booked.
    """
    jobs = books.jobs.filter(pl.col("Status").is_in([JobStatus.PLANNED, JobStatus.RELEASED])).select(
        "Job", pl.col("Material").alias("Product"), (pl.col("Quantity") / MILLION).alias("_units"), "Charged"
    )
    frame = looked_up(jobs, "Product", products)

    def whole(name: str, least: pl.Expr | None = None) -> pl.Expr:
        total = pl.col(name) * pl.col("_units")
        return pl.max_horizontal(total, least) if least is not None else total

    def cost(name: str) -> pl.Expr:
        known = pl.col(name).is_not_null()
        return pl.when(known).then(whole(name, pl.col("Charged").cast(pl.Float64))).round(0).cast(pl.Int64)

    return frame.select(
        "Job", pl.col("Compared").fill_null(0), cost("Unit Cost").alias("Estimated Cost"),
        cost("Unit Cost Low").alias("Cost Low"), cost("Unit Cost High").alias("Cost High"),
        whole("Unit Hours").alias("Estimated Hours"), whole("Unit Hours Low").alias("Hours Low"),
        whole("Unit Hours High").alias("Hours High"), "Flow Days", pl.col("Flow Days Low").alias("Flow Low"),
        pl.col("Flow Days High").alias("Flow High"),
    )
