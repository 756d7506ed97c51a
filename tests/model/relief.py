"""One job through its periods: what its output takes out of it, what is left, what comes late. books.md, section 1.

Everything is exact. A pool is one of ``component X`` (X on the bill), ``material`` (other material), ``labor``,
``overhead``, ``subcontract`` and ``taken back`` (cost of lots reversed in a later period).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from tests.model.history import History, Job

ORDER = "the order of days decides"
"""Of a plant where credits take all cost of a job's lots, or more: late cost is dated its day, so that a credit before
its invoice finds less to lower than one after it. The model looks at whole periods and says nothing of such a plant."""
ZERO, ONE = Fraction(0), Fraction(1)
COMPONENT = "component "


@dataclass
class Lot:
    """A completion, or abnormal scrap in the job. ``units`` are those not taken back, in equivalents of the main
    product; ``cost`` is what they cost now; ``each`` what an equivalent cost when it was made."""

    number: int
    units: Fraction
    cost: Fraction = ZERO
    each: Fraction = ZERO
    scrap: bool = False


@dataclass
class Month:
    """What happened to one job in one period. ``charges``: (pool, amount); ``issues``: (day, pool, units, net of
    returns); ``good`` and ``scrapped``: lots made in it, in equivalents, the latter abnormal; ``main`` units of the
    main product made, scrap included; ``normal`` those of normal scrap; ``taken``: earlier units taken back."""

    start: dt.date
    end: dt.date
    charges: list[tuple[str, Fraction]] = field(default_factory=list)
    issues: list[tuple[dt.date, str, Fraction]] = field(default_factory=list)
    hours: Fraction = ZERO
    good: list[Lot] = field(default_factory=list)
    scrapped: list[Lot] = field(default_factory=list)
    main: Fraction = ZERO
    normal: Fraction = ZERO
    taken: Fraction = ZERO
    first_completion: dt.date | None = None


@dataclass
class Outcome:
    """``late``: amounts to lots by their number, beyond what relief gave them."""

    late: dict[int, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    expensed: Fraction = ZERO
    kinds: list[str] = field(default_factory=list)


@dataclass
class State:
    """A job between two periods."""

    job: Job
    history: History
    pools: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    charged: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    issued: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    seen: set[str] = field(default_factory=set)  # components ever issued
    issue_days: list[dt.date] = field(default_factory=list)  # of other material
    hours: Fraction = ZERO
    made: Fraction = ZERO  # units of the main product, scrap included, less what was taken back
    equivalents: Fraction = ZERO  # of all products
    waiting: Fraction = ZERO  # normal scrap that no good unit has borne yet
    again: Fraction = ZERO  # units taken back and not made again
    first: dt.date | None = None  # day of the first completion
    whole: bool = False  # other material was for the whole job when units were made
    done: bool = False
    lots: list[Lot] = field(default_factory=list)

    @property
    def balance(self) -> Fraction:
        return sum(self.pools.values(), ZERO)

    def ended(self, end: dt.date) -> bool:
        return any(day is not None and day <= end for day in (self.job.finished, self.job.closed))

    def period(self, month: Month) -> Outcome:
        """Settles one period; lots of ``month`` come out with their cost, earlier ones with what is late."""
        result = Outcome()
        early = [lot for lot in self.lots if lot.units]
        opening = dict(self.pools)
        before = self.equivalents - month.taken - self.waiting
        was_done = self.done
        fresh = self._book(month)
        self.done = done = self.ended(month.end) or self.made >= self.job.planned > 0
        self.again = max(ZERO, self.again - max(ZERO, month.main))
        new = sum((lot.units for lot in (*month.good, *month.scrapped)), ZERO) + month.normal
        output = new + self.waiting
        abnormal = sum((lot.units for lot in month.scrapped), ZERO)
        good = sum((lot.units for lot in month.good), ZERO)
        if self.job.basis == "planned":
            taken = self._fixed(self._planned_cost() * output, ONE if good else abnormal / output if output else ZERO)
        elif self.job.basis == "standard":
            taken = Fraction(self.history.standard[self.job.makes]) * (output if good else abnormal)
            self.pools["labor"] -= taken  # one balance: nothing is in process by pool
        else:
            taken = ZERO
            to_date = self.job.basis == "to date"
            ratio = self.equivalents / self.made if self.made > 0 else ONE
            for pool in sorted(self.pools, key=lambda name: name != "material"):
                held = self.pools[pool]
                inside = self._in_process(pool, done, month) * ratio if held > 0 else ZERO
                if pool == "material" and self._shown_otherwise(month, was_done):
                    part = max(ZERO, opening.get(pool, ZERO))
                    if early:
                        self._late(early, part, result, "held back")
                    else:  # all lots were taken back: it lies where they do
                        self.pools["taken back"] += part
                    self.pools[pool] -= part
                    held -= part
                    self.whole = False
                if pool == "material" and output and not done and not to_date and self._nothing_else(month.end):
                    self.whole = self.whole or (self._for_the_whole_job() and self.first is not None)
                catch = before if pool in fresh and early and not to_date and not (was_done and done) else ZERO
                if not output + catch:
                    continue
                relieved = held * (output + catch) / (output + catch + inside)
                part = relieved * catch / (output + catch)
                if not good:  # normal scrap waits for good units
                    relieved = part + (relieved - part) * (abnormal / output if output else ZERO)
                if part:
                    self._late(early, part, result, "before its first issue")
                self.pools[pool] -= relieved
                taken += relieved - part
        self.waiting = ZERO if good else self.waiting + month.normal
        if output:
            bearing = output if good else abnormal
            lots = [*month.good, *month.scrapped]
            if lots and taken <= 0 and self.job.basis != "standard":
                taken = self._average(early, bearing, taken, result)
            self._share(month, taken, bearing)
        self.lots += [*month.good, *month.scrapped]
        self._rest(done, was_done, output, month, result)
        return result

    # what is charged and made

    def _book(self, month: Month) -> set[str]:
        """Takes the period's facts in; the components that are issued for the first time."""
        for pool, amount in month.charges:
            self.pools[pool] += amount
            self.charged[pool] += amount
        fresh = set()
        for day, pool, units in month.issues:
            if pool == "material":
                if units > 0:
                    self.issue_days.append(day)
            else:
                if pool not in self.seen:
                    fresh.add(pool)
                self.seen.add(pool)
            self.issued[pool] += units
        self.hours += month.hours
        self.made += month.main - month.taken
        self.equivalents += sum((lot.units for lot in (*month.good, *month.scrapped)), ZERO) + month.normal
        self.equivalents -= month.taken
        self.again += month.taken
        self.first = self.first or month.first_completion
        return fresh

    # units in process

    def _in_process(self, pool: str, done: bool, month: Month) -> Fraction:
        """In units of the main product."""
        if done or self.job.basis == "to date":
            return ZERO
        planned = Fraction(self.job.planned)
        begun = self.made + self.again if pool == "taken back" else self._begun(pool, planned, month.end)
        return min(planned - self.made, max(ZERO, begun - self.made))

    def _begun(self, pool: str, planned: Fraction, end: dt.date) -> Fraction:
        """Units begun, made ones among them."""
        job = self.job
        bill = self.history.bill.get(job.makes, {})
        if pool.startswith(COMPONENT):
            return self.issued[pool] / bill[pool.removeprefix(COMPONENT)]
        if pool in ("labor", "overhead") and job.hours:
            return planned * self.hours / job.hours
        if job.budget.get(pool) and not (pool == "material" and bill):
            return self.charged[pool] / (Fraction(job.budget[pool]) / planned)
        reported = [percent for day, percent in sorted(job.estimates) if day <= end]
        if reported:
            return planned * reported[-1] / 100
        if pool == "material" and self._for_the_whole_job():
            return planned
        return ZERO

    def _for_the_whole_job(self) -> bool:
        return self.first is None or all(day <= self.first for day in self.issue_days)

    def _nothing_else(self, end: dt.date) -> bool:
        """Of other material: neither a budget nor a percent."""
        bill = self.history.bill.get(self.job.makes, {})
        return not (self.job.budget.get("material") and not bill) and not any(d <= end for d, _ in self.job.estimates)

    def _shown_otherwise(self, month: Month, was_done: bool) -> bool:
        later = any(pool == "material" and units > 0 for _, pool, units in month.issues)
        return self.whole and later and not was_done and self._nothing_else(month.end)

    # other bases

    def _planned_cost(self) -> Fraction:
        return Fraction(sum(self.job.budget.values()), self.job.planned)

    def _fixed(self, wanted: Fraction, part: Fraction) -> Fraction:
        taken = max(ZERO, min(wanted, self.balance)) * part
        self.pools["labor"] -= taken
        return taken

    # lots

    def _share(self, month: Month, taken: Fraction, bearing: Fraction) -> None:
        """One unit cost; good units bear normal scrap."""
        good = sum((lot.units for lot in month.good), ZERO)
        for lot in month.scrapped:
            lot.each = taken / bearing
        for lot in month.good:
            lot.each = (taken - taken / bearing * sum(lost.units for lost in month.scrapped)) / good if good else ZERO
        for lot in (*month.good, *month.scrapped):
            lot.cost = lot.each * lot.units

    def _average(self, early: list[Lot], now: Fraction, taken: Fraction, result: Outcome) -> Fraction:
        """Nothing or less came out: these units cost what the job's do, out of the earlier ones."""
        cost = sum((lot.cost + result.late[lot.number] for lot in early), ZERO) + taken
        if not early or cost <= 0:
            # beyond all cost
            self._late(early, taken, result, "beyond all cost") if early else self._expense(taken, result)
            return ZERO
        units = sum((lot.units for lot in early), ZERO)
        share = cost * now / (units + now)
        self._late(early, taken - share, result, "average of the job")
        return share

    def _late(self, lots: list[Lot], amount: Fraction, result: Outcome, kind: str) -> None:
        """In proportion to cost, by quantity when they have none; a credit beyond all cost is expensed."""
        if not amount:
            return
        result.kinds.append(kind)
        cost = sum((lot.cost + result.late[lot.number] for lot in lots), ZERO)
        if amount + cost < 0:
            self._expense(amount + cost, result)
            amount = -cost
        if cost:
            shares = {lot.number: (lot.cost + result.late[lot.number]) / cost for lot in lots}
        else:
            units = sum((lot.units for lot in lots), ZERO)
            shares = {lot.number: lot.units / units for lot in lots}
        for number, share in shares.items():
            result.late[number] += amount * share

    def _expense(self, amount: Fraction, result: Outcome) -> None:
        result.expensed += amount

    # what is left

    def _rest(self, done: bool, was_done: bool, output: Fraction, month: Month, result: Outcome) -> None:
        lots = [lot for lot in self.lots if lot.units]
        closed = self.job.closed is not None and self.job.closed <= month.end
        if self.job.basis == "standard":
            if (done and lots) or self.balance < 0:
                self._expense(self.balance, result)
                self.pools.clear()
        elif done and lots:
            less, more = (sum((a for _, a in month.charges if a * sign > 0), ZERO) for sign in (-1, 1))
            if was_done and not output and less and more and less + sum((lot.cost for lot in lots), ZERO) <= 0:
                result.kinds.append(ORDER)
            self._late(lots, self.balance, result, "after it was done")
            self.pools.clear()
        elif lots:
            if self.balance < 0:
                self._late(lots, self.balance, result, "below zero")
                self.pools.clear()
        elif self.balance < 0:
            self._expense(self.balance, result)
            self.pools.clear()
        if closed:
            self._expense(self.balance, result)
            self.pools.clear()
