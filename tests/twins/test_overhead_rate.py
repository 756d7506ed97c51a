"""Overhead: the textbook's rate, absorption and over-application and those of a costed workbook are one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.plant import Plant, day
from wipbook.calculators.overhead.normal_capacity import absorb
from wipbook.calculators.overhead.overhead_rate import over_under_applied, predetermined_rate


def row_of(hours: float, **pool: Any) -> dict[str, Any]:
    """The row of the sheet Overhead Applied: one pool by labor hours, ``hours`` worked on a job in January."""
    plant = Plant({"As_Of": day(31)}).material("BIKE", "finished").job("J1", "BIKE", 1, released=day(2))
    plant.rows["Work Centers"] = [{"Work Center": "A", "Name": "A", "Overhead Pool": "SHOP"}]
    plant.rows["Overhead"] = [{"Pool": "SHOP", "Period": day(1), "Driver": "labor hours", **pool}]
    plant.ticket(day(5), hours, job="J1", rate=20, work_center="A")
    [row] = plant.solve().solution.overhead.to_dicts()
    return row


@pytest.mark.parametrize(("budget", "activity", "by_hand"), [
    ("10", "3", "3.333333"), ("20", "3", "6.666667"), ("42000", "1500", "28"),
    ("0.01", "20000", "0.000001"),  # half a millionth goes up
    ("0.01", "20001", "0"),  # less than half goes down
])
def test_a_rate_is_that_of_the_textbook(budget: str, activity: str, by_hand: str) -> None:
    row = row_of(8, **{"Budget Cost": float(budget), "Budget Activity": float(activity)})
    assert row["Rate"] == int(Decimal(by_hand) * 1_000_000)
    assert predetermined_rate(Decimal(budget), Decimal(activity), 6) == Decimal(by_hand)


def test_fixed_overhead_on_normal_capacity_is_that_of_the_textbook() -> None:
    """200 of fixed overhead at a normal 10 hours are 20 an hour; 8 hours take 160, 40 are idle capacity."""
    row = row_of(8, **{"Budget Cost": 200, "Budget Activity": 8, "Normal Activity": 10, "Actual Cost": 150})
    same = absorb(Decimal(200), Decimal(10), Decimal(8))
    assert (row["Rate"], row["Applied"], row["Idle Capacity"]) == (20_000_000, 16_000, 4_000)
    assert (same.rate, same.absorbed, same.idle_capacity_expense) == (20, 160, 40)
    # 150 were spent: 10 too much was applied
    assert row["Over Applied"] == 1_000
    assert over_under_applied(Decimal(150), Decimal(160)) == 10
