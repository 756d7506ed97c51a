"""What no standard tells is held against the budget of the job, for what it made of its planned quantity."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from wipbook.books.analysis.variances.causes import (
    LABOR_BUDGET,
    MATERIAL_BUDGET,
    OVERHEAD_BUDGET,
    SUBCONTRACT_BUDGET,
    Lacking,
    Variance,
)
from wipbook.books.analysis.variances.output import Output, Window
from wipbook.costing.solution import Solution
from wipbook.schema.jobs.cost_element import ELEMENTS

_CAUSE = dict(zip(ELEMENTS, (MATERIAL_BUDGET, LABOR_BUDGET, OVERHEAD_BUDGET, SUBCONTRACT_BUDGET), strict=True))


class Budgets:
    """Budgets of jobs by element, and what they were charged by day."""

    def __init__(self, solution: Solution, output: Output) -> None:
        self._planned = output.planned
        names = [f"Budget {element}" for element in ELEMENTS]
        self._budget = {row[0]: row[1:] for row in output.jobs.select("Job", *names).iter_rows()}
        charges = solution.job_entries.filter(pl.col("Entry").is_in(ELEMENTS)).select(
            "Job", "Element", "Date", "Amount"
        )
        self._charged: dict[tuple[str, str], list[tuple[dt.date, int]]] = defaultdict(list)
        for job, element, day, amount in charges.iter_rows():
            self._charged[job, element].append((day, amount))

    def charged(self, job: str, element: str, window: Window) -> int:
        rows = self._charged.get((job, element), ())
        return sum(amount for day, amount in rows if window.since is None or day > window.since)

    def has(self, job: str, element: str) -> bool:
        return self._budget[job][ELEMENTS.index(element)] is not None

    def of_job(
        self, job: str, window: Window, elements: list[str], booked: bool, lacking: Lacking
    ) -> Iterator[Variance]:
        """``elements``: those that no standard tells."""
        for element in elements:
            actual, budget = self.charged(job, element, window), self._budget[job][ELEMENTS.index(element)]
            if budget is not None:
                standard = round(budget * window.units(element) / self._planned[job])
                yield Variance(_CAUSE[element], booked, actual, standard, job)
            elif actual:
                lacking.add((_CAUSE[element],), "neither standard nor budget", job)
