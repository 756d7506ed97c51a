"""Do differences lean to one side: by how many there are, and by what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, erfc, sqrt

import numpy as np

EXACT_LINES = 1000
"""Differences up to which the binomial sum is exact; beyond, the normal approximation cannot be told from it."""
EXACT_AMOUNTS = 14
"""The largest amounts whose signs are all tried; what is left of them is many and small: its sum is normal."""


def sign_test(short: int, lines: int) -> float:
    """The chance of ``short`` or more of ``lines`` differences to one side when both are equally likely.

    Source: Conover, Practical Nonparametric Statistics, 3rd edition (Wiley 1999), 3.4.

    >>> sign_test(8, 8)
    0.00390625
    """
    if lines > EXACT_LINES:
        return erfc((short - 0.5 - lines / 2) / (sqrt(lines) / 2) / sqrt(2)) / 2
    return float(sum(comb(lines, k) for k in range(short, lines + 1)) / 2**lines)


def randomization_test(losses: Sequence[int]) -> float:
    """The chance of a sum of ``losses`` (gains below zero) as large as it is, when each amount could as well have had
    the other sign. Amounts in the smallest currency unit.

    The signs of the ``EXACT_AMOUNTS`` largest are all tried, so that a few large losses are weighed as the few they
    are; the sum of the others is taken as normal. Source: Fisher's method of randomization for matched pairs, Conover
    5.11.

    >>> randomization_test([500, 400, 300, -5])  # three of four signs decide: one of eight
    0.125
    """
    sizes = np.sort(np.abs(np.array(losses, dtype=np.int64)))[::-1]
    total, sums = sum(losses), np.zeros(1, dtype=np.int64)
    for size in sizes[:EXACT_AMOUNTS]:
        sums = np.concatenate([sums + size, sums - size])
    spread = sqrt(float((sizes[EXACT_AMOUNTS:].astype(np.float64) ** 2).sum()))
    if not spread:
        return float((sums >= total).mean())
    return float(np.mean([erfc((total - int(one)) / spread / sqrt(2)) / 2 for one in sums]))
