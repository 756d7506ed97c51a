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


def test_a_circle_is_refused_with_its_chain_and_the_rest_is_costed() -> None:
    plant = Plant().material("A", "subassembly").material("B", "subassembly").job("J1", "B", 5).job("J2", "A", 5)
    plant.move(day(1), "Opening", "A", 10, unit_cost=2).move(day(1), "Opening", "B", 10, unit_cost=3)
    plant.move(day(2), "Issue", "A", 5, job="J1").move(day(3), "Issue", "B", 5, job="J2")
    books = plant.solve()
    listed = books.ledger.rejections.frame()
    assert listed["Row Key"].to_list() == ["M3", "M4"]
    assert "A > B > A" in listed["Expected"][0]
    assert books.value() == 50.00
    books.assert_conserved()


def test_a_job_that_consumes_itself_is_refused() -> None:
    plant = Plant().material("FG", "finished").job("J", "FG", 5).move(day(1), "Opening", "FG", 3, unit_cost=4)
    plant.move(day(2), "Issue", "FG", 1, job="J")
    listed = plant.solve().ledger.rejections.frame()
    assert "FG > FG" in listed["Expected"][0]
    assert listed["Effect"].to_list() == ["row excluded"]


def test_deep_bills_do_not_exhaust_the_stack() -> None:
    pairs = [(f"M{n}", f"M{n + 1}") for n in range(20_000)]
    assert low_level_codes(pairs).level["M20000"] == 20_000
