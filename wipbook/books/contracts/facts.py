"""What is known of contracts: their price and its changes, what was billed, what was estimated, what was spent."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from wipbook.books.jobs.estimates import still_to_cost
from wipbook.costing.relief.contract_cost import over_time
from wipbook.ledger.ledger import Ledger
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.jobs.job_status import JobStatus

CHANGE_ORDER, RETENTION = "Change Order", "Retention"


@dataclass(frozen=True)
class Change:
    """A change order: ``approved`` is None while the customer has not approved it."""

    day: dt.date
    approved: dt.date | None
    price: int
    cost: int


@dataclass(frozen=True)
class Estimate:
    """What was estimated on a day: cost to complete (None: not said), cost that is no progress yet, and the percent
    reported."""

    day: dt.date
    to_complete: int | None
    uninstalled: int | None
    percent: int | None


@dataclass
class Contract:
    """A job whose revenue is earned over time. Amounts in the smallest currency unit; ``spent``: what was charged by
    day, in order; ``percent_now``: what Jobs says today; ``ended``: the day it was finished, cancelled or closed
    (None: it is open)."""

    job: str
    price: int
    budget: int
    retention: int
    percent_now: int | None
    ended: dt.date | None
    cancelled: bool
    changes: list[Change] = field(default_factory=list)
    bills: list[tuple[dt.date, bool, int]] = field(default_factory=list)
    estimates: list[Estimate] = field(default_factory=list)
    spent: list[tuple[dt.date, int]] = field(default_factory=list)

    def cost(self, day: dt.date) -> int:
        return sum(amount for when, amount in self.spent if when <= day)

    def days(self) -> Iterator[dt.date]:
        """The days on which something is known of it."""
        yield from (change.day for change in self.changes)
        yield from (estimate.day for estimate in self.estimates)
        yield from (day for day, _, _ in self.bills)
        yield from (day for day, _ in self.spent)


def contracts(ledger: Ledger, job_entries: pl.DataFrame) -> list[Contract]:
    """The jobs whose column Revenue (else the setting) says *over time*, in the order of their codes.

    ``job_entries``: Job, Date, Entry, Amount of the cost sheets; what was charged counts, what left does not. Progress
    is billed gross: where a job has a Retention %, a bill of kind Retention asks for what was held back and is no
    further bill.
    """
    jobs = ledger.table("Jobs").filter(over_time(ledger.policy.revenue))
    if jobs.is_empty():
        return []
    budget = pl.sum_horizontal([pl.col(f"Budget {element}").fill_null(0) for element in ELEMENTS])
    ended = pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED, JobStatus.CANCELLED])
    day = pl.coalesce("Finished", "Closed", pl.lit(ledger.policy.as_of))
    found = {
        job: Contract(job, price or 0, plan, retention or 0, percent, end, cancelled)
        for job, price, plan, retention, percent, end, cancelled in jobs.sort("Job").select(
            "Job", "Contract Price", budget, "Retention %", "Percent Complete", pl.when(ended).then(day).alias("_end"),
            pl.col("Status") == JobStatus.CANCELLED,
        ).iter_rows()
    }
    names = list(found)
    for job, row in _rows(ledger, "Billing", names, "Date", "Kind", "Amount", "Cost Effect", "Approved"):
        when, kind, amount, cost, approved = row
        if kind == CHANGE_ORDER:
            found[job].changes.append(Change(when, approved, amount, cost or 0))
        elif kind != RETENTION or not found[job].retention:
            found[job].bills.append((when, False, amount))
        else:
            found[job].bills.append((when, True, amount))
    told = ledger.table("Estimates").filter(pl.col("Job").is_in(names)).with_columns(still_to_cost().alias("_whole"))
    for job, *said in told.sort("Date").select(
        "Job", "Date", "_whole", "Uninstalled Material", "Percent Complete"
    ).iter_rows():
        found[job].estimates.append(Estimate(*said))
    spent = job_entries.filter(pl.col("Job").is_in(names) & pl.col("Entry").is_in(ELEMENTS))
    daily: defaultdict[str, list[tuple[dt.date, int]]] = defaultdict(list)
    for job, when, amount in spent.group_by("Job", "Date").agg(pl.col("Amount").sum()).sort("Job", "Date").iter_rows():
        daily[job].append((when, amount))
    for job, rows in daily.items():
        found[job].spent = rows
    return list(found.values())


def _rows(ledger: Ledger, sheet: str, jobs: list[str], *columns: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of a sheet for ``jobs`` in the order of their days, each as its job and the ``columns``."""
    table = ledger.table(sheet).filter(pl.col("Job").is_in(jobs))
    for job, *row in table.sort("Date", *columns[1:], nulls_last=False).select("Job", *columns).iter_rows():
        yield job, tuple(row)
