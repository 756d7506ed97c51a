"""A second model of the plant, written from the rules alone: exact fractions, one walk through time, no levels."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plant import Books, Plant

START = dt.date(2026, 1, 1)
MAKES = {"J1": "SUB", "J2": "SUB", "J3": "FG"}
NEEDS = {"J1": ["RAW"], "J2": ["RAW"], "J3": ["RAW", "SUB"]}
PLANNED = {"J1": 20, "J2": 30, "J3": 12}
FAR = 10_000  # planned, but never reached
RATE, PER_HOUR = Fraction(43, 2), Fraction(5, 4)

_relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, Any, Any]]:
    """One event a day, so that time alone is the order; nothing leaves that is not there."""
    events: list[tuple[str, Any, Any]] = []
    have: dict[str, int] = defaultdict(int)
    for _ in range(draw(st.integers(3, 45))):
        what = draw(st.sampled_from(["buy", "buy", "issue", "issue", "work", "complete", "ship", "scrap"]))
        job = draw(st.sampled_from(sorted(MAKES)))
        amount = draw(st.integers(1, 9))
        if what == "buy":
            have["RAW"] += amount
            events.append(("buy", amount, draw(st.integers(1, 9_999))))
        elif what == "issue":
            material = draw(st.sampled_from(NEEDS[job]))
            if have[material] >= amount:
                have[material] -= amount
                events.append(("issue", job, (material, amount)))
        elif what == "ship":
            if have["FG"] >= amount:
                have["FG"] -= amount
                events.append(("ship", "FG", amount))
        else:
            if what == "complete":
                have[MAKES[job]] += amount
            events.append((what, job, amount))
    return events


class Walk:
    """Stock as piles, jobs as balances, in exact fractions of currency; rounds nothing."""

    def __init__(self, average: bool) -> None:
        self.average = average
        self.planned = dict(PLANNED)
        self.piles: dict[str, list[list[Fraction]]] = defaultdict(list)
        self.job: dict[str, Fraction] = defaultdict(Fraction)
        self.done: dict[str, int] = defaultdict(int)
        self.shipped = self.scrapped = Fraction(0)

    def put(self, material: str, quantity: int, value: Fraction) -> None:
        self.piles[material].append([Fraction(quantity), value])

    def take(self, material: str, quantity: int) -> Fraction:
        piles = self.piles[material]
        if self.average:
            piles[:] = [[sum(p[0] for p in piles), sum(p[1] for p in piles)]]  # type: ignore[list-item]
        total, left = Fraction(0), Fraction(quantity)
        while left:
            pile = piles[0]
            bite = min(left, pile[0])
            value = pile[1] * bite / pile[0]
            pile[0], pile[1], left, total = pile[0] - bite, pile[1] - value, left - bite, total + value
            if not pile[0]:
                piles.pop(0)
        return total

    def relieve(self, job: str, quantity: int) -> Fraction:
        to_come = self.planned[job] - self.done[job]
        share = Fraction(1) if quantity >= to_come else Fraction(quantity, to_come)
        self.done[job] += quantity
        value = self.job[job] * share
        self.job[job] -= value
        return value

    def walk(self, events: list[tuple[str, Any, Any]]) -> None:
        for what, who, how in events:
            if what == "buy":
                self.put("RAW", who, who * Fraction(how, 100))
            elif what == "issue":
                self.job[who] += self.take(*how)
            elif what == "work":
                self.job[who] += how * (RATE + PER_HOUR)
            elif what == "complete":
                self.put(MAKES[who], how, self.relieve(who, how))
            elif what == "scrap":
                self.scrapped += self.relieve(who, how)
            else:
                self.shipped += self.take(who, how)


def engine(events: list[tuple[str, Any, Any]], method: str, closed: str | None) -> Books:
    plant = (
        Plant({"Valuation_Method": method}).material("RAW").material("SUB", "subassembly").material("FG", "finished")
    )
    for job, makes in MAKES.items():
        ended = {"status": "Closed", "closed": START + dt.timedelta(200)} if job == closed else {}
        plant.job(job, makes, PLANNED[job] if job != closed else FAR, **ended)
    plant.add("Overhead", pool="P", period=START, driver="labor hours", budget_cost=125, budget_activity=100)
    for number, (what, who, how) in enumerate(events):
        when = START + dt.timedelta(number)
        if what == "buy":
            plant.move(when, "Receipt", "RAW", who, unit_cost=how / 100)
        elif what == "issue":
            plant.move(when, "Issue", how[0], how[1], job=who)
        elif what == "work":
            plant.ticket(when, how, job=who, rate=21.5)
        elif what == "complete":
            plant.move(when, "Completion", MAKES[who], how, job=who)
        elif what == "scrap":
            plant.move(when, "Scrap", MAKES[who], how, job=who)
        else:
            plant.move(when, "Shipment", "FG", how)
    return plant.solve()


@_relaxed
@given(histories(), st.sampled_from(["FIFO", "Moving Average"]))
def test_multi_level_job_costing_agrees_with_a_walk_in_fractions(events: list[Any], method: str) -> None:
    truth = Walk(method == "Moving Average")
    truth.walk(events)
    books = engine(events, method, None)
    # every event rounds once per cost element and layer, to half a cent each
    near = Fraction(len(events) * 4, 100)
    assert books.solution.movements["shortage"].sum() == 0
    for job in MAKES:
        assert abs(Fraction(books.job(job)["WIP"]) - truth.job[job]) <= near
    for material in ("RAW", "SUB", "FG"):
        assert abs(Fraction(books.value(material)) - sum(pile[1] for pile in truth.piles[material])) <= near
    assert abs(-Fraction(books.line("Shipped to customers")["Finished Goods"]) - truth.shipped) <= near
    assert abs(sum(Fraction(books.job(job)["Scrapped"]) for job in MAKES) - truth.scrapped) <= near
    books.assert_conserved()


@_relaxed
@given(histories(), st.sampled_from(["FIFO", "Moving Average"]), st.sampled_from(sorted(MAKES)))
def test_a_closed_job_expenses_what_the_walk_leaves_in_it(events: list[Any], method: str, closed: str) -> None:
    truth = Walk(method == "Moving Average")
    truth.planned[closed] = FAR
    # a job that is closed has nothing more to come: its last output takes all that is there
    last = max((n for n, (what, who, _) in enumerate(events) if what == "complete" and who == closed), default=None)
    output = sum(how for what, who, how in events if what in ("complete", "scrap") and who == closed)
    for number, event in enumerate(events):
        if number == last:
            truth.planned[closed] = output
        truth.walk([event])
    books = engine(events, method, closed)
    assert books.job(closed)["WIP"] == 0
    assert abs(Fraction(books.job(closed)["Expensed"]) - truth.job[closed]) <= Fraction(len(events) * 4, 100)
    books.assert_conserved()


@pytest.mark.parametrize("jit", [False, True])
def test_periodic_average_is_the_textbook_quotient(jit: bool) -> None:
    if jit:
        pytest.importorskip("numba")
    # (opening value + purchases) / (opening quantity + purchases), month by month
    plant = Plant({"Valuation_Method": "Periodic Average"}, jit=jit)
    bought = {1: [(100, 2.00), (300, 2.60)], 2: [(200, 3.10)], 3: [(50, 1.00), (25, 9.00)]}
    used = {1: [70, 150], 2: [310], 3: [5, 60]}
    quantity, value = Fraction(0), Fraction(0)
    expected = []
    for month in bought:
        for number, amount in enumerate(used[month]):  # issued before the month's last purchase arrives
            plant.move(dt.date(2026, month, 10 + number), "Shipment", "A", amount)
        for number, (amount, cost) in enumerate(bought[month]):
            plant.move(dt.date(2026, month, 5 + 15 * number), "Receipt", "A", amount, unit_cost=cost)
            quantity += amount
            value += amount * Fraction(str(cost))
        gone = sum(used[month])
        expected.append(value * gone / quantity)
        value -= value * gone / quantity
        quantity -= gone
    books = plant.solve()
    moves = books.solution.movements.filter(books.solution.movements["Type"] == "Shipment")
    for month, cost in zip(bought, expected, strict=True):
        paid = moves.filter(moves["Date"].dt.month() == month)["value_out"].sum()
        assert abs(Fraction(paid, 100) - cost) <= Fraction(1, 100)
    assert books.quantity("A") == quantity
