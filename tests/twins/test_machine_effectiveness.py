"""Equipment effectiveness: the textbook's factors and those of the sheet Quality are one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.forecast.small_shop import Shop, at
from wipbook.calculators.shop.equipment import Effectiveness, effectiveness

# run, setup, down, planned hours of the step, good, scrapped; then by hand availability, performance, quality, OEE
CASES = [
    (12, 2, 6, 10, 90, 10, (0.6, 10 / 12, 0.9, 0.45)),  # 12/20, 10/12, 90/100; 9/20
    (10, 4, 6, 10, 95, 5, (0.5, 1.0, 0.95, 0.475)),  # 10/20, 10/10 as fast as planned, 95/100; 9.5/20
    (20, 0, 0, 10, 100, 0, (1.0, 0.5, 1.0, 0.5)),  # nothing stood still, nothing was scrapped
]


def sheet(run: float, setup: float, down: float, planned: float, good: float, scrapped: float) -> dict[str, Any]:
    shop = Shop().center("A").job("J1", "P", good + scrapped, due=at(3, 20), released=at(3, 2), status="Finished",
                                  finished=at(3, 6))
    shop.step("J1", "10", "A", planned, good=good, scrapped=scrapped, actual_start=at(3, 2), actual_finish=at(3, 6))
    for hours, kind in ((run, "Run"), (setup, "Setup"), (down, "Down")):
        if hours:
            shop.put("Machine Time", booking=f"B{kind}", date=at(3, 5), work_center="A", hours=hours, kind=kind,
                     **({"job": "J1", "step": "10"} if kind == "Run" else {}))
    return shop.plan().performance.effectiveness.row(0, named=True)


def textbook(run: float, setup: float, down: float, planned: float, good: float, scrapped: float) -> Effectiveness:
    booked, made = Decimal(run + setup + down), Decimal(good + scrapped)
    return effectiveness(booked, Decimal(run), Decimal(planned) / made, made, Decimal(good))


@pytest.mark.parametrize("case", CASES)
def test_factors_are_those_of_the_textbook(case: tuple[Any, ...]) -> None:
    *facts, by_hand = case
    row, same = sheet(*facts), textbook(*facts)
    assert [row[name] for name in ("Availability", "Performance", "Quality", "OEE")] == pytest.approx(by_hand)
    factors = (same.availability, same.performance, same.quality, same.oee)
    assert [float(factor or 0) for factor in factors] == pytest.approx(by_hand)


def test_a_speed_above_one_is_capped_on_the_sheet_and_told_by_the_textbook() -> None:
    """10 planned hours were earned in 5: the sheet takes the plan to be too long, the textbook's OEE is above 100 %."""
    facts = (5, 0, 0, 10, 100, 0)
    row, same = sheet(*facts), textbook(*facts)
    assert (row["Speed"], row["Performance"], row["OEE"]) == (2.0, 1.0, 1.0)
    assert (same.performance, same.oee) == (2, 2)
