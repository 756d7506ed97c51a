"""Figures that 64 bits cannot hold are refused with their cell, never wrong without a word."""

from __future__ import annotations

import pytest

from tests.plant import Plant, day
from wipbook.costing.kernel.compiled import Blank, run
from wipbook.values.columns import TooLarge


def test_a_movement_too_large_is_left_out_with_its_cell() -> None:
    books = (
        Plant()
        .move(day(1), "Receipt", "A", 8.9e9, unit_cost=8.9e9)
        .move(day(1), "Receipt", "A", 2, unit_cost=3)
        .solve()
    )
    entry = books.ledger.rejections.frame().row(0, named=True)
    assert (entry["Sheet"], entry["Cell"], entry["Effect"]) == ("Movements", "H6", "row excluded")
    assert books.value("A") == 6.00
    assert books.ledger.rows_used["Movements"] == 1


def test_movements_that_are_too_large_together_are_refused() -> None:
    plant = Plant()
    for _ in range(3000):
        plant.move(day(1), "Receipt", "A", 8e6, unit_cost=1e6)
    with pytest.raises(TooLarge, match=r"Movements!H6"):
        plant.solve()


@pytest.mark.parametrize("jit", [False, True])
def test_a_rate_carried_too_far_is_refused(jit: bool) -> None:
    if jit:
        pytest.importorskip("numba")
    plant = Plant(jit=jit).move(day(1), "Receipt", "A", 0.000001, unit_cost=0, landed_cost=8e13)
    with pytest.raises(TooLarge, match=r"Movements!H6"):
        plant.move(day(2), "Shipment", "A", 8e9).solve()


def test_an_overhead_rate_too_high_is_left_out() -> None:
    plant = Plant().material("FG", "finished").job("J", "FG", 1).ticket(day(5), 2, job="J", rate=10)
    plant.add("Overhead", pool="P", period=day(1), driver="labor hours", budget_cost=8e13, budget_activity=0.000001)
    books = plant.solve()
    assert books.ledger.rejections.frame()["Column"].to_list() == ["Budget Activity"]
    assert books.job("J")["Overhead Cost"] == 0


def test_the_plain_loop_never_hands_out_a_number_that_does_not_fit() -> None:
    def loop(out: list[int]) -> int:
        out[0] = 2**63
        return 0

    with pytest.raises(OverflowError):
        run(loop, [], [Blank(1)], rows=1, jit=False)
