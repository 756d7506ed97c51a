"""The periodic average as a quotient; the model of everything else is in ``tests/model``."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from tests.plant import Plant


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
