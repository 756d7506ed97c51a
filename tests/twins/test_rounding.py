"""Half up is one rule in every form it is computed in: Decimals, integers, columns, the loops of the costing."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import polars as pl
import pytest

from wipbook.audit import wording
from wipbook.values.columns import half_up as of_a_column
from wipbook.values.columns import percent_of
from wipbook.values.fixed import divide_half_up, money_text, multiply_divide, quantity_text, to_fixed
from wipbook.values.fixed import multiply_divide as of_the_kernel
from wipbook.values.rounding import half_up

# tenths, and what they are in whole units
TENTHS = {0: 0, 4: 0, 5: 1, 14: 1, 15: 2, 24: 2, 25: 3, -4: 0, -5: -1, -14: -1, -15: -2, -25: -3}


@pytest.mark.parametrize(("tenths", "by_hand"), TENTHS.items())
def test_every_way_rounds_half_away_from_zero(tenths: int, by_hand: int) -> None:
    assert int(half_up(Decimal(tenths) / 10, 0)) == by_hand
    assert to_fixed(Decimal(tenths) / 10, 0) == by_hand
    assert divide_half_up(tenths, 10) == divide_half_up(-tenths, -10) == by_hand
    assert multiply_divide(tenths, 7, 70) == of_the_kernel(tenths, 7, 70) == by_hand
    assert of_a_column(np.array([tenths]), 10).tolist() == [by_hand]
    assert percent_of(np.array([tenths]), np.array([10_000_000])).tolist() == [by_hand]


FIXED = (0, 5, -5, 100, 123_450, -123_456_789, 999_999, 1_000_000, 1_234_567_500_000, -250_000)


def test_a_figure_reads_the_same_alone_and_in_a_column() -> None:
    frame = pl.DataFrame({"n": FIXED})
    assert frame.select(wording.quantity("n")).to_series().to_list() == [quantity_text(each) for each in FIXED]
    for places in (0, 2, 3):
        column = frame.select(wording.money("n", places)).to_series().to_list()
        assert column == [money_text(each, places) for each in FIXED]
    assert quantity_text(1_234_567_500_000) == "1,234,567.5"
    assert money_text(123_450, 2) == "1,234.50"
