"""Why finished jobs cost other than they should have: their variances by cause, over their whole life."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from wipbook.books.analysis.variances.report import variance_report
from wipbook.books.results import Results


def job_variances(results: Results) -> pl.DataFrame:
    """The rows of the variance report that name a job, from its first cost to the as-of date: Variances shows those of
    the period. Made once; where the period covers everything they are those of Variances."""
    return results.once(job_variances, lambda: _job_variances(results))


def _job_variances(results: Results) -> pl.DataFrame:
    first = results.solution.job_entries["Date"].min()
    if not isinstance(first, dt.date) or first >= results.policy.period_start:
        rows = results.variances.rows
    else:
        whole = replace(results.ledger, policy=replace(results.policy, period_start=first))
        rows = variance_report(whole, results.solution, results.entries, results.journals).rows
    return rows.filter(pl.col("Job").is_not_null())


def by_cause(results: Results) -> pl.DataFrame:
    """Job, Cause, Booked, Actual, Standard, Variance, the largest of each job first; + is unfavorable."""
    sums = job_variances(results).group_by("Job", "Cause", "Booked").agg(
        pl.col("Actual", "Standard", "Variance").sum()
    )
    size = pl.col("Variance").abs()
    return sums.filter(pl.col("Variance") != 0).sort("Job", size, "Cause", "Booked", descending=[False, True, False,
                                                                                             False])
