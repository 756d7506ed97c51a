"""Comparable jobs: the last finished ones of a product, or where these are too few, of its family."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import polars as pl

from wipbook.books.jobs.finished import finished_jobs
from wipbook.books.jobs.job_costs import COSTS
from wipbook.books.results import Results
from wipbook.calculators.jobs.estimate_accuracy import Accuracy, accuracy_of
from wipbook.calculators.jobs.spread import Spread, spread_of
from wipbook.values.once import Once

FEWEST = 3
"""With fewer jobs of a product those of its family are asked."""


@dataclass(frozen=True)
class FinishedJob:
    """``made``: good units in millionths; ``costs``: by element, in the smallest currency unit; ``estimate``: for what
    was made, ``price``: of the whole job, both None where nobody says."""

    job: str
    product: str
    family: str
    unit: str
    estimator: str
    ended: dt.date | None
    made: int
    costs: tuple[int, ...]
    estimate: int | None
    price: int | None

    @property
    def cost(self) -> int:
        return sum(self.costs)

    def unit_cost(self, amount: int | None = None) -> Fraction:
        """The smallest currency unit per millionth of a unit: of the cost, or of an ``amount``."""
        return Fraction(self.cost if amount is None else amount, self.made)


@dataclass(frozen=True)
class Comparable(Once):
    """The jobs, last finished first, and in words which they are."""

    jobs: tuple[FinishedJob, ...]
    basis: str

    @cached_property
    def spread(self) -> Spread | None:
        """Of what a unit cost; None without jobs."""
        return spread_of([one.unit_cost() for one in self.jobs])


def accuracy_of_jobs(jobs: Iterable[FinishedJob]) -> Accuracy | None:
    """Of those with an estimate: what they cost against what was estimated for the units they made."""
    return accuracy_of([(one.estimate, one.cost) for one in jobs if one.estimate])


class ComparableJobs:
    """Finished jobs that made something at a cost, and nothing but their product: of the others no unit cost is known.

    ``every``: all of them, last finished first. Names of families and estimators agree whatever their case.
    """

    def __init__(self, results: Results) -> None:
        self._most = results.policy.comparable_jobs
        self.every = _read(results)
        self._known: dict[tuple[str, str, str], Comparable] = {}
        self._own: dict[str, list[FinishedJob]] = defaultdict(list)
        self._family: dict[tuple[str, str], list[FinishedJob]] = defaultdict(list)
        for one in self.every:
            self._own[one.product].append(one)
            if one.family:
                self._family[folded_text(one.family), folded_text(one.unit)].append(one)

    def of(self, product: str, family: str, unit: str) -> Comparable:
        """The last jobs of a product, so many as Comparable Jobs (Settings); where these are fewer than ``FEWEST``, of
        its family, as far as they are measured in the same unit."""
        key = product, family, unit
        if key not in self._known:
            self._known[key] = self._of(*key)
        return self._known[key]

    def _of(self, product: str, family: str, unit: str) -> Comparable:
        own = self._own.get(product, [])[: self._most]
        if len(own) < FEWEST and family:
            related = self._family.get((folded_text(family), folded_text(unit)), [])[: self._most]
            if len(related) > len(own):
                same = sum(one.product == product for one in related)
                return Comparable(tuple(related), f"family {family.strip()}, {same} of this product")
        if not own:
            return Comparable((), "no finished job")
        return Comparable(tuple(own), "one job alone: no spread" if len(own) == 1 else "this product")


def folded_text(text: str) -> str:
    return text.strip().lower()


def _read(results: Results) -> tuple[FinishedJob, ...]:
    rows = finished_jobs(results).filter((pl.col("Completed Quantity") > 0) & (pl.col("Cost") > 0) & ~pl.col("Others"))
    columns = ("Job", "Material", "Family", "Unit", "Estimator", "Finished", "Closed", "Completed Quantity", "Estimate",
               "Price", *COSTS)
    found = [
        FinishedJob(job, product, family or "", unit or "", estimator or "", finished or closed, made, tuple(costs),
                    estimate, price)
        for job, product, family, unit, estimator, finished, closed, made, estimate, price, *costs
        in rows.select(columns).iter_rows()
    ]
    never = dt.date.min
    return tuple(sorted(sorted(found, key=lambda one: one.job), key=lambda one: one.ended or never, reverse=True))
