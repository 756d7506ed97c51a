"""Labor: another rate than the person's standard one, more or fewer hours than planned for what was made."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from wipbook.books.analysis.variances.causes import LABOR_EFFICIENCY, LABOR_RATE, Lacking, Variance
from wipbook.books.analysis.variances.output import Output, Window
from wipbook.books.analysis.variances.standards import standard_labor
from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.schema.jobs.cost_element import CostElement
from wipbook.values.fixed import divide_half_up, multiply_divide


@dataclass
class _Worked:
    hours: int = 0
    actual: int = 0
    standard: int = 0


class Labor:
    """Hours of jobs by work center, booked and planned."""

    def __init__(self, ledger: Ledger, solution: Solution, output: Output) -> None:
        self._output = output
        self._tickets: dict[str, list[tuple[dt.date, str | None, str, int, int, int | None]]] = defaultdict(list)
        for job, *ticket in standard_labor(ledger, solution).select(
            "Job", "Date", "Work Center", "Employee", "Hours", "Direct", "Standard"
        ).iter_rows():
            self._tickets[job].append(tuple(ticket))
        self.planned: dict[str, dict[str, int]] = defaultdict(dict)
        steps = ledger.table("Operations").group_by("Job", "Work Center").agg(pl.col("Planned Hours").sum())
        for job, center, hours in steps.filter(pl.col("Planned Hours") > 0).sort("Job", "Work Center").iter_rows():
            self.planned[job][center] = hours

    def allowed(self, job: str, center: str | None, units: Fraction) -> int:
        """Hours planned at a work center for so many units (millionths)."""
        quantity: int = self._output.planned[job]
        hours = self.planned[job].get(center or "", 0)
        return divide_half_up(hours * units.numerator, units.denominator * quantity)

    def of_job(self, job: str, window: Window, booked: bool, lacking: Lacking) -> Iterator[Variance]:
        """Rate and efficiency by work center; without a standard rate no rate variance, without planned hours no
        efficiency."""
        centers: dict[str | None, _Worked] = defaultdict(_Worked)
        whole = _Worked()
        for day, center, employee, hours, direct, standard in self._tickets.get(job, ()):
            if window.since is not None and day <= window.since:
                continue
            if standard is None:
                lacking.add((LABOR_RATE,), "no rate on Employees or Rates", employee)
            for each in (centers[center], whole):
                each.hours += hours
                each.actual += direct
                each.standard += direct if standard is None else standard
        for center, worked in sorted(centers.items(), key=lambda item: item[0] or ""):
            yield Variance(LABOR_RATE, booked, worked.actual, worked.standard, job, center=center)
        if job not in self.planned:
            if centers:
                lacking.add((LABOR_EFFICIENCY,), "no planned hours on Operations", job)
            return
        units = window.units(CostElement.LABOR)
        for center in sorted({*centers, *self.planned[job]}, key=lambda name: name or ""):
            worked = centers.get(center, _Worked())
            hours = self.allowed(job, center, units)
            of = worked if worked.hours > 0 else whole
            if of.hours <= 0:
                lacking.add((LABOR_EFFICIENCY,), "planned hours, none booked", job)
                continue
            standard = multiply_divide(of.standard * hours, 1, of.hours)
            yield Variance(LABOR_EFFICIENCY, booked, worked.standard, standard, job, center=center)
