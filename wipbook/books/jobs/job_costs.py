"""The cost sheet of every job, and the roll-forward of work in process by job."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

RELIEFS = ("Completed", "Scrapped", "Expensed", "Late Cost", "Contract Cost")
COSTS = tuple(f"{element} Cost" for element in ELEMENTS)


def job_costs(ledger: Ledger, solution: Solution, entries: pl.DataFrame | None = None) -> pl.DataFrame:
    """One row per job with any cost or any plan, cumulative to the as-of date. ``entries``: those of jobs (Job, Entry,
    Amount), where they are others than computed: as they were closed.

    Columns: Job, Description, Customer, Material, Status (at the as-of date), Due, Quantity, Completed Quantity, the
    cost charged by element (``COSTS``), Completed, Scrapped, Expensed, Late Cost,
    Contract Cost (costs relieved, positive), WIP,
    Budget, Released, First Cost, Relief Basis (how what is in process is known), In Process (units).
    """
    wide = _by_entry(solution.job_entries if entries is None else entries)
    first = solution.job_entries.group_by("Job").agg(pl.col("Date").min().alias("First Cost"))
    sign = pl.when(pl.col("flipped")).then(-1).otherwise(1)
    product = ledger.table("Jobs").select("Job", pl.col("Material").alias("_product"))
    output = (
        looked_up(solution.movements.filter(pl.col("Type") == MovementType.COMPLETION), "Job", product)
        .filter(pl.col("Material") == pl.col("_product"))
        .group_by("Job")
        .agg((pl.col("quantity") * sign).sum().alias("Completed Quantity"))
    )
    basis = solution.basis.select("Job", "Relief Basis", "In Process").unique("Job", keep="last")
    jobs = _as_it_stood(ledger)
    budgets = [f"Budget {element}" for element in ELEMENTS]
    frame = (
        looked_up(jobs.drop("Relief Basis"), "Job", wide, output, first, basis)
        .with_columns(pl.col(*COSTS, *RELIEFS, "Completed Quantity", "In Process").fill_null(0))
        .with_columns(
            (pl.sum_horizontal(COSTS) - pl.sum_horizontal(RELIEFS)).alias("WIP"),
            pl.sum_horizontal([pl.col(b).fill_null(0) for b in budgets]).alias("Budget"),
        )
    )
    return frame.select(
        "Job", "Description", "Customer", "Material", "Status", "Due", "Quantity", "Completed Quantity", *COSTS,
        *RELIEFS, "WIP", "Budget", "Released", "First Cost", "Relief Basis", "In Process",
    )


def roll_forward(ledger: Ledger, solution: Solution, start: dt.date) -> pl.DataFrame:
    """Work in process by job: Opening + what was charged - what was relieved = Closing, for ``start`` to as-of.

    Columns: Job, Description, Status, Opening, the cost charged by element, Completed, Scrapped, Expensed, Late Cost
    (positive), Closing, Prior Periods (what closed periods of the job are otherwise now, posted in this one). Jobs that
    neither held nor moved cost in the period are left out (accounting rule 23).
    """
    entries = solution.job_entries
    before, during = entries.filter(pl.col("Date") < start), entries.filter(pl.col("Date") >= start)
    return rolled(ledger, before, during, entries.clear())


def rolled(ledger: Ledger, before: pl.DataFrame, during: pl.DataFrame, prior: pl.DataFrame) -> pl.DataFrame:
    """The roll-forward of job entries (Job, Entry, Amount): those before the period, in it, and the adjustments of
    prior periods posted in it."""
    adjusted = prior.group_by("Job").agg(pl.col("Amount").sum().alias("Prior Periods"))
    opening = before.group_by("Job").agg(pl.col("Amount").sum().alias("Opening"))
    moved = _by_entry(during)
    names = _as_it_stood(ledger).select("Job", "Description", "Status").with_row_index("_order")
    frame = (
        opening.join(moved, on="Job", how="full", coalesce=True)
        .join(adjusted, on="Job", how="full", coalesce=True)
        .with_columns(pl.col("Opening", "Prior Periods", *COSTS, *RELIEFS).fill_null(0))
        .with_columns(
            (pl.col("Opening") + pl.col("Prior Periods") + pl.sum_horizontal(COSTS) - pl.sum_horizontal(RELIEFS))
            .alias("Closing")
        )
        .filter(pl.any_horizontal([pl.col(c) != 0 for c in ("Opening", "Prior Periods", *COSTS, *RELIEFS)]))
        .join(names, on="Job", how="left")
        .sort("_order")
    )
    return frame.select("Job", "Description", "Status", "Opening", *COSTS, *RELIEFS, "Closing", "Prior Periods")


def _as_it_stood(ledger: Ledger) -> pl.DataFrame:
    """The jobs with their status at the as-of date: one closed since then was still open."""
    as_of = ledger.policy.as_of
    ended = pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED, JobStatus.CANCELLED])
    released = pl.when(pl.col("Released") > as_of).then(pl.lit("Planned")).otherwise(pl.lit("Released"))
    finished = pl.when(pl.col("Finished") <= as_of).then(pl.lit("Finished")).otherwise(released)
    status = (
        pl.when(~ended)
        .then(pl.col("Status"))
        .when(pl.col("Status") == JobStatus.FINISHED)
        .then(pl.when(pl.col("Finished") > as_of).then(released).otherwise(pl.col("Status")))
        .when(pl.col("Closed") > as_of)
        .then(finished)
        .otherwise(pl.col("Status"))
    )
    return ledger.table("Jobs").with_columns(status.alias("Status"))


def _by_entry(entries: pl.DataFrame) -> pl.DataFrame:
    """One row per job: what was charged by element and relieved by kind, all as positive figures."""
    charged = [
        pl.col("Amount").filter(pl.col("Entry") == element).sum().alias(f"{element} Cost") for element in ELEMENTS
    ]
    relieved = [(-pl.col("Amount").filter(pl.col("Entry") == entry).sum()).alias(entry) for entry in RELIEFS]
    return entries.group_by("Job").agg(*charged, *relieved)
