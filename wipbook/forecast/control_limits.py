"""Weeks in which more was scrapped at a work center than chance explains."""

from __future__ import annotations

import datetime as dt

import polars as pl

SIGMAS = 3.0
FEWEST_UNITS = 20
"""A week of fewer units says nothing."""


def scrap_alarms(steps: pl.DataFrame, since: dt.date) -> pl.DataFrame:
    """Weeks after ``since`` above the upper control limit of their work center, the worst first.

    Columns: Work Center, Week (its Monday), Input (units), Scrapped, Rate, Usual (mean rate of the work center over all
    weeks outside the alarms), Limit, Times (Rate over Usual), Cause (reason given most often that week).
    A p' chart: limit = p + 3 sd z, sd = sqrt(p (1 - p) / n), and z, at least 1, the spread of the weeks' (rate - p) / sd
    as their mean moving range over 1.128; so that scrap that comes in lots, not unit by unit, raises no alarm of its
    own. p is the mean without the weeks above the limit, until none is left out any more.
    Source: Laney, Improved Control Charts for Attributes, Quality Engineering 14 (2002); Montgomery, Introduction to
    Statistical Quality Control, ch. 7 (p chart) and 6.4 (moving range).
    """
    into = pl.col("Good") + pl.col("Scrapped").fill_null(0)
    done = steps.filter(pl.col("Finish").is_not_null() & pl.col("Good").is_not_null() & (pl.col("Finish") > since))
    weeks = done.group_by("Work Center", pl.col("Finish").dt.truncate("1w").alias("Week")).agg(
        into.sum().alias("Input"), pl.col("Scrapped").fill_null(0).sum(),
        pl.col("Scrap Reason").drop_nulls().mode().sort().first().alias("Cause"),
    ).filter(pl.col("Input") >= FEWEST_UNITS).sort("Work Center", "Week")  # fmt: skip
    weeks = weeks.with_columns((pl.col("Scrapped") / pl.col("Input")).alias("Rate"), pl.lit(False).alias("_out"))
    calm = ~pl.col("_out")
    of_center = [pl.col(name).filter(calm).sum().over("Work Center") for name in ("Scrapped", "Input")]
    sd = (pl.col("Usual") * (1 - pl.col("Usual")) / pl.col("Input")).sqrt()
    moved = pl.when(calm).then((pl.col("Rate") - pl.col("Usual")) / pl.col("_sd")).diff().abs().mean().over("Work Center")
    for _ in range(10):
        before = weeks["_out"]
        weeks = weeks.with_columns((of_center[0] / of_center[1]).fill_nan(0.0).alias("Usual"))
        weeks = weeks.with_columns(sd.alias("_sd"))
        weeks = weeks.with_columns((moved / 1.128).fill_nan(1.0).fill_null(1.0).clip(1).alias("_z"))
        weeks = weeks.with_columns((pl.col("Usual") + SIGMAS * pl.col("_sd") * pl.col("_z")).alias("Limit"))
        weeks = weeks.with_columns(((pl.col("Rate") > pl.col("Limit")) & (pl.col("Scrapped") > 1)).alias("_out"))
        if weeks["_out"].equals(before):
            break
    return weeks.filter("_out").select(
        "Work Center", "Week", "Input", "Scrapped", "Rate", "Usual", "Limit",
        pl.when(pl.col("Usual") > 0).then(pl.col("Rate") / pl.col("Usual")).alias("Times"), "Cause",
    ).sort("Scrapped", "Rate", descending=True, maintain_order=True)  # fmt: skip
