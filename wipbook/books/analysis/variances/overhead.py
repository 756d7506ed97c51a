"""Overhead pools month by month: spending, efficiency, volume; and what of the last two jobs at standard carry."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wipbook.books.analysis.variances.causes import (
    FIXED_SPENDING,
    OVERHEAD_EFFICIENCY,
    SPENDING,
    VARIABLE_SPENDING,
    VOLUME,
    Lacking,
    Variance,
)
from wipbook.books.analysis.variances.labor import Labor
from wipbook.books.analysis.variances.output import Output
from wipbook.calculators.overhead.split import overhead_split
from wipbook.costing.charges.overhead import MONEY_DRIVERS
from wipbook.costing.charges.pools import Pools, pools_of
from wipbook.costing.solution import Solution
from wipbook.costing.workings import Workings
from wipbook.ledger.ledger import Ledger
from wipbook.schema.jobs.cost_element import CostElement
from wipbook.values.columns import HUNDRED_PERCENT
from wipbook.values.fixed import divide_half_up, multiply_divide

HOURS = ("labor hours", "machine hours")
_ALL = (SPENDING, VARIABLE_SPENDING, FIXED_SPENDING, OVERHEAD_EFFICIENCY, VOLUME)


@dataclass(frozen=True)
class _Rates:
    driver: str
    variable: int
    fixed: int
    fixed_budget: int
    actual: int | None
    actual_fixed: int | None


class Overhead:
    """Activity of jobs by pool and month, actual and as standards allow it for what they made."""

    def __init__(self, ledger: Ledger, solution: Solution, output: Output, labor: Labor) -> None:
        self._policy, self._output, self._labor = ledger.policy, output, labor
        self.scale = 10 ** (12 - ledger.policy.currency_places)
        pools = pools_of(Workings(ledger))
        self._centers = self._of_centers(pools)
        self._rates = self._of_months(pools)
        self._activity: dict[tuple[str, dt.date], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        shift = 10 ** (6 - ledger.policy.currency_places)
        for job, pool, month, driver, activity in solution.charged.select(
            "Job", "Pool", "Month", "Driver", "Activity"
        ).iter_rows():
            self._activity[pool, month][job] += activity * shift if driver in MONEY_DRIVERS else activity

    @staticmethod
    def _of_centers(pools: Pools) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for center, pool in pools.centers.select("Work Center", "Pool").iter_rows():
            found[pool].add(center)
        return {pool: frozenset(centers) for pool, centers in found.items()}

    def _of_months(self, pools: Pools) -> dict[str, dict[dt.date, _Rates]]:
        found: dict[str, dict[dt.date, _Rates]] = defaultdict(dict)
        for row in pools.rates.iter_rows(named=True):
            budget, percent = row["Budget Cost"], row["Variable %"] or 0
            variable_budget = multiply_divide(budget * percent, 1, HUNDRED_PERCENT)
            activity = row["Budget Activity"]
            variable = divide_half_up(variable_budget * self.scale, activity) if activity else 0
            found[row["Pool"]][row["Period"]] = _Rates(
                row["Driver"], variable, row["Rate"] - variable, budget - variable_budget, row["Actual Cost"],
                row["Actual Fixed Cost"],
            )
        return found

    def variances(self, booked: frozenset[str], lacking: Lacking) -> Iterator[Variance]:
        """Of every pool: months of the period whose actual cost is in; of ``booked`` jobs their part of efficiency and
        volume, which their variance holds already."""
        start, as_of = self._policy.period_start.replace(day=1), self._policy.as_of
        if not self._rates:
            lacking.add(_ALL, "no overhead pool on", "Overhead")
        for pool, months in sorted(self._rates.items()):
            standard: dict[str, int] = defaultdict(int)  # cumulated, as far as it is known
            moving = self._moving(pool)
            carried: dict[str, list[int]] = {job: [0, 0, 0, 0] for job in sorted(booked)}
            for month in self._months(pool):
                known = [at for at in months if at <= month]
                if not known:
                    continue
                rates = months[max(known)]
                actual = self._activity.get((pool, month), {})
                allowed = self._allowed(pool, month, rates.driver, moving.get(month, ()), standard, lacking)
                inside = start <= month <= as_of
                shown = 0
                for job in allowed:
                    if job not in booked:
                        shown += allowed[job]
                        continue
                    shown += actual.get(job, 0)
                    if inside:
                        for at, rate in ((0, rates.variable), (2, rates.fixed)):
                            carried[job][at] += multiply_divide(actual.get(job, 0) * rate, 1, self.scale)
                            carried[job][at + 1] += multiply_divide(allowed[job] * rate, 1, self.scale)
                if inside and month in months:
                    yield from self._month(pool, month, rates, sum(actual.values()), shown, lacking)
            for job, (variable, allowed_variable, fixed, allowed_fixed) in carried.items():
                yield Variance(OVERHEAD_EFFICIENCY, True, variable, allowed_variable, job, center=pool)
                yield Variance(VOLUME, True, fixed, allowed_fixed, job, center=pool)

    def _month(
        self, pool: str, month: dt.date, rates: _Rates, activity: int, standard: int, lacking: Lacking
    ) -> Iterator[Variance]:
        name = f"{month:%Y-%m}"
        if rates.actual is None:
            lacking.add(_ALL, "no Actual Cost of", f"{pool} {name}")
            return
        split = overhead_split(rates.actual, rates.actual_fixed, activity, standard, rates.variable, rates.fixed,
                               rates.fixed_budget, self.scale)
        flexible = rates.actual - split.spending
        if split.variable_spending is None or split.fixed_spending is None or rates.actual_fixed is None:
            if rates.fixed_budget and rates.variable:
                lacking.add((VARIABLE_SPENDING, FIXED_SPENDING), "no Actual Fixed Cost of", f"{pool} {name}")
            cause = SPENDING if rates.fixed_budget and rates.variable else (
                FIXED_SPENDING if rates.fixed_budget else VARIABLE_SPENDING)
            yield Variance(cause, False, rates.actual, flexible, center=pool, note=name)
        else:
            variable = rates.actual - rates.actual_fixed
            flexed = variable - split.variable_spending
            yield Variance(VARIABLE_SPENDING, False, variable, flexed, center=pool, note=name)
            yield Variance(FIXED_SPENDING, False, rates.actual_fixed, rates.fixed_budget, center=pool, note=name)
        earned = flexible - rates.fixed_budget
        yield Variance(OVERHEAD_EFFICIENCY, False, earned, earned - split.efficiency, center=pool, note=name)
        yield Variance(VOLUME, False, rates.fixed_budget, rates.fixed_budget - split.volume, center=pool, note=name)

    def _months(self, pool: str) -> list[dt.date]:
        """Every month from the pool's first on, so that what a job was allowed before is known."""
        seen = [month for name, month in self._activity if name == pool] + list(self._rates[pool])
        day, months = min(seen), []
        while day <= self._policy.as_of:
            months.append(day)
            day = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        return months

    def _jobs_of(self, pool: str) -> list[str]:
        own = self._centers.get(pool)
        planned = [job for job, centers in self._labor.planned.items() if own is None or own & set(centers)]
        charged = [job for (name, _), jobs in self._activity.items() if name == pool for job in jobs]
        return sorted({*planned, *charged} & set(self._output.planned))

    def _moving(self, pool: str) -> dict[dt.date, list[str]]:
        """By month, the jobs whose activity, actual or standard, can change in it."""
        found: dict[dt.date, list[str]] = defaultdict(list)
        of_month: dict[str, set[dt.date]] = defaultdict(set)
        for (name, month), jobs in self._activity.items():
            if name == pool:
                for job in jobs:
                    of_month[job].add(month)
        for job in self._jobs_of(pool):
            for month in sorted({*of_month[job], *(day.replace(day=1) for day in self._output.days(job))}):
                found[month].append(job)
        return found

    def _allowed(
        self, pool: str, month: dt.date, driver: str, moving: Sequence[str], standard: dict[str, int], lacking: Lacking
    ) -> dict[str, int]:
        """Standard activity of a month by job: of one that tells its output what that allows less what was allowed
        before; until it tells, and where nothing is planned, as it was."""
        own, actual = self._centers.get(pool), self._activity.get((pool, month), {})
        last = min((month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1),
                   self._policy.as_of)
        found = {}
        for job in moving:
            before = standard[job]
            centers = [center for center in self._labor.planned.get(job, {}) if own is None or center in own]
            told = self._output.told(job, last) if centers and driver in HOURS else None
            if told is None:
                found[job] = actual.get(job, 0)
                if actual.get(job) and not (centers and driver in HOURS) and driver != "units":
                    missing = "no planned hours on Operations" if driver in HOURS else f"no standard for {driver} of"
                    lacking.add((OVERHEAD_EFFICIENCY,), missing, job if driver in HOURS else pool)
            else:
                units = told.units(CostElement.OVERHEAD)
                found[job] = sum(self._labor.allowed(job, center, units) for center in centers) - before
            standard[job] = before + found[job]
        return found
