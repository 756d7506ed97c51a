"""Plants in which nothing but late charges is late, and the same plants with those charges in time."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from tests.model.history import Event, History, Job
from tests.model.plants import METHODS
from tests.model.units import Units


class LateOnly:
    """Every job makes all it makes in one month and is done then; charges follow months later. ``moved`` says which
    events are late, and the day they would have had in time."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(f"late {seed}")
        bases = ("equivalent units", "equivalent units", "to date", "planned")
        self.month = {"S1": self.dice.choice((1, 1, 2)), "S2": self.dice.choice((1, 2)), "F1": 2, "F2": 3}
        self.planned = {code: self.dice.randint(4, 15) for code in self.month}
        self.jobs = tuple(self._job(code, self.dice.choice(bases)) for code in self.month)
        self.history = History((), self.jobs, METHODS[seed % 3], prices={"SUB": 1, "FG": 4, "BY": 3})
        self.units = Units(self.history)
        self.events: list[Event] = []
        self.moved: dict[int, dt.date] = {}

    def _job(self, code: str, basis: str) -> Job:
        planned = self.planned[code]
        budget = {"labor": planned * 300_000} if basis == "planned" else {}
        makes, level = ("SUB", 0) if code[0] == "S" else ("FG", 1)
        return Job(code, makes, planned, level, basis=basis, budget=budget)

    def draw(self) -> LateOnly:
        self._add(dt.date(2026, 1, 1), "buy", material="RAW", quantity=200, amount=self.dice.randint(10**8, 10**9))
        for month in (1, 2, 3, 4):
            for number in range(3, 27):
                self._something(dt.date(2026, month, number), month)
        return self

    def _something(self, day: dt.date, month: int) -> None:
        dice = self.dice
        code = dice.choice(list(self.month))
        if month < self.month[code] or (month == self.month[code] and day.day < 10):
            self._before(day, code)
        elif month == self.month[code] and day.day >= 10:
            self._output(day, code)
        elif month > self.month[code] and dice.random() < 0.6:
            self._late(day, code)
        there = int(self.units.store("FG").quantity)
        if there and dice.random() < 0.3:
            self._add(day, "ship", material="FG", quantity=dice.randint(1, there))
        shipped = [e for e in self.events if e.kind == "ship" and self.units.left[e.number] >= 1]
        if shipped and dice.random() < 0.15:
            origin = dice.choice(shipped)
            self._add(day, "ship_back", material="FG", quantity=1, of=origin.number)
        for material in ("SUB", "FG"):
            if self.units.store(material).quantity >= 1 and dice.random() < 0.05:
                self._add(day, "waste", material=material, quantity=1)

    def _before(self, day: dt.date, code: str) -> None:
        material = "RAW" if code[0] == "S" or self.dice.random() < 0.3 else "SUB"
        there = int(self.units.store(material).quantity)
        if self.dice.random() < 0.3:
            self._add(day, "ticket", quantity=5, amount=self.dice.randint(100_000, 5_000_000), job=code)
        elif there:
            self._add(day, "issue", material=material, quantity=self.dice.randint(1, min(there, 6)), job=code)

    def _output(self, day: dt.date, code: str) -> None:
        left = self.planned[code]
        makes = "SUB" if code[0] == "S" else "FG"
        if not left:
            return
        quantity = left if day.day >= 24 else self.dice.randint(1, left)
        self.planned[code] = left - quantity
        kind = "scrap" if quantity < left and self.dice.random() < 0.2 else "complete"
        more = {"abnormal": self.dice.choice((True, False))} if kind == "scrap" else {}
        self._add(day, kind, material=makes, quantity=quantity, job=code, **more)
        if code == "F1" and kind == "complete" and self.dice.random() < 0.5:
            self._add(day, "complete", material="BY", quantity=1, job=code)

    def _late(self, day: dt.date, code: str) -> None:
        if self.planned[code]:
            return  # not done: nothing that comes is late
        past = [e for e in self.events if e.kind == "direct" and e.job == code]
        gone = {e.of for e in self.events if e.kind == "direct_back"}
        credit = [e for e in past if e.number not in gone]
        if credit and self.dice.random() < 0.2:
            origin = self.dice.choice(credit)
            more = {"kind": "direct_back", "material": "PLATE", "quantity": 1, "amount": origin.amount}
            more["of"] = origin.number
        elif self.dice.random() < 0.5:
            more = {"kind": "direct", "material": "PLATE", "quantity": 1, "amount": self.dice.randint(1000, 9_999_999)}
        else:
            more = {"kind": "ticket", "quantity": 3, "amount": self.dice.randint(1000, 9_999_999)}
        self.moved[len(self.events) + 1] = dt.date(2026, self.month[code], 9)
        self._add(day, job=code, **more)

    def _add(self, day: dt.date, kind: str, **more: object) -> None:
        event = Event(len(self.events) + 1, day, kind, **more)  # type: ignore[arg-type]
        self.units.step(event)
        self.events.append(event)

    @property
    def late(self) -> History:
        return replace(self.history, events=tuple(self.events))

    @property
    def in_time(self) -> History:
        return replace(self.history, events=tuple(
            replace(event, day=self.moved.get(event.number, event.day)) for event in self.events
        ))

    @property
    def finished(self) -> bool:
        """Every job has made what was planned, so that what is late is late."""
        return not any(self.planned.values())
