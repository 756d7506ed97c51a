"""Late cost equals a full replay with the cost in the job's month, to the fraction (books.md, section 1)."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.model.compared import differences
from tests.model.money import Model, cost
from tests.model.plants import METHODS
from tests.model.replay import LateOnly


def _ends(model: Model) -> tuple[object, ...]:
    """Final balances, and what has left the plant for good."""
    return (
        {code: value for code, value in model.wip[-1].items() if value},
        {material: value for material, value in model.stock[-1].items() if value},
        model.sold, model.wasted, {code: value for code, value in model.scrapped.items() if value},
        {code: value for code, value in model.expensed.items() if value},
    )


@pytest.mark.parametrize("method", METHODS)
def test_late_cost_equals_a_replay_with_the_cost_in_time(method: str) -> None:
    seen: Counter[str] = Counter()
    for seed in range(METHODS.index(method), 900, 3):
        plant = LateOnly(seed).draw()
        if not plant.finished or not plant.moved:
            continue
        late, in_time = cost(plant.late), cost(plant.in_time)
        assert _ends(late) == _ends(in_time), f"plant {seed}"
        assert sum(late.late.values()) + sum(late.scrapped.values()) > 0
        seen["plants"] += 1
        seen["through two levels"] += any(late.late[code] for code in ("S1", "S2")) and any(
            late.late[code] for code in ("F1", "F2")
        )
        seen["with credits"] += any(event.kind == "direct_back" for event in plant.events)
        seen["with lost units"] += bool(sum(late.scrapped.values()))
    assert seen["plants"] > 120 and min(seen.values()) > 40, seen


@pytest.mark.parametrize("seed", range(12))
def test_the_product_agrees_on_both(seed: int) -> None:
    plant = LateOnly(seed).draw()
    assert not differences(plant.late)
    assert not differences(plant.in_time)
