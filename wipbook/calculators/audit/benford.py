"""Benford's law: how often each digit occurs, and how far the whole is from what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import pi, sqrt

from wipbook.calculators.audit.digits import TESTS, DigitTest, counted
from wipbook.calculators.faults import CannotTest

CLASSES = (
    "Close conformity", "Acceptable conformity", "Marginally acceptable conformity", "Nonconformity",
)
TOO_FEW = "Too few amounts"


@dataclass(frozen=True)
class DigitRow:
    """``actual``, ``expected`` and ``difference`` (actual less expected) as fractions of the amounts; ``z`` >= 0."""

    digits: int
    count: int
    actual: float
    expected: float
    difference: float
    z: float


def digit_frequencies(amounts: Sequence[Decimal], digits: str = "1") -> list[DigitRow]:
    """One row per digit group of the test ``digits`` (a key of ``TESTS``), whether it occurs or not.

    Equations: expected = log10(1 + 1/d) for leading digits d, 1/100 for the last two; z = (|actual - expected| -
    1/2n) / sqrt(expected (1 - expected) / n), the correction 1/2n only where it is smaller than the difference.
    Source: Nigrini, Benford's Law, Wiley 2012, 1 and 4.

    >>> rows = digit_frequencies([Decimal(1), Decimal("1.9"), Decimal(-25)])
    >>> [(row.digits, row.count, round(row.expected, 5)) for row in rows[:2]]
    [(1, 2, 0.30103), (2, 1, 0.17609)]
    """
    count = counted(amounts, digits)
    n = count.total()
    if not n:
        raise CannotTest(where="amounts", found="no amount other than 0", expected="amounts to test")
    rows = []
    for group, expected in TESTS[digits].expected.items():
        actual = count[group] / n
        away, correction = abs(actual - expected), 1 / (2 * n)
        z = (away - (correction if correction < away else 0)) / sqrt(expected * (1 - expected) / n)
        rows.append(DigitRow(group, count[group], actual, expected, actual - expected, z))
    return rows


@dataclass(frozen=True)
class Conformity:
    """``n`` amounts tested; ``conformity`` one of ``CLASSES``, ``TOO_FEW``, or blank where no limits exist."""

    n: int = field(metadata={"header": "n"})
    chi_square: float = field(metadata={"header": "Chi-Square"})
    mad: float
    conformity: str
    status: str


def conformity(amounts: Sequence[Decimal], digits: str = "1") -> Conformity:
    """Chi-square, mean absolute deviation (MAD) and its class; a MAD on a limit falls in the worse class.

    Equations: chi-square = sum of (count - n expected)² / (n expected), degrees of freedom: digit groups less 1; MAD =
    mean of |actual - expected| over the digit groups. With few amounts chance alone gives a MAD near the mean of
    sqrt(2 expected (1 - expected) / (pi n)): once that reaches the limit of nonconformity no class is given, once
    it reaches that of close conformity Status says so. With very many, chi-square rejects everything: use MAD.
    Source: Nigrini, Benford's Law, Wiley 2012, 7; R package benford.analysis for limits and names.

    >>> conformity([Decimal(9)] * 20).conformity
    'Too few amounts'
    """
    rows = digit_frequencies(amounts, digits)
    test, n = TESTS[digits], sum(row.count for row in rows)
    mad = sum(abs(row.difference) for row in rows) / len(rows)
    chi_square = n * sum(row.difference**2 / row.expected for row in rows)
    return Conformity(n, chi_square, mad, *_judged(test, mad, n))


def _judged(test: DigitTest, mad: float, n: int) -> tuple[str, str]:
    if test.limits is None:
        return "", "no limits are published for these digits: compare the counts"
    groups = test.expected.values()
    chance = sum(sqrt(2 * p * (1 - p) / (pi * n)) for p in groups) / len(groups)
    note = f"chance alone gives {n:,} amounts a MAD near {chance:.2g}"
    if chance >= test.limits[-1]:
        return TOO_FEW, f"{note}: no class can be told"
    return CLASSES[sum(mad >= limit for limit in test.limits)], f"{note}: read with care" * (chance >= test.limits[0])
