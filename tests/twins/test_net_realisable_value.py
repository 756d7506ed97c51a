"""Net realisable value: the textbook's write-down and the finding of INV014 are one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.plant import Plant, day
from wipbook.audit.rules import rules
from wipbook.books.books import Books
from wipbook.calculators.stock.net_realisable_value import ItemToValue, carrying_values, net_realisable_value

# quantity, unit cost, selling price, to complete, to sell; write-down by hand
CASES = [
    (10, "5", "6", "1", "1", "10.00"),  # cost 50, brings 10 * 4
    (10, "5", "7", "1", "1", "0.00"),  # cost 50, brings 50: exactly its cost is no loss
    (100, "5", "6.99", "1", "1", "1.00"),  # cost 500, brings 499: the least that is listed
    (10, "5", "1", "1", "2", "50.00"),  # selling it costs more than it brings: it is worth nothing, not less
    (3, "0.335", "0.001", "0", "0", "1.01"),  # cost 1.005, half up 1.01; brings 0.003, less than a cent
]


@pytest.mark.parametrize("case", CASES)
def test_a_write_down_is_that_of_the_textbook(case: tuple[int, str, str, str, str, str]) -> None:
    quantity, cost, price, complete, sell, by_hand = case
    plant = Plant({"As_Of": day(31, 12)}).material(
        "BIKE", "finished", selling_price=float(price), completion_cost=float(complete), selling_cost=float(sell)
    )
    plant.move(day(5), "Opening", "BIKE", quantity, unit_cost=float(cost))
    solved = plant.solve()
    books = Books(solved.ledger, solved.solution)
    [rule] = [rule for rule in rules() if rule.code == "INV014"]
    found = rule.check(books.ledger, books, rule.defaults)
    assert [Decimal(amount) / 100 for amount in found["Amount"]] == [Decimal(by_hand)] * (Decimal(by_hand) > 0)
    worth = net_realisable_value(Decimal(price), Decimal(complete), Decimal(sell))
    total = carrying_values([ItemToValue("BIKE", Decimal(quantity), Decimal(cost), worth)])[-1]
    assert total.write_down == Decimal(by_hand)


def test_what_is_below_the_least_write_down_is_not_listed() -> None:
    plant = Plant({"As_Of": day(31, 12)}).material("BIKE", "finished", selling_price=4.01)
    plant.move(day(5), "Opening", "BIKE", 1, unit_cost=5)
    solved = plant.solve()
    books = Books(solved.ledger, solved.solution)
    [rule] = [rule for rule in rules() if rule.code == "INV014"]
    assert rule.check(books.ledger, books, rule.defaults).height == 0  # 0.99
    assert rule.check(books.ledger, books, {"Least Write-Down": 0.99})["Amount"].to_list() == [99]
