"""A job of a department from period to period: each begins with what the one before left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wipbook.books.process.job_facts import Facts, JobFacts, Pool, held_before
from wipbook.books.process.pools import (
    TRANSFERRED_IN,
    Held,
    Left,
    PoolKey,
    PoolPeriod,
    Units,
    closing_of,
    fifo_left,
    spread,
)
from wipbook.costing.relief.in_process import GUESS
from wipbook.schema.jobs.cost_element import ELEMENTS

COUNTED, MOST = "counted", "most of an element"


@dataclass(frozen=True)
class JobPeriod:
    """A job in one period: whole units, how those at the end are known, pools, and the elements nobody could tell the
    units in process of."""

    job: str
    period: int
    opening: int
    good: int
    normal: int
    abnormal: int
    closing: int
    known: str
    untold: tuple[str, ...]
    as_relieved: bool
    pools: tuple[PoolPeriod, ...]

    @property
    def started(self) -> int:
        """Follows from the others: units to account for are the units accounted for."""
        return self.good + self.normal + self.abnormal + self.closing - self.opening


class Chain:
    """Goes through the periods of one job."""

    def __init__(self, facts: Facts, job: str) -> None:
        self._facts, self._job = facts, job
        self._own: JobFacts = facts.jobs[job]
        self._held: dict[PoolKey, Held] = {}
        self._units = 0
        self._closing = dict.fromkeys(ELEMENTS, 0)

    def periods(self) -> Iterator[JobPeriod]:
        own = self._own
        if not own.steps:
            return
        for number in range(min(own.steps), len(self._facts.ends)):
            yield self._period(number)

    def _key(self, pool: Pool) -> PoolKey:
        element, component, own = pool
        made = bool(component) and self._facts.is_transferred(component, self._own.department)
        # what shares a pool is one here as well; made goods of others are told apart even then
        return PoolKey(TRANSFERRED_IN if made else element, element, component if own or made else "", own)

    def _period(self, number: int) -> JobPeriod:
        own = self._own
        step = own.steps.get(number)
        charged: dict[PoolKey, list[int]] = {}
        for pool, (opened, added) in sorted(own.charged.get(number, {}).items()):
            both = charged.setdefault(self._key(pool), [0, 0])
            both[0], both[1] = both[0] + opened, both[1] + added
        self._open(charged)
        for key in charged:
            self._held.setdefault(key, Held())
        self._closing |= own.closing.get(number, {})
        for element in {*own.closing.get(number, {})} - {key.element for key in self._held}:
            # what lots that were taken back brought into a job need not have been charged to it
            self._held[PoolKey(element, element, "", False)] = Held()
        good, normal, abnormal = (step.good, step.normal, step.abnormal) if step else (0, 0, 0)
        out = 0 if step is None else step.equivalent if good > 0 else abnormal
        waits = step.waiting + normal if step and good <= 0 else 0
        done = step.done if step else not any(held.units for held in self._held.values())
        units = Units(self._units, out, abnormal, done and not any(self._closing.values()))
        keys = sorted(self._held, key=lambda key: (ELEMENTS.index(key.element), key.label, key.component, key.own))
        now, untold = {}, []
        for key in keys:
            part, told = self._in_process(key, number, step is not None, done=done)
            now[key] = part + waits
            if not told and (self._held[key].average or any(charged.get(key, ()))):
                untold.append(key.label.lower())
        credited = self._credited(charged, number)
        rows = [
            row for element in ELEMENTS
            for row in self._element(element, [key for key in keys if key.element == element], charged, now, units,
                                     number, credited.get(element, 0))
        ]
        physical, known = self._physical(number, now, waits, moved=step is not None, done=done)
        before, self._units = self._units, physical
        return JobPeriod(self._job, number, before, good, normal, abnormal, physical, known,
                         tuple(dict.fromkeys(untold)), own.as_relieved, tuple(rows))

    def _open(self, charged: dict[PoolKey, list[int]]) -> None:
        """Units that the job was opened with, as they were counted before its first period."""
        before, own = self._own.before, self._own
        if before is None or self._units or any(held.units for held in self._held.values()):
            return
        own.before = None
        self._units = before.units
        for key in charged:
            part = held_before(before, ELEMENTS.index(key.element), made_goods=key.label == TRANSFERRED_IN)
            self._held[key] = Held(units=part)

    def _in_process(self, key: PoolKey, number: int, moved: bool, *, done: bool) -> tuple[int, bool]:
        if done:
            return 0, True
        if not moved:
            return self._held[key].units, True
        held = self._own.held.get(number, {})
        found = held.get((key.element, key.component if key.own else "")) or held.get((key.element, ""))
        if found is None:
            return 0, False
        return found[0], found[1] != GUESS

    def _physical(
        self, number: int, now: dict[PoolKey, int], waits: int, *, moved: bool, done: bool
    ) -> tuple[int, str]:
        if done:
            return waits, ""
        if not moved:
            return self._units, ""
        if number in self._own.counted:
            return self._own.counted[number] + waits, COUNTED
        return max(now.values(), default=0), MOST

    def _element(
        self, element: str, keys: list[PoolKey], charged: dict[PoolKey, list[int]], now: dict[PoolKey, int],
        units: Units, number: int, credited: int,
    ) -> Iterator[PoolPeriod]:
        """The pools of one element: what left it in the books is shared over them as it was relieved."""
        if not keys:
            return
        own, none = self._own, [0, 0]
        moved_whole = own.moved.get(number, {}).get(element, 0)
        opening = [self._held[key].average + charged.get(key, none)[0] for key in keys]
        added = [charged.get(key, none)[1] for key in keys]
        balances = [before + more for before, more in zip(opening, added, strict=True)]
        closing = closing_of(balances, [now[key] for key in keys], units, self._closing[element])
        gone = [balance - stays for balance, stays in zip(balances, closing, strict=True)]
        left = own.left.get(number, {})
        other = left.get(("Late Cost", element), 0) + left.get(("Expensed", element), 0) + credited
        lost, others = spread(left.get(("Scrapped", element), 0), gone), spread(other, gone)
        carrier = next((at for at, key in enumerate(keys) if not key.component), 0)
        for at, key in enumerate(keys):
            held = self._held[key]
            first_in = held.fifo + charged.get(key, none)[0]
            held.fifo = first_in
            average = Left(gone[at] - lost[at] - others[at], lost[at], others[at])
            fifo, finished, stays = fifo_left(held, added[at], now[key], units, average, as_relieved=own.as_relieved)
            moved = moved_whole if at == carrier else 0
            work = units.out + now[key] - held.units
            yield PoolPeriod(key, opening[at], added[at] - moved, moved, average, closing[at], units.out + now[key],
                             first_in, fifo, finished, stays, work)
            held.average, held.fifo, held.units = closing[at], stays, now[key]

    def _credited(self, charged: dict[PoolKey, list[int]], number: int) -> dict[str, int]:
        """By element, its part of what by-products were credited at."""
        whole = self._own.by_products.get(number, 0)
        if not whole:
            return {}
        balances = dict.fromkeys(ELEMENTS, 0)
        for key, held in self._held.items():
            balances[key.element] += held.average + sum(charged.get(key, ()))
        return dict(zip(ELEMENTS, spread(whole, list(balances.values())), strict=True))
