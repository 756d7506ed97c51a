"""Flow, equipment, delivery and ABC: figures of the sources, and what must hold for any input."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.calculators.faults import CannotPlan
from wipbook.calculators.shop.equipment import effectiveness
from wipbook.calculators.shop.flow_measures import littles_law, turnover
from wipbook.calculators.shop.service import DeliveryLine, defects_per_million, delivery
from wipbook.calculators.stock.abc_classes import abc_classes

DAY = dt.date(2026, 3, 2)


def decimals(*numbers: float | str) -> list[Decimal]:
    return [Decimal(str(number)) for number in numbers]


# Little & Graves (2008): 160 bottles, 8 a month, 20 months
def test_littles_law_gives_whichever_is_missing() -> None:
    assert littles_law(Decimal(160), Decimal(8), None) == 20
    assert littles_law(Decimal(160), None, Decimal(20)) == 8
    assert littles_law(None, Decimal(8), Decimal(20)) == 160


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ((1, 2, 3), "all three"),
        ((1, None, None), "no throughput and no cycle_time"),
        ((1, 0, None), "throughput: found 0"),
        ((1, None, 0), "cycle_time: found 0"),
    ],
)
def test_littles_law_says_what_it_lacks(given_: tuple[int | None, ...], said: str) -> None:
    with pytest.raises(CannotPlan, match=said):
        littles_law(*(None if one is None else Decimal(one) for one in given_))


# Warren, Reeve & Duchac, Accounting, 27th ed., exercise 17-11, Keever Inc.: 9.0 turns, 40.6 days; 12.0, 30.4
@pytest.mark.parametrize(
    ("cogs", "begin", "end", "turns", "days"),
    [(9_270_000, 940_000, 1_120_000, "9.0", "40.6"), (10_800_000, 860_000, 940_000, "12.0", "30.4")],
)
def test_turnover_of_keever(cogs: int, begin: int, end: int, turns: str, days: str) -> None:
    found = turnover(*decimals(cogs, begin, end))
    assert found.days_in_inventory is not None
    assert (round(found.turns, 1), round(found.days_in_inventory, 1)) == (Decimal(turns), Decimal(days))


def test_turnover_without_sales_or_without_inventory() -> None:
    assert turnover(Decimal(0), Decimal(5), Decimal(5)).days_in_inventory is None
    with pytest.raises(CannotPlan, match="average inventory of 0"):
        turnover(Decimal(5), Decimal(0), Decimal(0))


# Vorne, Calculate OEE: 420 minutes planned, 373 run, 1.0 second, 19,271 pieces, 423 rejects
def test_oee_of_the_shift() -> None:
    shift = effectiveness(*decimals(420 * 60, 373 * 60, 1, 19271, 19271 - 423))
    assert round(shift.availability, 4) == Decimal("0.8881")
    assert shift.performance is not None
    assert shift.quality is not None
    assert round(shift.performance, 4) == Decimal("0.8611")
    assert round(shift.quality, 4) == Decimal("0.9780")
    assert round(shift.oee, 4) == Decimal("0.7479")
    assert shift.availability * shift.performance * shift.quality == pytest.approx(shift.oee)


@pytest.mark.parametrize(
    ("figures", "argument"), [((10, 11, 1, 5, 5), "run"), ((10, 9, 1, 5, 6), "good"), ((10, 0, 1, 5, 5), "run")]
)
def test_oee_refuses_what_cannot_be(figures: tuple[int, ...], argument: str) -> None:
    with pytest.raises(CannotPlan, match=f"^{argument}: "):
        effectiveness(*decimals(*figures))


def test_oee_of_a_shift_that_did_not_run() -> None:
    idle = effectiveness(*decimals(480, 0, 1, 0, 0))
    assert (idle.availability, idle.performance, idle.quality, idle.oee) == (0, None, None, 0)


@pytest.mark.parametrize(
    ("delivered", "quantity", "on_time", "in_full"),
    [
        (DAY, 10, 1, 1),
        (DAY - dt.timedelta(1), 11, 1, 1),  # early, and more than ordered
        (DAY + dt.timedelta(1), 10, 0, 1),
        (DAY, 9, 1, 0),
        (None, None, 0, 0),
        (DAY, None, 1, 0),
    ],
)
def test_what_counts_as_on_time_and_in_full(
    delivered: dt.date | None, quantity: int | None, on_time: int, in_full: int
) -> None:
    line = DeliveryLine(DAY, Decimal(10), delivered, None if quantity is None else Decimal(quantity))
    found = delivery([line])
    assert (found.on_time, found.in_full, found.on_time_in_full) == (on_time, in_full, on_time * in_full)


def test_ppm() -> None:
    assert defects_per_million(Decimal(18), Decimal(45000)) == 400


# Heizer, Render & Munson, Operations Management, ch. 12, example 1: Silicon Chips, Inc.
CHIPS = [90000, 77000, 26350, 15001, 12500, 8502, 1200, 850, 504, 150]
# The book prints 11.3 and 6.4: it cuts where others round
SHARES = ["38.8", "33.2", "11.4", "6.5", "5.4", "3.7", "0.5", "0.4", "0.2", "0.1"]


def test_abc_of_the_chips() -> None:
    """The share before an item decides: 38.8 % before the second, 71.97 % before the third, 95.2 % before the sixth."""
    rows = abc_classes(decimals(*CHIPS), decimals(0.70, 0.95))
    assert "".join(row.abc_class for row in rows) == "AABBBCCCCC"  # as printed, where A is "72 %" and A and B "95 %"
    assert [str(round(row.share * 100, 1)) for row in rows] == SHARES
    assert "".join(row.abc_class for row in abc_classes(decimals(*CHIPS))) == "AAABBCCCCC"  # 83.3 % before the fourth


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60).filter(any))
def test_abc_ranks_every_value_once_and_shares_sum_to_one(values: list[int]) -> None:
    rows = abc_classes(decimals(*values))
    assert sorted(row.rank for row in rows) == list(range(1, len(values) + 1))
    assert sum(row.share for row in rows) == pytest.approx(1)
    ranked = sorted(rows, key=lambda row: row.rank)
    assert [row.abc_class for row in ranked] == sorted(row.abc_class for row in ranked)
    assert ranked[0].abc_class == "A"
    used = ["ABC".index(row.abc_class) for row in ranked if row.share > 0]
    assert all(after - before <= 1 for before, after in pairwise(used)), "no class is passed over"
    assert ranked[-1].cumulative_share == 1
    assert [values[rows.index(row)] for row in ranked] == sorted(values, reverse=True)


@pytest.mark.parametrize("cuts", [["0.9", "0.8"], ["0.8", "0.8"], [str(n / 100) for n in range(1, 40)]])
def test_abc_cuts_must_rise(cuts: list[str]) -> None:
    with pytest.raises(CannotPlan, match="rising shares"):
        abc_classes(decimals(5, 3), decimals(*cuts))


def test_abc_of_nothing_but_zeros_is_refused() -> None:
    with pytest.raises(CannotPlan, match="only zeros"):
        abc_classes(decimals(0, 0))
