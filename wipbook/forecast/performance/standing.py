"""Where each job stands, in words that anyone may read: no cost, no price."""

from __future__ import annotations

import polars as pl

from wipbook.forecast.planning import Plan
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.lookup import looked_up

RECENT = 30
"""Days for which a finished job is still shown."""
STANDING = {
    "Job": pl.String, "Customer": pl.String, "Description": pl.String, "Product": pl.String, "Quantity": pl.Int64,
    "Made": pl.Int64, "Done": pl.Float64, "Step": pl.String, "Operation": pl.String, "Steps": pl.String,
    "Due": pl.Date, "Promised": pl.Date, "Projected": pl.Date, "State": pl.String, "Waits For": pl.String,
}
"""Quantities in millionths; Done as a fraction: of the planned hours, else of the units. Step: the one being worked on,
or next, Operation what is done there; Steps: how many are done of how many. Projected: when the forecast expects it, or
when it was finished."""
FINISHED = "finished"


def standing(plan: Plan) -> pl.DataFrame:
    """``STANDING``: every open job, and those that were finished in the last ``RECENT`` days; by due date, then job."""
    books = plan.books
    jobs = books.jobs.filter(pl.col("Status") != JobStatus.CANCELLED).with_columns(
        pl.coalesce("Finished", "Closed", "Last Output").alias("_ended")
    )
    over = pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED])
    recent = (pl.lit(books.as_of) - pl.col("_ended")).dt.total_days().is_between(0, RECENT)
    jobs = jobs.filter(~over | recent.fill_null(False))
    due = plan.shop.due_dates.select("Job", "Expected", pl.col("State").alias("_state"), "Cause")
    frame = looked_up(jobs.select(
        "Job", "Customer", "Description", pl.col("Material").alias("Product"), "Quantity",
        pl.col("Completed Quantity").alias("Made"), "Due", "Promised", "_ended", over.alias("_over"),
    ), "Job", _steps(plan), due)
    units = (pl.col("Made") / pl.col("Quantity")).clip(0, 1).fill_nan(None)
    return frame.with_columns(
        pl.when("_over").then(1.0).otherwise(pl.coalesce("_hours", units).round(4)).alias("Done"),
        pl.when("_over").then(pl.lit("")).otherwise(pl.col("_step").fill_null("")).alias("Step"),
        pl.when("_over").then(pl.lit("")).otherwise(pl.col("_operation").fill_null("")).alias("Operation"),
        pl.when(pl.col("_count").is_not_null()).then(pl.format("{} of {}", "_done", "_count")).otherwise(pl.lit(""))
        .alias("Steps"),
        pl.when("_over").then("_ended").otherwise("Expected").alias("Projected"),
        pl.when("_over").then(pl.lit(FINISHED)).otherwise(pl.col("_state").fill_null("")).alias("State"),
        pl.when("_over").then(pl.lit("")).otherwise(pl.col("Cause").fill_null("")).alias("Waits For"),
    ).sort("Due", "Job", nulls_last=True).select(*STANDING)


def _steps(plan: Plan) -> pl.DataFrame:
    """Job, _step (the first that is not done, in words), _operation, _done, _count, _hours (share of the planned hours
    that is done)."""
    steps = plan.shop.steps
    said = pl.concat_str(
        "Step", pl.col("Operation").fill_null(""), pl.format("at {}", "Work Center"), separator=" ", ignore_nulls=True
    )
    earned = pl.when(pl.col("Done")).then("Planned").otherwise((pl.col("Planned") - pl.col("Left")).clip(0))
    return steps.with_columns(said.alias("_said")).group_by("Job").agg(
        pl.col("_said").filter(~pl.col("Done")).first().alias("_step"),
        pl.coalesce("Operation", "Step").filter(~pl.col("Done")).first().alias("_operation"),
        pl.col("Done").sum().alias("_done"), pl.len().alias("_count"),
        (earned.sum() / pl.col("Planned").sum()).fill_nan(None).alias("_hours"),
    )
