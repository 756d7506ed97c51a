"""What is in process at the end of a period: how much of a pool unfinished units hold already, and how that is known.

Books.md, section 1. Quantities are exact fractions of units of the main product; where a job was done, or a period made
nothing, there is nothing to ask.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import polars as pl

from wipbook.costing.kernel.job_relief import BEFORE_ISSUE, ELEMENT_COUNT, HELD_BACK
from wipbook.costing.relief.counted import Counted
from wipbook.costing.relief.periods import day_number
from wipbook.costing.relief.pools import FIRST_COMPONENT, LABOR, MATERIAL, OTHER, OVERHEAD
from wipbook.costing.workings import Workings
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.values.columns import HUNDRED_PERCENT

MILLION = 1_000_000
COUNTED, BILL, STEPS, HOURS, BUDGET, PERCENT, WHOLE_JOB, GUESS = (
    "counted", "bill", "steps", "hours", "budget", "percent", "material for the whole job", "a guess",
)
"""How the units in process of a pool are known."""
_WIDEST = 2**62


@dataclass
class Findings:
    """``points``: step, pool, made, all; ``specials``: step, pool, kind, part, all, day; ``bases``: job number to the
    ways its pools are known; ``units``: job number to the most units that a pool holds in process at the end;
    ``guessed``: job number to the pools nothing is known of; ``by_step``: the most units in process by step; ``held``:
    step, pool, units in process and how they are known, of every period in which a job was not done."""

    points: list[tuple[int, int, int, int]] = field(default_factory=list)
    specials: list[tuple[int, int, int, int, int, int]] = field(default_factory=list)
    bases: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    units: dict[int, Fraction] = field(default_factory=dict)
    guessed: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_step: dict[int, Fraction] = field(default_factory=dict)
    held: list[tuple[int, int, int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """What happened to a job in one period; days are days since 1970."""

    number: int
    start: int  # the last day before the period
    end: int
    last: bool
    done: bool
    was_done: bool
    made: int  # in equivalents
    made_main: int
    before_main: int  # made in earlier periods
    before: int  # the same in equivalents
    taken_back: int  # of earlier periods, in units of the main product
    taken_units: int  # the same in equivalents
    waiting: int  # normal scrap of earlier periods, part of ``made`` and of ``before``
    neglected: int  # units of the main product made so far that share no cost


@dataclass(frozen=True)
class Routing:
    """A job's steps in order: planned hours, good and scrapped units as typed, hours booked by day."""

    planned_hours: tuple[int, ...]
    good: tuple[int | None, ...]
    scrapped: tuple[int, ...]
    booked: tuple[tuple[tuple[int, int], ...], ...]


class Progress:
    """What is known of the progress of jobs: their bills, routings, budgets and reported percents."""

    def __init__(
        self, workings: Workings, jobs: pl.DataFrame, bill: pl.DataFrame, made_goods: frozenset[str] = frozenset()
    ) -> None:
        policy = workings.policy
        self.as_of = day_number(policy.as_of)
        closed = workings.closed
        self._closed_days = frozenset(day_number(end) for end in closed.ends)
        numbers = jobs.select("Job", "job")
        self.counted = Counted(workings, numbers)
        self.made_goods = made_goods
        self.components = _nested(bill.select("job", pl.int_range(pl.len()).over("job") + FIRST_COMPONENT, "Component"))
        self.per = _nested(bill.select("job", pl.int_range(pl.len()).over("job") + FIRST_COMPONENT, "Per"))
        table = workings.table("Jobs").join(numbers, on="Job", how="inner")
        self.percent_now = dict(table.select("job", "Percent Complete").drop_nulls().iter_rows())
        budgets = table.select("job", *(f"Budget {element}" for element in ELEMENTS))
        self.budget = {row[0]: row[1:] for row in budgets.iter_rows()}
        estimates = workings.table("Estimates").join(numbers, on="Job", how="inner").drop_nulls("Percent Complete")
        self.percents: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for job, day, percent in estimates.sort("Date").select("job", "Date", "Percent Complete").iter_rows():
            self.percents[job].append((day_number(day), percent))
        names = dict(numbers.iter_rows())
        for name, kept in closed.percents.items():
            if name in names:
                self._keep_percents(self.percents[names[name]], kept)
        self.kept_passed = {
            (names[name], day_number(end)): units for (name, end), units in closed.passed.items() if name in names
        }
        self.hours: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.routings: dict[int, Routing] = {}
        self._read_routings(workings, numbers)

    @staticmethod
    def _keep_percents(known: list[tuple[int, int]], kept: list[tuple[dt.date, int]]) -> None:
        """What Jobs said at a close, beside what Estimates says; of one day Estimates wins."""
        typed = {day for day, _ in known}
        known += [(day_number(end), percent) for end, percent in kept if day_number(end) not in typed]
        known.sort()

    def _read_routings(self, workings: Workings, numbers: pl.DataFrame) -> None:
        tickets = workings.table("Labor").join(numbers, on="Job", how="inner").select("job", "Step", "Date", "Hours")
        booked: dict[tuple[int, str | None], list[tuple[int, int]]] = defaultdict(list)
        for job, step, day, hours in tickets.sort("job", "Date").iter_rows():
            booked[job, step].append((day_number(day), hours))
            self.hours[job].append((day_number(day), hours))
        steps = workings.table("Operations").join(numbers, on="Job", how="inner").with_columns(
            pl.col("Step").cast(pl.Int64, strict=False).alias("_number")
        )
        rows = steps.sort("job", "_number", "Step").select("job", "Step", "Planned Hours", "Good", "Scrapped")
        found: dict[int, list[tuple[int, int | None, int, tuple[tuple[int, int], ...]]]] = defaultdict(list)
        for job, step, planned, good, scrapped in rows.iter_rows():
            found[job].append((planned or 0, good, scrapped or 0, tuple(booked.get((job, step), ()))))
        for job, each in found.items():
            self.routings[job] = Routing(*(tuple(column) for column in zip(*each, strict=True)))

    def percent(self, job: int, day: int) -> int | None:
        """The percent reported by the end of a day; the column of Jobs is of the as-of day, that of a closed day was
        kept."""
        if day >= self.as_of and day not in self._closed_days and job in self.percent_now:
            return int(self.percent_now[job])
        known = [percent for when, percent in self.percents.get(job, ()) if when <= day]
        return known[-1] if known else None

    def passed(self, job: int, day: int) -> Fraction | None:
        """Units that passed the steps, weighted by their planned hours, less what a later step scrapped; None where no
        step says how many were good. Good is a state: by an earlier day it counts as hours were booked by then; at the
        end of a closed period as it was then."""
        if day in self._closed_days:
            return self.kept_passed.get((job, day))
        routing = self.routings.get(job)
        if routing is None or all(good is None for good in routing.good):
            return None
        weights = routing.planned_hours if any(routing.planned_hours) else (1,) * len(routing.good)
        passed = Fraction(0)
        for number, (weight, good) in enumerate(zip(weights, routing.good, strict=True)):
            later = sum(
                (self._by_then(routing, step, routing.scrapped[step], day)
                 for step in range(number + 1, len(routing.good))),
                Fraction(0),
            )
            passed += weight * max(Fraction(0), self._by_then(routing, number, good or 0, day) - later)
        return passed / sum(weights)

    def _by_then(self, routing: Routing, step: int, state: int, day: int) -> Fraction:
        booked = routing.booked[step]
        whole = sum(hours for _, hours in booked)
        if whole <= 0:
            return Fraction(state if day >= self.as_of else 0)
        return Fraction(state * sum(hours for when, hours in booked if when <= day), whole)

    def worked(self, job: int, planned: int, day: int) -> Fraction | None:
        """Units that the hours booked by a day would make by plan; None where no hours are planned."""
        routing = self.routings.get(job)
        whole = sum(routing.planned_hours) if routing else 0
        booked = sum(hours for when, hours in self.hours.get(job, ()) if when <= day)
        return Fraction(planned * booked, whole) if whole else None


class InProcess:
    """Goes through the steps of a job and finds, per pool, what unfinished units hold."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.findings = Findings()

    def job(
        self, job: int, planned: int, weight: int, to_date: bool, steps: list[Step],
        charges: Mapping[int, list[tuple[int, int, int]]], first_output: int | None,
    ) -> None:
        """Points and specials of one job. ``charges``: pool to its charges as day, amount, quantity (signed, of issues
        and returns; 0 of anything else). ``to_date``: nothing counts as being in process."""
        outstanding = 0
        held = False
        for step in steps:
            outstanding += step.taken_back
            outstanding = max(0, outstanding - max(0, step.made_main))
            made_main = step.before_main + step.made_main - step.taken_back
            cap = Fraction(max(0, planned - made_main))
            scale = Fraction(weight)
            shared = made_main - step.neglected
            if made_main > 0 and shared > 0:
                scale = Fraction(step.before - step.taken_units + step.made - step.waiting, shared)
            for pool in sorted(charges):
                rows = [row for row in charges[pool] if row[0] <= step.end]
                if not rows:
                    continue
                if self._on_bill(job, pool) and not to_date:
                    self._before_issue(job, step, pool, rows, made_main, cap, scale)
                if pool == OTHER + MATERIAL and self._progress.percent(job, step.end) is not None:
                    held = False  # a report is something to go by
                if pool == OTHER + MATERIAL and held and not step.was_done:
                    shown = self._issued_after(rows, first_output, step.start)
                    if shown is not None:
                        self.findings.specials.append((step.number, pool, HELD_BACK, 1, 1, shown))
                        held = False
                asked = step.made > 0 or step.last
                if step.done or to_date:
                    if to_date and asked and not step.done:
                        self.findings.bases[job].add("to date")
                    continue
                units, known = self._units(job, planned, pool, rows, step, made_main, cap, first_output)
                if pool < ELEMENT_COUNT:
                    units, known = min(cap, Fraction(outstanding)), ""
                self.findings.held.append((step.number, pool, round(units), known))
                if not asked:
                    continue
                if known == WHOLE_JOB and step.made > 0 and first_output is not None and first_output <= step.end:
                    held = True
                self._note(job, pool, units, known, step, sum(amount for _, amount, _ in rows))
                if units > 0 and step.made > 0:
                    self._point(step, pool, units * scale)

    def _note(self, job: int, pool: int, units: Fraction, known: str, step: Step, charged: int) -> None:
        found = self.findings
        if known:
            found.bases[job].add(known)
        if known == GUESS and step.made > 0 and charged > 0:
            found.guessed[job].add(ELEMENTS[pool - OTHER].lower())
        found.by_step[step.number] = max(found.by_step.get(step.number, Fraction(0)), units)
        if step.last:
            found.units[job] = max(found.units.get(job, Fraction(0)), units)

    def _on_bill(self, job: int, pool: int) -> bool:
        return pool >= FIRST_COMPONENT and self._progress.per[job][pool] > 0

    def _point(self, step: Step, pool: int, units: Fraction) -> None:
        part = Fraction(step.made) / (step.made + units)
        above, below = part.numerator, part.denominator
        while below >= _WIDEST:
            above, below = above // 2, below // 2
        self.findings.points.append((step.number, pool, above, below))

    def _before_issue(
        self, job: int, step: Step, pool: int, rows: list[tuple[int, int, int]], made_main: int, cap: Fraction,
        scale: Fraction,
    ) -> None:
        """Units made in earlier periods, before a component was first issued, hold their share of it all the same; not
        those of a job that was done then: what it makes more takes the charges of its period."""
        issues = [day for day, _, quantity in rows if quantity > 0]
        before = step.before - step.taken_units - step.waiting
        if not issues or before <= 0 or (step.was_done and step.done):
            return
        if min(issues) <= step.start:
            return
        units = Fraction(0) if step.done else self._of_bill(job, pool, rows, made_main, cap)
        part = Fraction(before) / (before + max(0, step.made) + units * scale)
        self.findings.specials.append(
            (step.number, pool, BEFORE_ISSUE, part.numerator, part.denominator, min(issues))
        )

    def _of_bill(
        self, job: int, pool: int, rows: list[tuple[int, int, int]], made_main: int, cap: Fraction
    ) -> Fraction:
        issued = sum(quantity for _, _, quantity in rows)
        reach = Fraction(issued * MILLION, self._progress.per[job][pool])
        return min(cap, max(Fraction(0), reach - made_main))

    @staticmethod
    def _issued_after(rows: list[tuple[int, int, int]], first_output: int | None, since: int) -> int | None:
        """The first day after ``since`` on which material was issued after the first completion."""
        days = [day for day, _, quantity in rows if quantity > 0 and day > since]
        return min(days) if days and first_output is not None and min(days) > first_output else None

    def _units(
        self, job: int, planned: int, pool: int, rows: list[tuple[int, int, int]], step: Step, made_main: int,
        cap: Fraction, first_output: int | None,
    ) -> tuple[Fraction, str]:
        """Units in process that hold their part of a pool, and how that is known."""
        progress, end = self._progress, step.end
        component = progress.components.get(job, {}).get(pool)
        element = MATERIAL if pool >= FIRST_COMPONENT else pool - OTHER
        count = progress.counted.of(job, step.start, end)
        if count is not None:
            held = count.held(element, made_goods=component in progress.made_goods)
            if held is not None:
                return held, COUNTED
            cap = Fraction(count.units)
        if self._on_bill(job, pool):
            return self._of_bill(job, pool, rows, made_main, cap), BILL

        def left(reached: Fraction) -> Fraction:
            return min(cap, max(Fraction(0), reached - made_main))

        if element in (LABOR, OVERHEAD):
            passed = progress.passed(job, end)
            if passed is not None:
                return left(passed), STEPS
            worked = progress.worked(job, planned, end)
            if worked is not None:
                return left(worked), HOURS
        budget = progress.budget[job][element] if 0 <= element < ELEMENT_COUNT else None
        billed = element == MATERIAL and any(progress.per.get(job, {}).values())
        if budget and not billed and pool < FIRST_COMPONENT:
            charged = sum(amount for _, amount, _ in rows)
            return left(Fraction(charged * planned, budget)), BUDGET
        percent = progress.percent(job, end)
        if percent is not None:
            return left(Fraction(planned * percent, HUNDRED_PERCENT)), PERCENT
        if element == MATERIAL:
            issues = [day for day, _, quantity in rows if quantity > 0]
            if issues and (first_output is None or first_output > end or max(issues) <= first_output):
                return cap, WHOLE_JOB
        return Fraction(0), GUESS


def _nested(frame: pl.DataFrame) -> dict[int, dict[int, Any]]:
    found: dict[int, dict[int, Any]] = defaultdict(dict)
    for job, pool, per in frame.iter_rows():
        found[job][pool] = per
    return dict(found)
