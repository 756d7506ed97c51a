"""Mix and yield are usage; the ways overhead is taken apart come to the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.calculators.overhead.mix_yield import mix_and_yield
from wipbook.calculators.overhead.split import overhead_split

figure = st.integers(0, 10**9)


@given(st.lists(st.tuples(figure, figure, figure), min_size=1, max_size=5))
def test_mix_and_yield_are_usage_to_the_smallest_unit(inputs: list[tuple[int, int, int]]) -> None:
    rows = mix_and_yield(*(list(column) for column in zip(*inputs, strict=True)), 10**10)  # type: ignore[misc]
    assert all(row.mix + row.yields == row.usage for row in rows)


@pytest.mark.parametrize(
    ("used", "allowed", "prices", "mix", "yields"),
    [
        # Matz, Usry, Cost Accounting, Confectioners Inc. (cents): 2,000,000 lb for 387 batches of 5,000; mix 4,500
        # favorable, yield 13 batches of 2,530 unfavorable
        ((325_000, 1_425_000, 250_000), (387 * 800, 387 * 3_700, 387 * 500), (60, 50, 40),
         (300_000, -2_750_000, 2_000_000), 13 * 253_000),
        # Lanen, Anderson, Maher, Fundamentals of Cost Accounting, 6th ed., ch. 17, exercise 31, Weed-B-Gone
        ((3_600, 3_000), (3_240, 3_240), (10, 25), (3_000, -7_500), 600 + 1_500),
    ],
)
def test_mix_and_yield_of_textbooks(
    used: tuple[int, ...], allowed: tuple[int, ...], prices: tuple[int, ...], mix: tuple[int, ...], yields: int
) -> None:
    rows = mix_and_yield(used, allowed, prices, 1)
    assert tuple(row.mix for row in rows) == mix
    assert sum(row.yields for row in rows) == yields


@given(*[st.integers(0, 10**12)] * 7)
def test_spending_efficiency_and_volume_are_actual_less_what_the_standard_applies(
    actual: int, actual_fixed: int, activity: int, standard: int, variable: int, fixed: int, budget: int
) -> None:
    split = overhead_split(actual, actual_fixed, activity, standard, variable, fixed, budget, 1)
    assert split.total == actual - standard * (variable + fixed)
    assert split.variable_spending is not None and split.fixed_spending is not None
    assert split.variable_spending + split.fixed_spending == split.spending


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        # Garrison, Noreen, Brewer, MicroDrive (rates in tenths): 79,000 under-applied
        ((379_000, 308_000, 42_000, 40_000, 15, 60, 300_000), (8_000, 8_000, 3_000, 60_000)),
        # Horngren, ch. 8, Webb
        ((415_500, 285_000, 4_500, 4_000, 300, 575, 276_000), (-4_500, 9_000, 15_000, 46_000)),
    ],
)
def test_four_ways_of_textbooks(figures: tuple[int, ...], expected: tuple[int, ...]) -> None:
    split = overhead_split(*figures, 10)
    assert (split.variable_spending, split.fixed_spending, split.efficiency, split.volume) == expected
