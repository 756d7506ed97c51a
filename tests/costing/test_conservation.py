"""Whatever is entered, nothing is lost: random plants, every method, with and without compilation."""

from __future__ import annotations

import datetime as dt
from collections import deque
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.draws import holds, in_two_parts
from tests.plant import Books, Plant, day

METHODS = ["FIFO", "LIFO", "Moving Average", "Periodic FIFO", "Periodic LIFO", "Periodic Average", "Standard"]
quantities = st.integers(1, 5_000).map(lambda n: n / 100)
costs = st.integers(0, 99_999).map(lambda n: n / 1000)

_relaxed = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def plants(draw: st.DrawFn) -> dict[str, Any]:
    """Rows of a two-level factory: raw material to subassembly to product, with everything that can happen."""
    moves = []
    for _ in range(draw(st.integers(1, 30))):
        what = draw(st.sampled_from([
            "Receipt", "Receipt", "Issue", "Issue", "Return from Job", "Completion", "Shipment", "Sales Return",
            "Scrap", "Adjustment", "Count", "Transfer", "Return to Supplier", "Opening",
        ]))
        job = draw(st.sampled_from(["J1", "J2"]))
        material = draw(
            st.sampled_from(["RAW", "SUB"] if what in ("Issue", "Return from Job") else ["RAW", "SUB", "FG"])
        )
        if what in ("Issue", "Return from Job"):
            job = "J2" if material == "SUB" else job
        if what == "Completion":
            material = "SUB" if job == "J1" else "FG"
        row = {"when": dt.date(2026, 1, 1) + dt.timedelta(draw(st.integers(0, 120))), "what": what,
               "material": material,
               "quantity": draw(quantities)}
        if what in ("Issue", "Return from Job", "Completion"):
            row["job"] = job
        if what in ("Receipt", "Opening", "Adjustment"):
            row["unit_cost"] = draw(costs)
        if what == "Transfer":
            row["to_location"] = draw(st.sampled_from(["A", "B"]))
        if draw(st.booleans()):
            row["location"] = draw(st.sampled_from(["A", "B"]))
        moves.append(row)
    tickets = draw(
        st.lists(st.tuples(st.integers(0, 120), st.sampled_from(["J1", "J2", None]), st.integers(1, 12)), max_size=6)
    )
    return {"moves": moves, "tickets": tickets, "closed": draw(st.booleans())}


def build(rows: dict[str, Any], method: str, jit: bool | None = None, **policy: Any) -> Books:
    plant = Plant({"Valuation_Method": method, "Framework": "US GAAP", **policy}, jit=jit)
    plant.material("RAW", standard_cost=3.21).material("SUB", "subassembly", standard_cost=7.77)
    plant.material("FG", "finished", standard_cost=19.99)
    plant.job(
        "J1",
        "SUB",
        40,
        status="Closed" if rows["closed"] else "Released",
        closed=day(20, 3) if rows["closed"] else None,
    )
    plant.job("J2", "FG", 15)
    for move in rows["moves"]:
        plant.move(**move)
    for number, job, hours in rows["tickets"]:
        plant.ticket(dt.date(2026, 1, 1) + dt.timedelta(number), hours, job=job, rate=21.5)
    plant.add(
        "Overhead", pool="P", period=day(1), driver="labor hours", budget_cost=777, budget_activity=91, actual_cost=50
    )
    return plant.solve()


@in_two_parts(12, 40)
def test_nothing_is_ever_lost(draws: int) -> None:
    def conserved(rows: dict[str, Any], method: str, basis: str) -> None:
        build(rows, method, Relief_Basis=basis).assert_conserved()

    bases = st.sampled_from(["equivalent units", "to date", "planned", "standard"])
    holds(conserved, draws, plants(), st.sampled_from(METHODS), bases)


@in_two_parts(12, 40)
def test_refusing_negative_stock_leaves_none(draws: int) -> None:
    def none_left(rows: dict[str, Any], method: str) -> None:
        books = build(rows, method, Negative_Stock="refuse")
        assert (books.solution.movements["shortage"] == 0).all()
        books.assert_conserved()

    holds(none_left, draws, plants(), st.sampled_from(METHODS))


@in_two_parts(4, 12)
def test_compiled_and_plain_loops_give_the_same_integers(draws: int) -> None:
    pytest.importorskip("numba")

    def same(rows: dict[str, Any], method: str) -> None:
        plain, compiled = build(rows, method, jit=False), build(rows, method, jit=True)
        assert_frame_equal(plain.solution.movements, compiled.solution.movements)
        assert_frame_equal(plain.solution.job_entries, compiled.solution.job_entries)

    holds(same, draws, plants(), st.sampled_from(METHODS))


@_relaxed
@given(st.lists(st.tuples(st.booleans(), quantities, costs), min_size=1, max_size=40))
def test_fifo_equals_a_queue_of_decimals(steps: list[tuple[bool, float, float]]) -> None:
    """The reference is the bookkeeper's queue in Decimal, unrounded; each balance agrees to half a cent a layer."""
    plant = Plant({"Valuation_Method": "FIFO", "Negative_Stock": "allow"})
    queue: deque[list[Decimal]] = deque()
    expected = Decimal(0)
    on_hand = Decimal(0)
    for number, (inward, quantity, cost) in enumerate(steps):
        when = dt.date(2026, 1, 1) + dt.timedelta(number)
        amount = Decimal(str(quantity))
        if inward:
            value = (amount * Decimal(str(cost))).quantize(Decimal("0.01"), ROUND_HALF_UP)
            queue.append([amount, value / amount])
            on_hand += amount
            plant.move(when, "Receipt", "A", quantity, unit_cost=cost)
        elif amount <= on_hand:
            on_hand -= amount
            plant.move(when, "Shipment", "A", quantity)
            while amount:
                take = min(amount, queue[0][0])
                queue[0][0] -= take
                amount -= take
                if not queue[0][0]:
                    queue.popleft()
    if not plant.rows:
        return
    expected = sum((quantity * rate for quantity, rate in queue), Decimal(0))
    books = plant.solve()
    assert abs(Decimal(str(books.value("A"))) - expected) <= Decimal("0.005") * max(1, len(queue))
    assert len(books.layers("A")) == len(queue)


def test_an_as_of_date_shows_the_same_balances_as_a_book_that_ends_there() -> None:
    plant = (
        Plant()
        .move(day(1), "Receipt", "A", 9, unit_cost=1.11)
        .move(day(9), "Shipment", "A", 4)
        .move(day(20), "Shipment", "A", 1)
    )
    earlier = Plant({"As_Of": day(10)}, rows={name: list(rows) for name, rows in plant.rows.items()})
    assert earlier.solve().value("A") == pytest.approx(plant.solve().value("A") + plant.solve().cost(3))


def test_a_hundred_layers_given_up_in_odd_bites_give_exactly_what_they_held() -> None:
    plant = Plant()
    for number in range(100):
        plant.move(day(1), "Receipt", "A", 0.37, unit_cost=0.01 + number / 1000)
    for _ in range(37):
        plant.move(day(2), "Shipment", "A", 1)
    books = plant.solve()
    taken = books.solution.movements.filter(pl.col("Type") == "Shipment")["value_out"].sum()
    brought = books.solution.movements.filter(pl.col("Type") == "Receipt")["value_in"].sum()
    assert taken == brought
    assert books.value("A") == 0
