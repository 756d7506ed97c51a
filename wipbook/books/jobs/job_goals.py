"""What each job is to bring: price, what it will have cost, margin, and what it costs to let it wait."""

from __future__ import annotations

import polars as pl

from wipbook.books.contracts.facts import CHANGE_ORDER
from wipbook.books.jobs.estimates import last_estimates
from wipbook.books.results import Results
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.lookup import looked_up
from wipbook.values.period import YEAR

GOALS = {
    "Job": pl.String, "Customer Name": pl.String, "Price": pl.Int64, "Estimate at Completion": pl.Int64,
    "Margin Now": pl.Int64, "Margin at Completion": pl.Int64, "Carrying Cost": pl.Int64,
}
_ENDED = [JobStatus.FINISHED, JobStatus.CLOSED, JobStatus.CANCELLED]


def goals_of(results: Results) -> pl.DataFrame:
    """``job_goals``, made once for whoever asks."""
    return results.once(job_goals, lambda: job_goals(results))


def job_goals(results: Results) -> pl.DataFrame:
    """``GOALS``, a row per job of Job Costs, in the smallest currency unit; blank where nothing says it.

    Price: Contract Price with the changes approved by the as-of date. Estimate at Completion: what an ended job cost;
    else the cost on the day of its last estimate, what was still to come then, and changes approved since; else the
    budget with approved changes; never below the cost so far. Margin Now is the price less the cost so far, Margin at
    Completion less the estimate. Carrying Cost, a memo: what stood in the job, day by day, at Carrying Cost % a year;
    it is never part of the job's cost (IAS 2.16: storage and interest of goods made in quantity are expense).
    """
    as_of = results.policy.as_of
    spent = results.solution.job_entries.filter(pl.col("Entry").is_in(ELEMENTS))
    changes = results.ledger.table("Billing").filter(
        (pl.col("Kind") == CHANGE_ORDER) & (pl.col("Approved") <= as_of)
    )
    last = last_estimates(results.ledger, as_of)
    then = last.join(spent, on="Job").filter(pl.col("Date") <= pl.col("Estimated On")).group_by("Job").agg(
        pl.col("Amount").sum().alias("_then")
    )
    since = last.join(changes, on="Job").filter(pl.col("Approved") > pl.col("Estimated On")).group_by("Job").agg(
        pl.col("Cost Effect").sum().alias("_since")
    )
    agreed = changes.group_by("Job").agg(
        pl.col("Amount").sum().alias("_changed"), pl.col("Cost Effect").sum().alias("_effect")
    )
    names = results.ledger.table("Customers").select("Customer", pl.col("Name").alias("Customer Name"))
    jobs = results.job_costs.select(
        "Job", "Customer", "Status", "Budget", pl.sum_horizontal([f"{e} Cost" for e in ELEMENTS]).alias("_cost")
    )
    prices = results.ledger.table("Jobs").select("Job", "Contract Price")
    frame = looked_up(jobs, "Job", prices, last, then, since, agreed, _waiting(results))
    frame = looked_up(frame, "Customer", names).with_columns(
        pl.col("_then", "_since", "_changed", "_effect", "Carrying Cost").fill_null(0)
    )
    estimated = pl.when(pl.col("To Complete").is_not_null()).then(
        pl.max_horizontal("_cost", pl.col("_then") + pl.col("To Complete") + pl.col("_since"))
    ).when(pl.col("Budget") > 0).then(pl.max_horizontal("_cost", pl.col("Budget") + pl.col("_effect")))
    price = pl.when(pl.col("Contract Price") > 0).then(pl.col("Contract Price") + pl.col("_changed"))
    frame = frame.with_columns(
        price.alias("Price"),
        pl.when(pl.col("Status").is_in(_ENDED)).then("_cost").otherwise(estimated).alias("Estimate at Completion"),
    )
    return frame.with_columns(
        (pl.col("Price") - pl.col("_cost")).alias("Margin Now"),
        (pl.col("Price") - pl.col("Estimate at Completion")).alias("Margin at Completion"),
    ).select(*GOALS)


def _waiting(results: Results) -> pl.DataFrame:
    """What the balances of jobs cost while they stood: each amount for the days since it came, or went."""
    policy = results.policy
    days = (pl.lit(policy.as_of) - pl.col("Date")).dt.total_days()
    rate = policy.carrying_cost_percent / 100 / YEAR
    sums = results.solution.job_entries.group_by("Job").agg((pl.col("Amount") * days).sum().alias("_days"))
    return sums.select("Job", (pl.col("_days") * rate).round().clip(0).cast(pl.Int64).alias("Carrying Cost"))
