"""Histories written as one would tell them, for examples by hand. Money in currency, as in the textbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tests.model.history import Event, History, Job
from tests.model.money import Model, cost


def day(number: int, month: int = 1) -> dt.date:
    return dt.date(2026, month, number)


class Told:
    """Collects events in the order they are told; ``solve`` costs them by the model."""

    def __init__(self, *jobs: Job, **settings: Any) -> None:
        self.events: list[Event] = []
        self.history = History((), jobs, **settings)

    def say(self, when: dt.date, kind: str, material: str = "", quantity: int = 0, **more: Any) -> Told:
        if "amount" in more:
            more["amount"] = round(more["amount"] * 100)
        self.events.append(Event(len(self.events) + 1, when, kind, material, quantity, **more))
        return self

    def solve(self, as_of: dt.date | None = None) -> Model:
        return cost(replace(self.history, events=tuple(self.events), as_of=as_of))


def stock(model: Model, material: str) -> Fraction:
    """Value on hand at the end, in currency."""
    return model.stock[-1].get(material, Fraction(0)) / 100


def wip(model: Model, job: str = "J") -> Fraction:
    return model.wip[-1][job] / 100
