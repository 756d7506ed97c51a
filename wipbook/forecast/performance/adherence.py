"""Were jobs and steps finished by the day they should be: by month, and by work center."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.books import Books
from wipbook.values.lookup import looked_up

MONTHS = 12


def months_to(as_of: dt.date, count: int = MONTHS) -> pl.DataFrame:
    """Month: first days of the last ``count`` months up to that of ``as_of``."""
    first = as_of.replace(day=1)
    return pl.DataFrame({"Month": [first]}).select(
        pl.date_range(pl.col("Month").dt.offset_by(f"-{count - 1}mo").first(), first, "1mo").alias("Month")
    )


def adherence(books: Books, finished: pl.DataFrame, steps: pl.DataFrame) -> pl.DataFrame:
    """The last ``MONTHS`` months: Month, Jobs (finished, with a due date), Jobs on Time, On Time (fraction), Mean Delay
    (calendar days, below 0 early), Delay P85, Steps (finished, with a planned finish), Steps on Time (fraction).

    ``finished`` as of ``estimates.finished_jobs``, ``steps`` as of ``ShopFloor.steps``. A fraction is blank in a month
    without any.
    """
    late = (pl.col("Ended") - pl.col("Due")).dt.total_days()
    jobs = finished.drop_nulls("Due").group_by(pl.col("Ended").dt.truncate("1mo").alias("Month")).agg(
        pl.len().cast(pl.Int64).alias("Jobs"), (late <= 0).sum().cast(pl.Int64).alias("Jobs on Time"),
        late.mean().alias("Mean Delay"), late.quantile(0.85, "higher").alias("Delay P85"),
    )
    done = steps.drop_nulls(["Finish", "Planned Finish"])
    kept = (pl.col("Finish") <= pl.col("Planned Finish")).sum()
    by_step = done.group_by(pl.col("Finish").dt.truncate("1mo").alias("Month")).agg(
        pl.len().cast(pl.Int64).alias("Steps"), kept.alias("_kept")
    )
    frame = looked_up(months_to(books.as_of), "Month", jobs, by_step)
    frame = frame.with_columns(pl.col("Jobs", "Jobs on Time", "Steps", "_kept").fill_null(0))
    return frame.select(
        "Month", "Jobs", "Jobs on Time",
        pl.when(pl.col("Jobs") > 0).then(pl.col("Jobs on Time") / pl.col("Jobs")).alias("On Time"),
        "Mean Delay", "Delay P85", "Steps",
        pl.when(pl.col("Steps") > 0).then(pl.col("_kept") / pl.col("Steps")).alias("Steps on Time"),
    )


def milestones(steps: pl.DataFrame, since: dt.date) -> pl.DataFrame:
    """By work center, steps finished after ``since``: Work Center, Steps, On Time (fraction by the planned finish),
    Mean Delay and Delay P85 (calendar days), the least punctual first."""
    late = (pl.col("Finish") - pl.col("Planned Finish")).dt.total_days()
    done = steps.drop_nulls(["Finish", "Planned Finish"]).filter(pl.col("Finish") > since)
    return done.group_by("Work Center").agg(
        pl.len().cast(pl.Int64).alias("Steps"), (late <= 0).mean().alias("On Time"), late.mean().alias("Mean Delay"),
        late.quantile(0.85, "higher").alias("Delay P85"),
    ).sort("On Time", "Work Center")


def finished_late(finished: pl.DataFrame, steps: pl.DataFrame, since: dt.date) -> pl.DataFrame:
    """Jobs that ended after their due date, after ``since``, the latest first: Job, Product, Due, Ended, Days Late
    (calendar days), Waited At (work center where it waited longest before a step began), Days Waited there, Scrapped
    (units)."""
    wait = (pl.col("Start") - pl.col("Arrived")).dt.total_days().clip(0).fill_null(0)
    top = wait.arg_max()
    waits = steps.group_by("Job").agg(
        pl.when(wait.max() > 0).then(pl.col("Work Center").get(top)).alias("Waited At"),
        wait.max().alias("Days Waited"), pl.col("Scrapped").sum(),
    )
    late = finished.filter((pl.col("Ended") > pl.col("Due")) & (pl.col("Ended") > since))
    return looked_up(late, "Job", waits).with_columns(
        (pl.col("Ended") - pl.col("Due")).dt.total_days().alias("Days Late")
    ).sort("Days Late", "Ended", descending=True, maintain_order=True).select(
        "Job", "Product", "Due", "Ended", "Days Late", "Waited At", "Days Waited", pl.col("Scrapped").fill_null(0.0)
    )
