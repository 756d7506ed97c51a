"""Median and quartiles: the middle of a few figures, and how far they spread, without one odd figure deciding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

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
    ordered = sorted(Fraction(figure) for figure in figures)
    if not ordered:
        return None
    least, low, median, high, most = (_at(ordered, Fraction(quarter, 4)) for quarter in range(5))
    return Spread(least, low, median, high, most)


def median_of(figures: Sequence[Figure]) -> Fraction | None:
    """The one in the middle, or the mean of the two there; None of nothing.

    >>> median_of([30, 10]), median_of([3, 1, 2])
    (Fraction(20, 1), Fraction(2, 1))
    """
    return _at(sorted(Fraction(figure) for figure in figures), Fraction(1, 2)) if figures else None


def _at(ordered: list[Fraction], part: Fraction) -> Fraction:
    place = (len(ordered) - 1) * part
    whole = int(place)
    after = ordered[min(whole + 1, len(ordered) - 1)]
    return ordered[whole] + (place - whole) * (after - ordered[whole])
