"""Low-level codes against the bill of materials of a textbook, and circles named."""

from __future__ import annotations

from tests.plant import Plant, day
from wipbook.costing.prepare.levels import low_level_codes


def test_a_material_used_at_two_levels_takes_the_lower_one() -> None:
    # Heizer & Render, Operations Management, the Awesome speaker kit: B and C go into A, E into B and C, D into B and
    # F; seen from the raw side a product stands above everything that goes into it
    pairs = [("B", "A"), ("C", "A"), ("D", "B"), ("E", "B"), ("E", "C"), ("F", "C"), ("G", "F"), ("D", "F")]
    level = low_level_codes(pairs).level
    assert level == {"D": 0, "E": 0, "G": 0, "B": 1, "F": 1, "C": 2, "A": 3}


def test_a_circle_stands_on_one_level_and_is_named_with_its_chain() -> None:
    levels = low_level_codes([("RAW", "A"), ("A", "B"), ("B", "A"), ("B", "C"), ("C", "C")])
    assert levels.level == {"RAW": 0, "A": 1, "B": 1, "C": 2}
    assert levels.circles == (("A", "B", "A"), ("C", "C"))


def test_issues_of_a_circle_are_costed() -> None:
    plant = Plant().material("A", "subassembly").material("B", "subassembly").job("J1", "B", 5).job("J2", "A", 5)
    plant.move(day(1), "Opening", "A", 10, unit_cost=2).move(day(1), "Opening", "B", 10, unit_cost=3)
    plant.move(day(2), "Issue", "A", 5, job="J1").move(day(3), "Issue", "B", 5, job="J2")
    books = plant.solve()
    assert books.ledger.rejections.frame().is_empty()
    assert (books.job("J1")["WIP"], books.job("J2")["WIP"], books.value()) == (10.00, 15.00, 25.00)
    books.assert_conserved()


def test_deep_bills_do_not_exhaust_the_stack() -> None:
    pairs = [(f"M{n}", f"M{n + 1}") for n in range(20_000)]
    assert low_level_codes(pairs).level["M20000"] == 20_000
