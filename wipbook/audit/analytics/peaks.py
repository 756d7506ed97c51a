"""A peak at one group of first digits: what a mean over all groups hides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import erfc, exp, lgamma, log, sqrt

import numpy as np

from wipbook.audit.analytics.digit_tests import counts, leading
from wipbook.calculators.audit.digits import TESTS
from wipbook.values.columns import Integers

CHANCE = 0.001
"""A peak is one when fewer than this share of lists that follow the law have one as high at any of their groups."""
LEAST_SHARE = 0.005
"""And when what is too many is this share of the list: in a very long one the smallest peak is beyond chance."""
_EXACT = 1_000.0


@dataclass(frozen=True)
class Peak:
    """``digits`` begin ``count`` amounts where ``usual`` would; ``chance`` of a list that has such a peak anywhere."""

    digits: int
    count: int
    usual: float
    chance: float


def peak(amounts: Integers) -> Peak | None:
    """The highest peak of the first two digits that is beyond ``CHANCE``, or None.

    One amount that comes again and again counts once: that is number duplication's question. The chance is that of a
    Poisson count, times the 90 groups (Bonferroni). It has power where the mean absolute deviation has none: 40 of
    2,000 amounts moved to one group change the mean by 0.0002.

    >>> even = np.round(10 ** np.linspace(3, 7, 2_000, endpoint=False)).astype(np.int64)
    >>> peak(even) is None, peak(np.r_[even, 490_000 + 17 * np.arange(60)]).digits
    (True, 49)
    """
    n = int(amounts.size)
    if not n:
        return None
    expected = np.array(list(TESTS["2"].expected.values()))
    values, times = np.unique(amounts, return_counts=True)
    again = np.ones(100, dtype=np.int64)
    np.maximum.at(again, leading(values, 2), times)
    tally = counts(amounts, "2") - (again[10:] - 1)
    worst = int(((tally - n * expected) / np.sqrt(n * expected)).argmax())
    count, usual = int(tally[worst]), float(n * expected[worst])
    chance = min(1.0, len(expected) * _at_least(count, usual))
    if chance >= CHANCE or count - usual < LEAST_SHARE * n:
        return None
    return Peak(10 + worst, count, usual, chance)


@cache
def rows_needed(share: float, digits: int = 10, power: float = 0.8) -> int:
    """Amounts from which a peak of ``share`` of a list at these first two ``digits`` is seen with ``power``; at the
    commonest, 10, it takes the most. Rounded up to two digits.

    >>> rows_needed(0.05), rows_needed(0.02), rows_needed(0.01)
    (690, 3600, 13000)
    """
    p, n = TESTS["2"].expected[digits], 50.0
    while n < 1e7:
        usual = n * p
        there = usual * (1 - share) + n * share
        least = int(usual)
        while len(TESTS["2"].expected) * _at_least(least, usual) >= CHANCE:
            least += 1
        if _at_least(least, there) >= power:
            break
        n *= 1.02
    step = 10 ** (len(str(int(n))) - 2)
    return int(-(-n // step) * step)


def _at_least(count: int, mean: float) -> float:
    """The chance that a Poisson variable of this mean is at least ``count``."""
    if count <= 0:
        return 1.0
    if mean > _EXACT:
        return erfc((count - 0.5 - mean) / sqrt(2 * mean)) / 2
    if count <= mean:
        return 1 - sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count))
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    total, k = 0.0, count
    while term > total * 1e-12:
        total, k = total + term, k + 1
        term *= mean / k
    return total
