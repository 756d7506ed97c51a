"""Weeks in which more was scrapped at a work center than chance explains."""

from __future__ import annotations

import datetime as dt

import polars as pl

SIGMAS = 3.0
FEWEST_UNITS, FEWEST_SCRAPPED = 20, 5
"""A week of fewer units, or with fewer of them scrapped, says nothing."""


def scrap_alarms(steps: pl.DataFrame, since: dt.date) -> pl.DataFrame:
    """Weeks after ``since`` above the upper control limit of their work center, the worst first.

    Columns: Work Center, Week (its Monday), Input (units), Scrapped, Rate, Usual (mean rate of the work center), Limit,
    Times (Rate over Usual), Cause (reason given most often that week).
    A p' chart: limit = p + 3 sd z, sd = sqrt(p (1 - p) / n), and z, at least 1, the spread of the weeks' (rate - p) /
    sd as their mean moving range over 1.128; so that scrap that comes in lots, not unit by unit, raises no alarm of its
    own.
    Source: Laney, Improved Control Charts for Attributes, Quality Engineering 14 (2002); Montgomery, Introduction to
    Statistical Quality Control, ch. 7 (p chart) and 6.4 (moving range).
    """
    into = pl.col("Good") + pl.col("Scrapped").fill_null(0)
    done = steps.filter(pl.col("Finish").is_not_null() & pl.col("Good").is_not_null() & (pl.col("Finish") > since))
    weeks = done.group_by("Work Center", pl.col("Finish").dt.truncate("1w").alias("Week")).agg(
        into.sum().alias("Input"), pl.col("Scrapped").fill_null(0).sum(),
        pl.col("Scrap Reason").drop_nulls().mode().sort().first().alias("Cause"),
    ).filter(pl.col("Input") >= FEWEST_UNITS).sort("Work Center", "Week")
    usual = pl.col("Scrapped").sum().over("Work Center") / pl.col("Input").sum().over("Work Center")
    weeks = weeks.with_columns((pl.col("Scrapped") / pl.col("Input")).alias("Rate"), usual.alias("Usual"))
    sd = (pl.col("Usual") * (1 - pl.col("Usual")) / pl.col("Input")).sqrt()
    moved = ((pl.col("Rate") - pl.col("Usual")) / sd).diff().abs().mean().over("Work Center") / 1.128
    limit = pl.col("Usual") + SIGMAS * sd * moved.fill_nan(1.0).fill_null(1.0).clip(1)
    weeks = weeks.with_columns(limit.alias("Limit"))
    return weeks.filter((pl.col("Rate") > pl.col("Limit")) & (pl.col("Scrapped") >= FEWEST_SCRAPPED)).select(
        "Work Center", "Week", "Input", "Scrapped", "Rate", "Usual", "Limit",
        pl.when(pl.col("Usual") > 0).then(pl.col("Rate") / pl.col("Usual")).alias("Times"), "Cause",
    ).sort("Scrapped", "Rate", descending=True, maintain_order=True)
