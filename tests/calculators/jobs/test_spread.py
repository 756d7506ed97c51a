"""Medians, quartiles and the accuracy of estimates, against Excel's example, the standard library and numpy."""

from __future__ import annotations

import statistics
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.calculators.jobs.estimate_accuracy import accuracy_of, over_estimate
from wipbook.calculators.jobs.spread import median_of, spread_of

figures = st.lists(st.integers(-10**12, 10**12), min_size=2, max_size=25)


def test_the_example_of_excel() -> None:
    # Microsoft, QUARTILE.INC function: 1, 2, 4, 7, 8, 9, 10, 12 have 3.5 as their first quartile
    found = spread_of([12, 1, 4, 2, 7, 10, 8, 9])
    assert found is not None and float(found.low) == 3.5
    assert (found.least, found.median, found.high, found.most) == (1, Fraction(15, 2), Fraction(37, 4), 12)


@given(figures)
def test_quartiles_are_those_of_the_standard_library_and_of_numpy(numbers: list[int]) -> None:
    found = spread_of(numbers)
    assert found is not None
    exact = statistics.quantiles([Fraction(number) for number in numbers], n=4, method="inclusive")
    assert [found.low, found.median, found.high] == exact
    theirs = np.quantile(np.array(numbers, dtype=float), [0, 0.25, 0.5, 0.75, 1], method="linear")
    ours = [float(each) for each in (found.least, found.low, found.median, found.high, found.most)]
    assert ours == pytest.approx(theirs.tolist(), rel=1e-12, abs=1e-3)
    assert median_of(numbers) == statistics.median([Fraction(number) for number in numbers])


def test_few_figures() -> None:
    assert spread_of([]) is None and median_of([]) is None
    one = spread_of([7])
    assert one is not None and (one.low, one.median, one.high) == (7, 7, 7)


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 10**9)), min_size=1, max_size=20))
def test_bias_is_a_mean_and_error_a_median_whatever_the_order(pairs: list[tuple[int, int]]) -> None:
    found = accuracy_of(pairs)
    assert found is not None and found == accuracy_of(pairs[::-1])
    shares = [(actual - estimate) / estimate for estimate, actual in pairs]
    assert float(found.bias) == pytest.approx(statistics.fmean(shares), rel=1e-9, abs=1e-9)
    assert float(found.error) == pytest.approx(statistics.median(map(abs, shares)), rel=1e-9, abs=1e-9)
    assert found.compared == len(pairs)


def test_what_costs_more_than_estimated_is_positive() -> None:
    assert over_estimate(100, 125) == Fraction(1, 4) and over_estimate(100, 80) == Fraction(-1, 5)
    assert accuracy_of([]) is None
