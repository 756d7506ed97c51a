"""Jobs that are finished: what they made, what they cost, what had been estimated, what they fetch."""

from __future__ import annotations

import polars as pl

from wipbook.books.contracts.facts import CHANGE_ORDER
from wipbook.books.jobs.job_costs import COSTS
from wipbook.books.jobs.job_goals import goals_of
from wipbook.books.results import Results
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.fixed import multiply_divide
from wipbook.values.lookup import looked_up

FINISHED = (JobStatus.FINISHED.value, JobStatus.CLOSED.value)


def finished_jobs(results: Results) -> pl.DataFrame:
    """The columns of Job Costs of every job that is Finished or Closed at the as-of date, made once, with

    Product Name, Customer Name, Family, Unit, Estimator, Finished, Closed, Price (with approved changes);
    Cost, all that was charged; Estimate, the budget with approved changes for what was made (for what was planned where
    nothing was made), blank without a budget; After Finish, what of the cost came after the day Finished; Others,
    whether it made other goods as well. Amounts in the smallest currency unit, quantities in millionths.
    """
    return results.once(finished_jobs, lambda: _finished_jobs(results))


def change_orders(results: Results) -> pl.DataFrame:
    """The change orders dated by the as-of date, with ``decided``: whether the customer approved by then."""
    as_of = results.policy.as_of
    rows = results.ledger.table("Billing").filter((pl.col("Kind") == CHANGE_ORDER) & (pl.col("Date") <= as_of))
    return rows.with_columns((pl.col("Approved") <= as_of).fill_null(False).alias("decided"))


def _finished_jobs(results: Results) -> pl.DataFrame:
    jobs = results.job_costs.filter(pl.col("Status").is_in(FINISHED))
    said = results.ledger.table("Jobs").select("Job", "Finished", "Closed", "Estimator")
    names = results.ledger.table("Materials").select("Material", pl.col("Description").alias("Product Name"), "Unit",
                                                     "Family")
    changes = results.ledger.table("Billing").filter(
        (pl.col("Kind") == CHANGE_ORDER) & (pl.col("Approved") <= results.policy.as_of)
    ).group_by("Job").agg(pl.col("Cost Effect").sum().alias("_changed"))
    goals = goals_of(results).select("Job", "Customer Name", "Price")
    frame = looked_up(jobs, "Material", names)
    frame = looked_up(frame, "Job", said, changes, goals, _after(results), _others(results))
    whole = pl.when(pl.col("Budget") > 0).then(pl.col("Budget") + pl.col("_changed").fill_null(0))
    frame = frame.with_columns(
        pl.sum_horizontal(COSTS).alias("Cost"), whole.alias("_whole"), pl.col("After Finish").fill_null(0),
        pl.col("Others").fill_null(False),
    )
    planned = [
        multiply_divide(estimate, made, quantity) if estimate is not None and made > 0 else estimate
        for estimate, made, quantity in frame.select("_whole", "Completed Quantity", "Quantity").iter_rows()
    ]
    return frame.with_columns(pl.Series("Estimate", planned, dtype=pl.Int64)).drop("_whole", "_changed")


def _after(results: Results) -> pl.DataFrame:
    """What was charged to a job after the day it was finished."""
    ends = results.ledger.table("Jobs").select("Job", pl.col("Finished").alias("_end")).drop_nulls()
    spent = results.solution.job_entries.filter(pl.col("Entry").is_in(ELEMENTS))
    late = spent.join(ends, on="Job").filter(pl.col("Date") > pl.col("_end"))
    return late.group_by("Job").agg(pl.col("Amount").sum().alias("After Finish"))


def _others(results: Results) -> pl.DataFrame:
    """Jobs that made more than their product."""
    product = results.ledger.table("Jobs").select("Job", pl.col("Material").alias("_product"))
    made = results.solution.movements.filter(pl.col("Type") == MovementType.COMPLETION).select("Job", "Material")
    return made.unique().join(product, on="Job").group_by("Job").agg(
        (pl.col("Material") != pl.col("_product")).any().alias("Others")
    )
