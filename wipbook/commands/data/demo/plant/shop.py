"""The state of the simulated factory that its departments share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from wipbook.commands.data.demo.plant import factory
from wipbook.commands.data.demo.plant.chance import Chance
from wipbook.commands.data.demo.plant.factory import LINE, MAIN, Bought, Made, Step
from wipbook.commands.data.demo.plant.rows import Row, Rows
from wipbook.commands.data.demo.plant.stock import MILLI, Stock

LABOR_COST, OVERHEAD_COST = 29.0, 14.0  # per hour, in standard costs
SETUP_QUARTERS = 2


@dataclass
class Job:
    """A job under way. Hours are counted in quarters of an hour, quantities in whole units."""

    code: str
    product: Made
    quantity: int
    due: date
    row: Row
    operations: list[Row]
    customer: str = ""
    issued: bool = False
    index: int = 0
    ready: date = date(2026, 1, 1)
    left: int = 0
    needed: int = 0
    hands: int = 0
    good: int = 0
    completed: int = 0
    booked: int = 0
    planned: int = 0

    @property
    def step(self) -> Step:
        return self.product.steps[self.index]


@dataclass
class Person:
    code: str
    work_center: str
    hired: date
    left: date | None
    rate: float

    def works(self, day: date) -> bool:
        return self.hired <= day and (self.left is None or day <= self.left)


@dataclass
class Shop:
    """Everything that changes from day to day. ``scale`` multiplies demand, people and jobs."""

    chance: Chance
    books: Rows
    scale: int
    stock: Stock = field(default_factory=Stock)
    jobs: list[Job] = field(default_factory=list)
    finished: list[Job] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    prices: dict[str, float] = field(default_factory=dict)
    on_order: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    deliveries: dict[date, list[Row]] = field(default_factory=lambda: defaultdict(list))
    backlog: list[Row] = field(default_factory=list)
    activity: dict[tuple[str, int], float] = field(default_factory=lambda: defaultdict(float))

    @property
    def daily_need(self) -> dict[str, float]:
        return {code: need * self.scale for code, need in _NEED.items()}

    def home(self, material: str) -> str:
        """Where a material is issued from."""
        bought = factory.BOUGHT_BY_CODE.get(material)
        return LINE if bought is not None and bought.line else MAIN

    def all_on_hand(self, material: str) -> int:
        return self.stock.at(material, MAIN) + self.stock.at(material, LINE)


def required(product: Made, quantity: int) -> dict[str, int]:
    """Thousandths of each component that ``quantity`` units need, normal loss included."""
    return {
        code: round(per * MILLI * quantity * (1 + factory.SCRAP_PERCENT.get(code, 0) / 100))
        for code, per in product.components.items()
    }


def _needs() -> dict[str, float]:
    """Average units of every material used or sold per working day, at scale 1."""
    need: dict[str, float] = defaultdict(float)
    for code, yearly in factory.SPARES.items():
        need[code] += yearly / 250
    for product in sorted(factory.MADE, key=lambda made: -made.level):
        need[product.code] += product.yearly / 250
        for code, per in product.components.items():
            need[code] += need[product.code] * per
    return dict(need)


def _standard_costs() -> dict[str, float]:
    costs = {each.code: 0.0 if each.owner else each.price for each in factory.BOUGHT}
    for product in factory.MADE:
        material = sum(quantity * costs[code] for code, quantity in required(product, 1).items()) / MILLI
        hours = sum(step.hours for step in product.steps)
        costs[product.code] = round(material + hours * (LABOR_COST + OVERHEAD_COST), 4)
    return costs


_NEED = _needs()
STANDARD_COST = _standard_costs()


def bought(code: str) -> Bought:
    return factory.BOUGHT_BY_CODE[code]
