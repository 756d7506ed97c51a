"""ABC: the textbook's classes of values and the classes of a costed workbook are one, at 80 % and at 95 %, too."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.plant import Plant, day
from wipbook.audit.counts import cycle_counting
from wipbook.books.books import Books
from wipbook.calculators.stock.abc_classes import abc_classes
from wipbook.forecast.planning import Plan

# values used in a year, and the classes by hand: the cumulative shares before each stand behind
CASES = {
    "exactly 80 and 95": ([50, 30, 15, 5], "AABC"),  # 0 0.50 0.80 0.95
    "just beyond 80": ([50, 31, 14, 5], "AABC"),  # 0 0.50 0.81 0.95
    "just beyond 95": ([50, 30, 16, 4], "AABC"),  # 0 0.50 0.80 0.96
    "just below both": ([50, 29, 15, 6], "AAAB"),  # 0 0.50 0.79 0.94
    "between 70 and 80": ([60, 15, 15, 10], "AAAB"),  # 0 0.60 0.75 0.90
    "the largest alone passes 95": ([97, 2, 1], "ABC"),  # 0 0.97 0.99: no class is passed over
    "two pass 95 together": ([60, 38, 1, 1], "AABC"),  # 0 0.60 0.98 0.99
    "the largest stock value": ([85, 10, 5], "ABC"),  # 0 0.85 0.95
    "equal values rank as listed": ([40, 40, 10, 10], "AABB"),  # 0 0.40 0.80 0.90
    "thirds do not end": ([1, 1, 1], "AAA"),  # 0 0.33 0.67
}


def used(values: list[int]) -> Books:
    """A year in which so much of each material was shipped; one of each is left to count."""
    plant = Plant({"As_Of": day(31, 12)})
    for number, value in enumerate(values):
        plant.move(day(1), "Opening", f"M{number}", value + 1, unit_cost=1)
        plant.move(day(2), "Shipment", f"M{number}", value)
    solved = plant.solve()
    return Books(solved.ledger, solved.solution)


@pytest.mark.parametrize("name", CASES)
def test_classes_are_those_of_the_textbook(name: str) -> None:
    values, by_hand = CASES[name]
    assert "".join(row.abc_class for row in abc_classes([Decimal(value) for value in values])) == by_hand
    books = used(values)
    for frame in (books.abc_class, cycle_counting.plan(books), Plan(books).material.ordering.replenishment):
        assert "".join(frame.sort("Material")["Class"]) == by_hand


def test_what_is_not_used_is_c() -> None:
    assert used([10, 0]).abc_class.sort("Material")["Class"].to_list() == ["A", "C"]
    assert [row.abc_class for row in abc_classes([Decimal(10), Decimal(0)])] == ["A", "C"]


def test_a_year_of_use_begins_after_the_day_a_year_ago() -> None:
    """What was used 364 days before the as-of date counts, what was used 365 days before does not."""
    plant = Plant({"As_Of": day(31, 12)})
    for number, when in enumerate((day(31, 12, 2025), day(1, 1, 2026))):
        plant.move(day(1, 12, 2025), "Opening", f"M{number}", 11, unit_cost=1).move(when, "Shipment", f"M{number}", 10)
    solved = plant.solve()
    books = Books(solved.ledger, solved.solution)
    assert books.year_ago == day(31, 12, 2025)
    assert books.usage.sort("Material")["Used"].to_list() == [0, 10_000_000]
    assert books.abc_class.sort("Material")["Class"].to_list() == ["C", "A"]
