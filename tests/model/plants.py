"""Plants drawn at random from a seed: two to four months, two levels, everything that makes cost late."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from fractions import Fraction

from tests.model.history import Event, History, Job, month_end
from tests.model.units import Units
from wipbook.schema.jobs.relief_basis import RELIEF_BASES

JANUARY = dt.date(2026, 1, 1)
BOUGHT, PART, PRODUCT, BESIDE = ("RAW", "RED"), "SUB", "FG", "BY"
TAKES = {0: BOUGHT, 1: ("SUB", "RAW")}
METHODS = ("FIFO", "LIFO", "Moving Average")

# How often each kind of thing is tried
_MIX = {
    "buy": 7, "issue": 18, "back": 4, "ticket": 12, "direct": 5, "direct_back": 2, "adjust": 2, "complete": 15,
    "scrap": 4, "uncomplete": 5, "ship": 6, "ship_back": 3, "waste": 1, "revalue": 3,
}


class Draw:
    """One plant in the making; ``units`` knows what is there."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.dice = random.Random(seed)
        self.months = self.dice.randint(2, 4)
        self.last = month_end(dt.date(2026, self.months, 1))
        self.events: list[Event] = []
        self.jobs = [self._job(f"S{n}", PART, 0) for n in (1, 2, 3)][: self.dice.randint(2, 3)]
        self.jobs += [self._job(f"F{n}", PRODUCT, 1) for n in (1, 2)]
        self.made: dict[str, int] = {}
        self.named: dict[tuple[str, str], bool] = {}
        self.history = History(
            (), tuple(self.jobs), METHODS[seed % 3], self._bill(),
            prices={PART: 900_000, PRODUCT: 3_000_000, BESIDE: self.dice.choice((750_000, 1_500_000))},
            standard={PART: 400_000, PRODUCT: 1_300_000, BESIDE: 300_000},
            joint=self.dice.choice(("sales value", "quantity")),
            product_scrap=self.dice.choice(("abnormal", "normal")),
            overhead=self.dice.choice((0, 1_725_000)),
        )
        self.units = Units(self.history)

    def _job(self, code: str, makes: str, level: int) -> Job:
        dice = self.dice
        planned = dice.randint(4, 24)
        basis = dice.choices(RELIEF_BASES, (7, 2, 2, 2))[0]
        budget = {
            element: planned * dice.randint(100_000, 900_000)
            for element in ("material", "labor", "overhead", "subcontract") if dice.random() < 0.2
        }
        if basis == "planned":
            budget["labor"] = planned * dice.randint(200_000, 900_000)
        ended = dice.random()
        finished = self._day() if ended < 0.35 else None
        closed = finished + dt.timedelta(dice.randint(0, 40)) if finished and dice.random() < 0.3 else None
        estimates = {self._day(): dice.randint(1, 100) for _ in range(dice.randint(1, 3)) if dice.random() < 0.1}
        return Job(
            code, makes, planned, level, basis, dice.choice((0, 0, 0, planned * 2)), budget,
            tuple(sorted(estimates.items())), "Closed" if closed else "Finished" if finished else "Released",
            finished, closed,
        )

    def _day(self) -> dt.date:
        return JANUARY + dt.timedelta(self.dice.randrange((self.last - JANUARY).days + 1))

    def _bill(self) -> dict[str, dict[str, Fraction]]:
        bills = {}
        if self.dice.random() < 0.5:
            bills[PART] = {"RAW": Fraction(self.dice.choice((1, 1, 2)))}
        if self.dice.random() < 0.5:
            bills[PRODUCT] = {"SUB": Fraction(1)} | ({"RAW": Fraction(2)} if self.dice.random() < 0.5 else {})
        return bills

    def plant(self) -> History:
        wanted = self.dice.randint(30, 60)
        days = sorted(self.dice.choices(range((self.last - JANUARY).days + 1), k=wanted))
        self._add(dt.timedelta(days[0]), "buy", material="RAW", quantity=25, amount=self._price(25))
        for day in days:
            kind = self.dice.choices(list(_MIX), list(_MIX.values()))[0]
            getattr(self, f"_{kind}")(dt.timedelta(day), self.dice.choice(self.jobs))
        return replace(self.history, events=tuple(self.events))

    def _add(self, day: dt.timedelta, kind: str, **more: object) -> None:
        event = Event(len(self.events) + 1, JANUARY + day, kind, **more)  # type: ignore[arg-type]
        self.units.step(event)
        self.events.append(event)

    def _price(self, quantity: int) -> int:
        """Cents: thousands a unit, and odd."""
        return quantity * self.dice.randint(50_000, 500_000) + self.dice.randint(0, 99)

    def _past(self, kind: str) -> list[Event]:
        return [event for event in self.events if event.kind == kind]

    def _buy(self, day: dt.timedelta, job: Job) -> None:
        quantity = self.dice.randint(3, 30)
        self._add(day, "buy", material=self.dice.choice(BOUGHT), quantity=quantity, amount=self._price(quantity))

    def _issue(self, day: dt.timedelta, job: Job) -> None:
        material = self.dice.choice(TAKES[job.level])
        there = int(self.units.store(material).quantity)
        if there:
            quantity = self.dice.randint(1, min(there, job.planned + 3))
            self._add(day, "issue", material=material, quantity=quantity, job=job.code)

    def _back(self, day: dt.timedelta, job: Job) -> None:
        issues = [e for e in self._past("issue") if self.units.left[e.number] >= 1]
        if not issues:
            return
        issue = self.dice.choice(issues)
        quantity = self.dice.randint(1, int(self.units.left[issue.number]))
        # one way for each job and material: goods that were asked for in both ways share one average
        named = self.named.setdefault((issue.job, issue.material), self.dice.random() < 0.7)
        self._add(
            day, "back", material=issue.material, quantity=quantity, job=issue.job, of=issue.number if named else 0
        )

    def _ticket(self, day: dt.timedelta, job: Job) -> None:
        hours = self.dice.randint(1, 12)
        self._add(day, "ticket", quantity=hours, amount=hours * self.dice.randint(1_000_00, 9_000_00), job=job.code)

    def _direct(self, day: dt.timedelta, job: Job) -> None:
        quantity = self.dice.randint(1, 3)
        self._add(day, "direct", material="PLATE", quantity=quantity, amount=self._price(quantity), job=job.code)

    def _direct_back(self, day: dt.timedelta, job: Job) -> None:
        gone = {event.of for event in self._past("direct_back")}
        there = [event for event in self._past("direct") if event.number not in gone]
        if there:
            origin = self.dice.choice(there)
            self._add(
                day, "direct_back", material="PLATE", quantity=origin.quantity, amount=origin.amount, job=origin.job,
                of=origin.number,
            )

    def _adjust(self, day: dt.timedelta, job: Job) -> None:
        tickets = [event for event in self._past("ticket") if event.job != job.code]
        if tickets:
            ticket = self.dice.choice(tickets)
            self._add(
                day, "adjust", job=ticket.job, to_job=job.code, element="Labor",
                amount=ticket.amount * self.dice.randint(1, 4) // 4,
            )

    def _complete(self, day: dt.timedelta, job: Job) -> None:
        have = self.made.get(job.code, 0)
        over = self.dice.random() < 0.15
        most = max(job.planned - have, 0) or (4 if over else 0)
        if most:
            quantity = self.dice.randint(1, most) if self.dice.random() < 0.75 else most
            self.made[job.code] = have + quantity
            self._add(day, "complete", material=job.makes, quantity=quantity, job=job.code)
            if job.code == "F1" and self.dice.random() < 0.7:
                beside = self.dice.randint(1, quantity)
                self._add(day, "complete", material=BESIDE, quantity=beside, job=job.code)

    def _scrap(self, day: dt.timedelta, job: Job) -> None:
        have = self.made.get(job.code, 0)
        quantity = self.dice.randint(1, 2)
        if have + quantity <= job.planned + 1:
            self.made[job.code] = have + quantity
            abnormal = self.dice.choice((True, False, None))
            self._add(day, "scrap", material=job.makes, quantity=quantity, job=job.code, abnormal=abnormal)

    def _uncomplete(self, day: dt.timedelta, job: Job) -> None:
        found = []
        for event in self._past("complete"):
            own = int(self.units.store(event.material).own(event.number, Fraction(event.quantity)))
            if event.material != BESIDE and own:
                found.append((event, own))
        if found:
            event, own = self.dice.choice(found)
            quantity = own if self.dice.random() < 0.3 else self.dice.randint(1, own)
            self.made[event.job] -= quantity
            self._add(day, "uncomplete", material=event.material, quantity=quantity, job=event.job, of=event.number)

    def _ship(self, day: dt.timedelta, job: Job) -> None:
        material = self.dice.choice((PRODUCT, PRODUCT, BESIDE))
        there = int(self.units.store(material).quantity)
        if there:
            self._add(day, "ship", material=material, quantity=self.dice.randint(1, there))

    def _ship_back(self, day: dt.timedelta, job: Job) -> None:
        there = [event for event in self._past("ship") if self.units.left[event.number] >= 1]
        if there:
            origin = self.dice.choice(there)
            quantity = self.dice.randint(1, int(self.units.left[origin.number]))
            self._add(day, "ship_back", material=origin.material, quantity=quantity, of=origin.number)

    def _waste(self, day: dt.timedelta, job: Job) -> None:
        material = self.dice.choice((*BOUGHT, PART, PRODUCT))
        if self.units.store(material).quantity >= 1:
            self._add(day, "waste", material=material, quantity=1)

    def _revalue(self, day: dt.timedelta, job: Job) -> None:
        origin = self.dice.choice(self._past("buy"))
        past = sum(event.amount for event in self._past("revalue") if event.of == origin.number)
        amount = self.dice.randint(-origin.amount // 5, origin.amount // 3)
        if amount and origin.amount + past + amount > 0:
            self._add(day, "revalue", material=origin.material, amount=amount, of=origin.number)


def plant(seed: int) -> History:
    """The plant of this seed, the same every time.

    >>> plant(7) == plant(7)
    True
    """
    return Draw(seed).plant()
