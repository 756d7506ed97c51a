"""Valuation methods against worked examples of textbooks."""

from __future__ import annotations

import pytest

from tests.plant import Plant, day

# Franklin, Graybeal, Cooper: Principles of Accounting, Volume 1: Financial Accounting (OpenStax, 2019), chapter 10,
# "The Spy Who Loves You Corporation": beginning 150 at 21; buys 225 at 27, sells 120 before and 180 after,
# buys 210 at 33. Sold 300 of 585 units. The same example serves sections 10.2 (periodic) and 10.3 (perpetual).


def spy_who_loves_you(method: str) -> Plant:
    plant = Plant({"Valuation_Method": method, "Framework": "US GAAP"})
    plant.move(day(1, 7), "Opening", "GPS", 150, unit_cost=21)
    plant.move(day(5, 7), "Shipment", "GPS", 120)
    plant.move(day(10, 7), "Receipt", "GPS", 225, unit_cost=27)
    plant.move(day(15, 7), "Shipment", "GPS", 180)
    plant.move(day(25, 7), "Receipt", "GPS", 210, unit_cost=33)
    return plant


@pytest.mark.parametrize(
    ("method", "sold", "left"),
    [
        ("FIFO", 7200.00, 8955.00),  # 10.3, perpetual FIFO
        ("LIFO", 7380.00, 8775.00),  # 10.3, perpetual LIFO
        ("Periodic FIFO", 7200.00, 8955.00),  # 10.2, periodic FIFO (rule 5: as perpetual)
        ("Periodic LIFO", 9360.00, 6795.00),  # 10.2, periodic LIFO: 210 at 33 + 90 at 27
        # 16,155 / 585 = 27.6154 a unit (10.2 rounds the rate to 27.62 and gets 8,286 and 7,872)
        ("Periodic Average", 8284.62, 7870.38),
    ],
)
def test_the_spy_who_loves_you(method: str, sold: float, left: float) -> None:
    books = spy_who_loves_you(method).solve()
    assert books.cost(2) + books.cost(4) == pytest.approx(sold, abs=1e-9)
    assert books.value("GPS") == pytest.approx(left, abs=1e-9)
    books.assert_conserved()


def test_moving_average_of_the_spy_who_loves_you() -> None:
    # 10.3, perpetual weighted average: 30 at 21 + 225 at 27 = 6,705 / 255 = 26.2941; 180 sold for
    # 4,732.94 (at the rounded rate 26.29
    # about 4,733), 75 left at 1,972.06; + 210 at 33 = 8,902.06
    books = spy_who_loves_you("Moving Average").solve()
    assert books.cost(4) == 4732.94
    assert books.value("GPS") == 8902.06
    books.assert_conserved()


def test_specific_identification_takes_the_named_lot() -> None:
    # 10.2, specific identification in the same example, sold as 120 of the first 150 and
    # 180 of the 225: 120 at 21 + 180 at 27 = 7,380
    plant = Plant({"Valuation_Method": "Specific"})
    plant.move(day(1), "Opening", "GPS", 150, unit_cost=21, lot="A").move(day(5), "Shipment", "GPS", 120, lot="A")
    plant.move(day(10), "Receipt", "GPS", 225, unit_cost=27, lot="B").move(day(15), "Shipment", "GPS", 180, lot="B")
    plant.move(day(25), "Receipt", "GPS", 210, unit_cost=33, lot="C")
    books = plant.solve()
    assert books.cost(2) + books.cost(4) == 7380.00
    assert books.value("GPS") == 8775.00
    books.assert_conserved()


def test_standard_cost_keeps_stock_at_standard_and_shows_the_price_variance() -> None:
    # Principles of Accounting, Volume 2 (OpenStax), 8.2: 20 pounds... the price variance is (AP - SP) x AQ;
    # 2,500 bought at 8.90 against a standard of 9.00: 250 favorable
    plant = Plant({"Valuation_Method": "Standard"})
    plant.material("SUGAR", standard_cost=9).move(day(1), "Receipt", "SUGAR", 2500, unit_cost=8.90)
    plant.move(day(2), "Issue", "SUGAR", 1000, job="J").material("P", "finished").job("J", "P", 10)
    books = plant.solve()
    assert books.movement(1)["variance"] == pytest.approx(-250.00)
    assert books.cost(2) == 9000.00
    assert books.value("SUGAR") == 13500.00
    books.assert_conserved()
