"""What stands against closing a job, and what has to be entered first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from wipbook.books.jobs.finished import FINISHED, change_orders, finished_jobs
from wipbook.books.results import Results
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.ledger.account_role import AccountRole
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.codes import folded
from wipbook.values.fixed import quantity_text

DONE, OPEN, REVIEW = "done", "open", "to review"
STEPS = 9


@dataclass(frozen=True)
class CloseStep:
    """One thing to look at: ``DONE``; ``OPEN``, the job cannot be closed before; ``REVIEW``, a person should look.
    ``figure`` is what there is of it, ``how`` what to do about it, ``short`` both in a few words for a list."""

    what: str
    state: str
    figure: str = ""
    how: str = ""
    short: str = ""


@dataclass(frozen=True)
class Proposal:
    """A row to enter so that a job holds nothing any more, with its entry: one of several ``way``s, of which a person
    chooses. ``amount`` in the smallest currency unit, what is debited."""

    way: str
    row: str
    debit: str
    credit: str
    amount: int


class CloseSteps:
    """The steps of every job, each list read once."""

    def __init__(self, results: Results) -> None:
        self._results = results

    def of(self, job: str) -> list[CloseStep]:
        """The ``STEPS`` steps of a job of Job Costs, in their order."""
        costs = self._costs[job]
        said = self._said[job]
        return [
            self._status(costs, said), self._day(said), self._residue(costs), self._orders(job), self._changes(job),
            self._operations(job), self._units(costs), self._late(job), self._estimate(costs),
        ]

    def proposals(self, job: str) -> list[Proposal]:
        """What may have happened to the cost that is left in a finished job, each way with its rows and entries;
        nothing where nothing is left, or work goes on.

        Units that were made and not entered: a Completion; units that will never be made: Scrap of the product in the
        job, expensed as abnormal; cost of another job: Job Adjustments, an element each.
        """
        costs = self._costs[job]
        left = int(costs["WIP"])
        if not left or costs["Status"] not in FINISHED:
            return []
        missing = costs["Quantity"] - costs["Completed Quantity"]
        product, units = costs["Material"], quantity_text(max(missing, 0))
        found = []
        if missing > 0 and left > 0:
            rows = f"Movements: {{}} of {units} {product}, Job {job}, Date {self._day_of(job)}"
            found = [
                Proposal("made, not entered", rows.format(MovementType.COMPLETION.value),
                         AccountRole.FINISHED_GOODS.value, AccountRole.WIP.value, left),
                Proposal("will never be made", rows.format(MovementType.SCRAP.value) + ", Abnormal TRUE",
                         AccountRole.SCRAP.value, AccountRole.WIP.value, left),
            ]
        for element in ELEMENTS:
            amount = self._balances.get((job, element), 0)
            if amount:
                ways = (f"From Job {job} To Job …", "WIP of that job", f"WIP of {job}")
                if amount < 0:
                    ways = (f"From Job … To Job {job}", f"WIP of {job}", "WIP of that job")
                text = self._results.text(abs(amount))
                found.append(Proposal("belongs to another job", f"Job Adjustments: {ways[0]}, {element}, {text}",
                                      ways[1], ways[2], abs(amount)))
        return found

    def _day_of(self, job: str) -> dt.date:
        """The day such a row belongs to: that on which the job was finished, else the first that is open."""
        policy = self._results.policy
        through = self._results.ledger.closed.through or policy.closed_through
        day: dt.date = self._said[job]["Finished"] or policy.as_of
        return day if through is None or day > through else through + dt.timedelta(days=1)

    def _status(self, costs: dict[str, Any], said: dict[str, Any]) -> CloseStep:
        status, what = costs["Status"], "The job is finished"
        if status in (JobStatus.FINISHED, JobStatus.CLOSED):
            return CloseStep(what, DONE, status)
        if status == JobStatus.CANCELLED:
            return CloseStep(what, OPEN, status, "A cancelled job is not closed out: its cost was expensed",
                             "cancelled")
        if said["Status"] in (JobStatus.FINISHED, JobStatus.CLOSED):
            return CloseStep(what, OPEN, f"finished after {self._results.policy.as_of}", "Close it as of a later day",
                             "finished later")
        return CloseStep(what, OPEN, f"still {status}", "Type the Status Finished, and the day, on Jobs",
                         f"still {status}")

    def _day(self, said: dict[str, Any]) -> CloseStep:
        what, day = "Its last day is known", said["Finished"]
        if day:
            return CloseStep(what, DONE, str(day))
        return CloseStep(what, OPEN, "none", "Type Finished on Jobs", "no day in Finished")

    def _residue(self, costs: dict[str, Any]) -> CloseStep:
        what, left = "Nothing is left in process", int(costs["WIP"])
        if not left:
            return CloseStep(what, DONE, self._results.text(0))
        text = self._results.text(left)
        how = "Enter what happened to it: one of the rows proposed" if costs["Status"] in FINISHED else ""
        return CloseStep(what, OPEN, text, how, f"{text} left in process")

    def _orders(self, job: str) -> CloseStep:
        lines = self._awaited.get(job, [])
        return self._listed("What was ordered for it came", lines, OPEN, "Receive it, or set the line to Complete",
                            "still to come")

    def _changes(self, job: str) -> CloseStep:
        return self._listed("Its change orders are decided", self._undecided.get(job, []), OPEN,
                            "Type Approved on Billing, or take the row out", "not approved")

    def _operations(self, job: str) -> CloseStep:
        steps = [f"step {step}" for step in self._unfinished.get(job, [])]
        return self._listed("Its steps are done", steps, REVIEW, "Type Actual Finish on Operations", "not done")

    def _units(self, costs: dict[str, Any]) -> CloseStep:
        made, planned = costs["Completed Quantity"], costs["Quantity"]
        what, said = "It made what was planned", f"{quantity_text(made)} of {quantity_text(planned)}"
        if made == planned:
            return CloseStep(what, DONE, said)
        return CloseStep(what, REVIEW, said, "Scrap, or units that were not entered?", f"made {said}")

    def _late(self, job: str) -> CloseStep:
        what, late, tickets = "No cost came after it was finished", self._after.get(job, 0), self._tickets.get(job, 0)
        if not late and not tickets:
            return CloseStep(what, DONE, self._results.text(0))
        said = f"{self._results.text(late)}, {tickets} ticket{'' if tickets == 1 else 's'}"
        return CloseStep(what, REVIEW, said, "Does it belong to this job? It followed the goods (Job Card)",
                         f"after the finish {said}")

    def _estimate(self, costs: dict[str, Any]) -> CloseStep:
        what = "There is an estimate to learn from"
        if costs["Budget"] > 0:
            return CloseStep(what, DONE, self._results.text(int(costs["Budget"])))
        return CloseStep(what, REVIEW, "none", "Type Budget … on Jobs before work starts", "no estimate")

    @staticmethod
    def _listed(what: str, found: list[str], state: str, how: str, short: str) -> CloseStep:
        if not found:
            return CloseStep(what, DONE)
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        said = ", ".join(found[:3]) + more
        return CloseStep(what, state, said, how, f"{said} {short}")

    @cached_property
    def _costs(self) -> dict[str, dict[str, Any]]:
        columns = "Job", "Material", "Status", "Quantity", "Completed Quantity", "WIP", "Budget"
        return {row["Job"]: row for row in self._results.job_costs.select(columns).iter_rows(named=True)}

    @cached_property
    def _said(self) -> dict[str, dict[str, Any]]:
        jobs = self._results.ledger.table("Jobs").select("Job", "Status", "Finished")
        return {row["Job"]: row for row in jobs.iter_rows(named=True)}

    @cached_property
    def _balances(self) -> dict[tuple[str, str], int]:
        sums = self._results.solution.job_entries.group_by("Job", "Element").agg(pl.col("Amount").sum())
        return {(job, element): amount for job, element, amount in sums.iter_rows()}

    @cached_property
    def _after(self) -> dict[str, int]:
        return dict(finished_jobs(self._results).select("Job", "After Finish").iter_rows())

    @cached_property
    def _tickets(self) -> dict[str, int]:
        """Tickets of people on a job later than the day it was finished, by the as-of date."""
        ends = self._results.ledger.table("Jobs").select("Job", "Finished").drop_nulls()
        rows = self._results.ledger.table("Labor").filter(pl.col("Date") <= self._results.policy.as_of)
        late = rows.join(ends, on="Job").filter(pl.col("Date") > pl.col("Finished"))
        return dict(late.group_by("Job").agg(pl.len()).iter_rows())

    @cached_property
    def _unfinished(self) -> dict[str, list[str]]:
        """Steps without the day they were done."""
        rows = self._results.ledger.table("Operations")
        late = pl.col("Actual Finish").is_null() | (pl.col("Actual Finish") > self._results.policy.as_of)
        return _lists(rows.filter(late).sort("Job", "Step").select("Job", "Step").iter_rows())

    @cached_property
    def _undecided(self) -> dict[str, list[str]]:
        rows = change_orders(self._results).filter(~pl.col("decided") & pl.col("Job").is_not_null())
        return _lists(rows.sort("Job", "Document").select("Job", "Document").iter_rows())

    @cached_property
    def _awaited(self) -> dict[str, list[str]]:
        """Order lines of which goods came straight into a job, and more are to come. Orders name no job: it is known
        from the receipts that name both."""
        into = self._results.solution.movements.filter("direct").filter(
            (pl.col("Type") == MovementType.RECEIPT) & pl.col("Job").is_not_null() & pl.col("Document").is_not_null()
        ).select(
            "Job", "Material", folded(pl.col("Document")).alias("_order"),
            folded(pl.col("Line").cast(pl.String)).alias("_line"),
        ).unique()
        status = folded(pl.col("Status").fill_null("open"))
        lines = self._results.ledger.table("Purchases").filter(
            (pl.col("Received Quantity").fill_null(0) < pl.col("Quantity")) & (status == "open")
        ).select("Order", "Line", "Material", folded(pl.col("Order")).alias("_order"),
                 folded(pl.col("Line").cast(pl.String)).alias("_of"))
        found = into.join(lines, on=["_order", "Material"]).filter(
            pl.col("_line").is_null() | (pl.col("_line") == pl.col("_of"))
        )
        said = found.select("Job", pl.format("{} line {}", "Order", "Line").alias("said")).unique().sort("Job", "said")
        return _lists(said.iter_rows())


def _lists(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for job, what in pairs:
        found[job].append(what)
    return dict(found)
