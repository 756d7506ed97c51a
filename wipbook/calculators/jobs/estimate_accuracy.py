"""How good estimates were: whether they lean to one side, and how far they were off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from wipbook.calculators.jobs.spread import Figure, median_of
from wipbook.values.fixed import divide_half_up

_ONE = 10**12


@dataclass(frozen=True)
class Accuracy:
    """``compared``: how many estimates; ``bias``: mean of what it cost more than estimated, as a share of the estimate
    (+ = estimates were too low); ``error``: median of the same whatever its sign."""

    compared: int
    bias: Fraction
    error: Fraction


def over_estimate(estimate: Figure, actual: Figure) -> Fraction:
    """Actual less estimated cost as a share of the estimate, + = it cost more: the cost overrun of Flyvbjerg, Holm and
    Buhl, Underestimating costs in public works projects (Journal of the American Planning Association 68, 2002), and
    the accuracy of AACE 18R-97. ``estimate`` is above zero.

    >>> over_estimate(200, 250)
    Fraction(1, 4)
    """
    return Fraction(actual - estimate, estimate)


def accuracy_of(pairs: Sequence[tuple[Figure, Figure]]) -> Accuracy | None:
    """Bias and error of estimates and what it cost, None without any. The error is a median (MdAPE, here of the
    estimate: Armstrong and Collopy, Error measures for generalizing about forecasting methods, International Journal of
    Forecasting 8, 1992), so that one job gone wrong does not stand for all. Each share counts with twelve places.

    >>> accuracy_of([(100, 110), (100, 90), (100, 160)])
    Accuracy(compared=3, bias=Fraction(1, 5), error=Fraction(1, 10))
    """
    shares = [_share(over_estimate(estimate, actual)) for estimate, actual in pairs]
    error = median_of([abs(share) for share in shares])
    return None if error is None else Accuracy(len(shares), Fraction(sum(shares), len(shares) * _ONE), error / _ONE)


def _share(share: Fraction) -> int:
    return divide_half_up(share.numerator * _ONE, share.denominator)
