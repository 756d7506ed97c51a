"""Benford's law: the printed expectations, a famous list of cheques, powers of two, and what few amounts can tell."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from math import log10, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wipbook.calculators.audit.benford import CLASSES, TOO_FEW, _judged, conformity, digit_frequencies
from wipbook.calculators.audit.digits import TESTS, counted
from wipbook.calculators.faults import CannotTest

# Nigrini, Benford's Law (2012), table 1.1: first and second digits
FIRST = [0.30103, 0.17609, 0.12494, 0.09691, 0.07918, 0.06695, 0.05799, 0.05115, 0.04576]
SECOND = [0.11968, 0.11389, 0.10882, 0.10433, 0.10031, 0.09668, 0.09337, 0.09035, 0.08757, 0.08500]

# State of Arizona v. Nelson, the 23 cheques on p. 84; "more than 90 percent have a 7, 8, or 9 as the first digit"
CHEQUE_TEXTS = [
    "1927.48", "27902.31", "86241.90", "72117.46", "81321.75", "97473.96", "93249.11", "89658.17", "87776.89",
    "92105.83", "79949.16", "87602.93", "96879.27", "91806.47", "84991.67", "90831.83", "93766.67", "88338.72",
    "94639.49", "83709.28", "96412.21", "88432.86", "71552.16",
]
CHEQUES = [Decimal(text) for text in CHEQUE_TEXTS]


def test_expected_frequencies_are_the_printed_ones() -> None:
    assert list(TESTS["1"].expected.values()) == pytest.approx(FIRST, abs=5e-6)
    assert list(TESTS["second"].expected.values()) == pytest.approx(SECOND, abs=5e-6)
    for test in TESTS.values():
        assert sum(test.expected.values()) == pytest.approx(1)
    assert [len(TESTS[name].expected) for name in TESTS] == [9, 90, 900, 10, 100]


def test_the_cheques_of_nelson() -> None:
    assert sum(CHEQUES) == Decimal("1878687.58")  # the sum Nigrini prints: the list is whole
    counts = [row.count for row in digit_frequencies(CHEQUES)]
    assert counts == [1, 1, 0, 0, 0, 0, 3, 9, 9]
    assert sum(counts[6:]) / 23 > 0.9


def test_mad_and_chi_square_of_the_cheques_by_hand() -> None:
    counts = [1, 1, 0, 0, 0, 0, 3, 9, 9]
    away = [count / 23 - log10(1 + 1 / digit) for digit, count in enumerate(counts, 1)]
    result = conformity(CHEQUES)
    assert result.n == 23
    assert result.mad == pytest.approx(sum(map(abs, away)) / 9)
    assert result.chi_square == pytest.approx(sum(23 * a * a / log10(1 + 1 / d) for d, a in enumerate(away, 1)))
    assert result.conformity == TOO_FEW
    assert result.status == "chance alone gives 23 amounts a MAD near 0.049: no class can be told"


def test_z_by_hand_with_and_without_the_correction() -> None:
    """9 of 23 against 4.576 %: the correction 1/46 is smaller than the difference; 1 in 3 against 30.103 %: larger."""
    nines = digit_frequencies(CHEQUES)[8]
    p = log10(10 / 9)
    assert nines.z == pytest.approx((9 / 23 - p - 1 / 46) / sqrt(p * (1 - p) / 23))
    ones = digit_frequencies([Decimal(1), Decimal(5), Decimal(7)])[0]
    p = log10(2)
    assert ones.z == pytest.approx((1 / 3 - p) / sqrt(p * (1 - p) / 3))


def test_powers_of_two_conform_closely_and_round_numbers_do_not() -> None:
    powers = [Decimal(2) ** power for power in range(5000)]
    assert conformity(powers).conformity == CLASSES[0]
    # of the first 50 powers of two 15 start with 1, as 2^n has n log10(2) digits, one more each time it does
    assert counted(powers[:50], "1")[1] == 15
    assert conformity([Decimal(500)] * 5000).conformity == CLASSES[3]
    assert conformity([Decimal(500)] * 5000).status == ""


def test_chance_alone_makes_the_mad_that_the_status_speaks_of() -> None:
    dice = random.Random(2)
    mads = []
    for _ in range(300):
        amounts = [Decimal(repr(round(10 ** dice.uniform(0, 6), 2))) for _ in range(100)]
        mads.append(conformity(amounts).mad)
    said = float(conformity([Decimal(1)] * 100).status.split("near ")[1].split(":")[0])
    assert sum(mads) / len(mads) == pytest.approx(said, rel=0.05)


@pytest.mark.parametrize(
    ("amount", "digits"),
    [
        ("1234.56", ("1", "12", "123", "2")),
        ("-0.00907", ("9", "90", "907", "0")),
        ("5", ("5", "50", "500", "0")),
        ("0.30", ("3", "30", "300", "0")),  # as a float 0.30 is 0.299999999999999988
        ("8.1E+20", ("8", "81", "810", "1")),
        ("999.999999999999", ("9", "99", "999", "9")),  # not rounded up to 1000
    ],
)
def test_digits_of_one_amount(amount: str, digits: tuple[str, ...]) -> None:
    for test, expected in zip(("1", "2", "3", "second"), digits, strict=True):
        assert dict(counted([Decimal(amount)], test)) == {int(expected): 1}, test


@given(st.decimals(min_value="0.00000001", max_value="99999999999999", allow_nan=False, places=8))
def test_leading_digits_are_those_of_exact_arithmetic(amount: Decimal) -> None:
    exact, scaled = Fraction(amount), Fraction(amount)
    while scaled >= 1000:
        scaled /= 10
    while scaled < 100:
        scaled *= 10
    for test, digits in (("1", 1), ("2", 2), ("3", 3)):
        assert dict(counted([amount], test)) == {int(scaled) // 10 ** (3 - digits): 1}, exact


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (["100", "7", "-1234"], {0: 1, 7: 1, 34: 1}),
        (["100", "7.5", "-12.34"], {0: 1, 50: 1, 34: 1}),  # any with cents: the cents of all
        (["19.995"], {0: 1}),  # to the cent, half up: 20.00
    ],
)
def test_last_two_digits(amounts: list[str], expected: dict[int, int]) -> None:
    assert dict(counted([Decimal(amount) for amount in amounts], "last two")) == expected
    assert conformity([Decimal(amount) for amount in amounts], "last two").conformity == ""


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=200), st.sampled_from(list(TESTS)))
def test_every_amount_but_zero_is_counted_once(amounts: list[Decimal], test: str) -> None:
    counts = counted(amounts, test)
    assert counts.total() == sum(1 for amount in amounts if amount)
    assert set(counts) <= set(TESTS[test].expected)


def test_a_mad_on_a_limit_falls_in_the_worse_class() -> None:
    limits = TESTS["1"].limits
    assert limits is not None
    for number, limit in enumerate(limits):
        assert _judged(TESTS["1"], limit, 10**7)[0] == CLASSES[number + 1]
        assert _judged(TESTS["1"], limit * 0.999999, 10**7)[0] == CLASSES[number]


def test_nothing_to_test_is_refused() -> None:
    with pytest.raises(CannotTest, match="no amount other than 0"):
        conformity([Decimal(0)])
