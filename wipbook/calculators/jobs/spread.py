"""Median and quartiles: the middle of a few figures, and how far they spread, without one odd figure deciding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

Figure = int | Fraction


@dataclass(frozen=True)
class Spread:
    """Smallest, first quartile, median, third quartile, largest; exact."""

    least: Fraction
    low: Fraction
    median: Fraction
    high: Fraction
    most: Fraction


def spread_of(figures: Sequence[Figure]) -> Spread | None:
    """The five figures of Tukey's summary, None of nothing. Quartiles as QUARTILE.INC of Excel has them: method 7 of
    Hyndman and Fan, Sample quantiles in statistical packages (The American Statistician 50, 1996), which interpolates
    at (n - 1) p. The order of the figures decides nothing.

    >>> found = spread_of([1, 2, 4, 7, 8, 9, 10, 12])
    >>> found.low, found.median
    (Fraction(7, 2), Fraction(15, 2))
    >>> spread_of([])
    """
    if not figures:
        return None
    ordered, scale = _ordered(figures)
    least, low, median, high, most = (_at(ordered, quarter, scale) for quarter in range(5))
    return Spread(least, low, median, high, most)


def median_of(figures: Sequence[Figure]) -> Fraction | None:
    """The one in the middle, or the mean of the two there; None of nothing.

    >>> median_of([30, 10]), median_of([3, 1, 2])
    (Fraction(20, 1), Fraction(2, 1))
    """
    if not figures:
        return None
    ordered, scale = _ordered(figures)
    return _at(ordered, 2, scale)


def _ordered(figures: Sequence[Figure]) -> tuple[list[int], int]:
    """The figures in order as whole numbers, and what of each of them is one: these are sorted much faster."""
    scale = lcm(*(figure.denominator for figure in figures))
    return sorted(figure.numerator * (scale // figure.denominator) for figure in figures), scale


def _at(ordered: list[int], quarter: int, scale: int) -> Fraction:
    """What stands at so many quarters of the way from the first to the last."""
    place, rest = divmod((len(ordered) - 1) * quarter, 4)
    step = ordered[place + 1] - ordered[place] if rest else 0
    return Fraction(4 * ordered[place] + rest * step, 4 * scale)
