"""Economic order quantity: the textbook's figure and the lot of the sheet Replenish are one."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from tests.plant import Plant, day
from wipbook.books.books import Books
from wipbook.calculators.orders.economic_order import economic_order
from wipbook.forecast.material.replenishment import economic_lot
from wipbook.forecast.planning import Plan

# yearly demand, cost of an order, cost of a unit, carrying rate; quantity by hand
CASES = [
    (1300, "8", "0.75", "0.3", 304.0468),  # sqrt(2 * 8 * 1300 / 0.225); Snyder & Shen, example 3.1
    (1000, "10", "2.5", "0.2", 200.0),  # sqrt(20,000 / 0.5)
    (480, "20", "3", "0.2", 178.8854),  # sqrt(19,200 / 0.6)
]


@pytest.mark.parametrize(("yearly", "order", "unit", "rate", "by_hand"), CASES)
def test_a_lot_is_that_of_the_textbook(yearly: int, order: str, unit: str, rate: str, by_hand: float) -> None:
    lot = economic_lot(np.array([float(yearly)]), np.array([float(order)]), np.array([float(unit)]), float(rate))
    same = economic_order(Decimal(yearly), Decimal(order), Decimal(unit) * Decimal(rate)).quantity
    assert lot[0] == pytest.approx(float(same)) == pytest.approx(by_hand, abs=5e-5)


def test_the_plan_orders_the_lot_of_the_textbook() -> None:
    """40 a month are used, an order costs 20.00, a piece 3.00, carrying 20 % a year: 179 pieces, 178.89 rounded up."""
    plant = Plant({"As_Of": day(31, 12), "Carrying_Cost_%": 20}).material("STEEL", order_cost=20)
    plant.move(day(1), "Opening", "STEEL", 1000, unit_cost=3)
    for month in range(1, 13):
        plant.move(day(20, month), "Shipment", "STEEL", 40)
    solved = plant.solve()
    row = Plan(Books(solved.ledger, solved.solution)).material.ordering.replenishment.row(0, named=True)
    same = economic_order(Decimal(12 * 40), Decimal(20), Decimal(3) * Decimal("0.2")).quantity
    assert (row["Lot Basis"], row["Lot"]) == ("economic", 179)
    assert -1 < float(same) - row["Lot"] <= 0
