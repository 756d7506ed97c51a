"""Chance that is the same on every machine: drawn from ``random()`` alone, whose sequence Python guarantees."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """Draws from one seed. ``choice`` and ``shuffle`` of the library are avoided: only the sequence of
    ``random()`` is promised not to change between versions of Python.

    >>> Chance(1).between(1, 6), Chance(1).pick("abc")
    (1, 'a')
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def of(self, probability: float) -> bool:
        return self._random() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self._random() * (high - low + 1))

    def spread(self, low: float, high: float) -> float:
        return low + self._random() * (high - low)

    def pick(self, items: Sequence[Item]) -> Item:
        return items[int(self._random() * len(items))]

    def rounded(self, expected: float) -> int:
        """A whole number whose mean is ``expected``."""
        whole = int(expected)
        return whole + (self._random() < expected - whole)
