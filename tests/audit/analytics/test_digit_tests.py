"""Nigrini's tests on columns of integers: against published figures and against the exact decimal tests."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs.audit.audit import CHEQUES
from wipbook.audit.analytics import digit_tests
from wipbook.calculators.audit.benford import conformity
from wipbook.calculators.audit.digits import TESTS, counted

AMOUNTS = st.lists(st.integers(1, 10**15), min_size=1, max_size=60)


@given(AMOUNTS, st.sampled_from(["1", "2", "3", "second"]))
def test_digits_of_integers_are_the_digits_of_decimals(cents: list[int], test: str) -> None:
    """The custom function counts Decimals, the audit whole columns of cents: the same digits."""
    tally = digit_tests.counts(np.array(cents), test)
    expected = counted([Decimal(c).scaleb(-2) for c in cents], test)
    assert dict(zip(TESTS[test].expected, tally.tolist(), strict=True)) == {
        group: expected[group] for group in TESTS[test].expected
    }


def test_a_digit_is_never_read_from_a_float() -> None:
    """0.29 times 100 is 28.999999999999996 as a float; 29 cents begin with 29 (accounting rule 7)."""
    assert digit_tests.leading(np.array([29]), 2).tolist() == [29]


def test_mad_is_that_of_the_decimal_tests() -> None:
    cents = np.array([round(cheque * 100) for cheque in CHEQUES])
    for test in ("1", "2", "3", "second"):
        value = digit_tests.first_order(cents, test, "").value
        assert value == pytest.approx(conformity([Decimal(str(c)) for c in CHEQUES], test).mad, abs=1e-12)


def test_the_first_thousand_fibonacci_numbers_have_the_published_digits() -> None:
    """Rosetta Code, Benford's law (output of its Julia solution): shares of the first digits 1 to 9 among the first
    1000 Fibonacci numbers. Their first 18 digits are taken, which 64 bits hold."""
    published = [0.301, 0.177, 0.125, 0.096, 0.080, 0.067, 0.056, 0.053, 0.045]
    numbers = [1, 1]
    while len(numbers) < 1000:
        numbers.append(numbers[-1] + numbers[-2])
    cut = np.array([int(str(number)[:18]) for number in numbers], dtype=np.int64)
    assert (digit_tests.counts(cut, "1") / 1000).tolist() == pytest.approx(published, abs=1e-12)
    assert digit_tests.first_order(cut, "1", "").conformity == "Close conformity"


@pytest.mark.parametrize(
    ("amounts", "word"),
    [
        (np.arange(1, 200), "only 199 amounts"),
        (np.full(5_000, 123_456), "orders of magnitude"),
        (np.arange(10_000, 10_000 + 40_000), "orders of magnitude"),
        (np.r_[np.arange(1, 50), np.arange(500_000, 504_000)], "mean is not above the median"),
        (np.repeat([1_00, 5_00, 25_00, 99_00, 1000_00, 90_000_00], [900, 900, 900, 900, 900, 900]), "fixed prices"),
    ],
)
def test_it_is_said_when_benford_does_not_apply(amounts: np.ndarray, word: str) -> None:
    reason = digit_tests.why_not(np.asarray(amounts, dtype=np.int64))
    assert word in reason
    reading = digit_tests.first_order(np.asarray(amounts, dtype=np.int64), "2", reason)
    assert reading.conformity == "Does not apply"
    assert reading.says == reason


def test_a_benford_list_is_told_from_a_made_up_one() -> None:
    """Amounts spread evenly on a logarithmic scale follow the law (Nigrini 2012, ch. 1); people who make up amounts
    just under a limit do not."""
    true = (10 ** np.linspace(3, 7, 20_000, endpoint=False)).astype(np.int64)
    assert digit_tests.why_not(true) == ""
    assert digit_tests.first_order(true, "2", "").conformity == "Close conformity"
    made_up = np.r_[true[:16_000], np.full(4_000, 4_900_00) + np.arange(4_000)]
    reading = digit_tests.first_order(made_up, "2", "")
    assert reading.conformity == "Nonconformity"
    assert reading.says.startswith("49 occurs")


def test_number_frequency_factor_of_the_definition() -> None:
    """Nigrini 2012, ch. 6: 1 - sum of squared counts of repeated amounts / n². Of 10 amounts one occurs 3 times and one
    twice: 1 - (9 + 4) / 100 = 0.87."""
    reading = digit_tests.duplication(np.array([5, 5, 5, 7, 7, 1, 2, 3, 4, 6]))
    assert reading.value == pytest.approx(0.87)
    assert reading.says == "the commonest amount, 5, occurs 3 times"


def test_summation_names_the_digits_that_hold_the_money() -> None:
    amounts = np.r_[(10 ** np.linspace(3, 5, 5_000)).astype(np.int64), np.array([77_000_000])]
    assert digit_tests.summation(amounts, "").says.startswith("amounts beginning 77 are")


def test_rounded_amounts_show_in_the_second_order() -> None:
    rng = np.random.default_rng(4)
    measured = np.unique((10 ** rng.uniform(3, 8, 5_000)).astype(np.int64))
    assert "measured" in digit_tests.second_order(measured).says
    rounded = np.unique(measured // 10_000) * 10_000
    assert "rounded" in digit_tests.second_order(rounded).says
