"""Where the payroll of the period went: to jobs, to overhead, to idle time."""

from __future__ import annotations

import polars as pl

from wipbook.costing.solution import Solution
from wipbook.ledger.policy import Policy

_KEY = ("Work Center", "Job", "Pay Type")
_SUMS = ("Hours", "Base", "Premium", "Burden", "Direct to Job", "To Overhead", "Idle")


def labor_distribution(policy: Policy, solution: Solution) -> pl.DataFrame:
    """One row per work center, job (blank: indirect) and pay type of the period, sorted by these.

    Hours in millionths; Base, Premium and Burden are what the hours cost, Direct to Job, To Overhead and Idle (all that
    idle time costs) where it went: both sum to the payroll. Amounts in the smallest currency unit.
    """
    idle = pl.when("Idle").then("Indirect").otherwise(0)
    frame = of_period(policy, solution).with_columns(
        pl.col("Direct").alias("Direct to Job"), (pl.col("Indirect") - idle).alias("To Overhead"), idle.alias("Idle"),
    )
    return frame.group_by(_KEY).agg(pl.col(_SUMS).sum()).sort(_KEY, nulls_last=True)


def labor_to_overhead(policy: Policy, solution: Solution) -> pl.DataFrame:
    """One row per month of the period: what of the payroll is overhead, beside the actual cost of the pools.

    Columns: Month, Indirect Labor (base pay of hours without a job), Premium and Burden (of hours that are not idle, as
    far as they are not cost of a job), Idle Time (all of it), Labor (their sum), Actual Cost (of the pools; blank while
    none is in), Other (what the pools hold beyond labor). Actual Cost must contain Labor: a month in which Other is
    below zero has overhead that nobody put into a pool.
    """
    on_job = pl.col("Job").is_not_null()
    burden = pl.col("Burden") if policy.burden_to == "overhead" else pl.when(on_job).then(0).otherwise("Burden")
    base = pl.when(on_job).then(0).otherwise("Base")
    of_idle, worked = pl.col("Idle"), ~pl.col("Idle")
    months = of_period(policy, solution).group_by(pl.col("Date").dt.truncate("1mo").alias("Month")).agg(
        base.filter(worked).sum().alias("Indirect Labor"),
        (pl.col("Indirect") - base - burden).filter(worked).sum().alias("Premium"),
        burden.filter(worked).sum().alias("Burden"),
        pl.col("Indirect").filter(of_idle).sum().alias("Idle Time"),
        pl.col("Indirect").sum().alias("Labor"),
    )
    start = policy.period_start.replace(day=1)
    actual = solution.overhead.filter(
        (pl.col("Period") >= start) & (pl.col("Period") <= policy.as_of) & pl.col("Actual Cost").is_not_null()
    ).group_by(pl.col("Period").alias("Month")).agg(pl.col("Actual Cost").sum())
    frame = months.join(actual, on="Month", how="full", coalesce=True).with_columns(
        pl.col("Indirect Labor", "Premium", "Burden", "Idle Time", "Labor").fill_null(0)
    )
    return frame.with_columns((pl.col("Actual Cost") - pl.col("Labor")).alias("Other")).sort("Month")


def of_period(policy: Policy, solution: Solution) -> pl.DataFrame:
    """The days of tickets that the period covers."""
    return solution.labor.filter(pl.col("Date") >= policy.period_start)
