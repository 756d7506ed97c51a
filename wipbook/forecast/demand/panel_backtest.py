"""Which methods suit each of many histories, judged on its own past.

What is chosen for a history depends on nothing but that history, so that it is the same alone and among thousands.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wipbook.calculators.demand.history import History
from wipbook.calculators.demand.methods import METHODS
from wipbook.calculators.demand.smoothing import TRUST
from wipbook.forecast.demand.panel import Whole

STEPS = 3
"""Periods ahead that are judged."""
SHARES = (3.0, 2.0, 1.0)
"""The forecast is the average of the best methods, weighted so: a mean of several errs less than the choice of one."""
EVIDENCE = 2.0
"""Power of the ratio of mean squared errors by which a method that was worse than the best loses of its share."""
PLAIN = 1.5
"""Logarithm of so many times less mean squared error (4.5) than the mean of the past needs no further years of proof:
demand is not steady."""
FEWEST_ORIGINS = 6
GAPPY = ("intermittent", "lumpy")
_LEAST_SHARE = 0.01
_TINY = 1e-6
_DIGITS = 9  # of a score: what differs less is equal, however the processor summed it up


def first_origin(periods: int) -> int:
    """The first period after which forecasts are judged: a third of the history is for learning."""
    return max(periods // 3, 1)


def judged_steps(periods: int) -> int:
    """How many periods ahead a history of that length can be judged on."""
    return min(STEPS, max(periods // 3, 1))


def errors_of(history: History, forecasts: History, steps: int) -> History:
    """Actual less forecast, units, by row, origin and period ahead; NaN where nothing came yet or nothing was forecast.

    Rolling origin, expanding window (Tashman 2000, IJF 16, 437-450; FPP3, 5.10): a forecast knows only its past.

    >>> demand = np.array([[1.0, 2, 4]])
    >>> errors_of(demand, demand[..., None], 2)  # of the last demand carried forward
    array([[[ 1.,  3.], [ 2., nan]]])
    """
    rows, periods = history.shape
    start = first_origin(periods) - 1
    origins = max(periods - 1 - start, 0)
    errors = np.full((rows, origins, steps), np.nan)
    for step in range(min(steps, origins)):
        told = forecasts[:, start : periods - 1 - step, min(step, forecasts.shape[2] - 1)]
        errors[:, : origins - step, step] = history[:, start + 1 + step :] - told
    return errors


def log_ratios(history: History, season: int) -> tuple[History, Whole]:
    """By row and method: logarithm of its mean squared error over that of the first method on the same periods; and
    the origins it rests on.

    Squares, not absolute values: for demand with many zeros the smallest absolute error belongs to a forecast of
    nothing (Syntetos & Boylan 2005), the smallest squared error to the mean demand, which is what stock needs.
    """
    rows, periods = history.shape
    steps = judged_steps(periods)
    ratios, origins = np.zeros((rows, len(METHODS))), np.zeros((rows, len(METHODS)), dtype=np.int64)
    yardstick = None
    for number, method in enumerate(METHODS.values()):
        squares = errors_of(history, method.paths(history, steps, season), steps) ** 2
        yardstick = squares if yardstick is None else yardstick
        known = ~np.isnan(squares)
        mine = np.where(known, squares, 0.0).sum(axis=(1, 2))
        other = np.where(known, yardstick, 0.0).sum(axis=(1, 2))
        least = _TINY * other + _TINY**2
        ratios[:, number] = np.log((mine + least) / (other + least))
        origins[:, number] = known.any(axis=2).sum(axis=1)
    return ratios, origins


def ranked(ratios: History, origins: Whole, classes: Sequence[str]) -> tuple[Whole, History]:
    """By row: its best methods, best first, and their weights (0 for one that cannot be judged or has next to none).

    A method's score is its own log ratio and its cost where demand is steady (``Method.cost``), weighted n to ``TRUST``
    for n origins; few errors would else choose by chance. This is a Bayes estimate with a fixed prior, that gives way
    to plain evidence (``PLAIN``; compare Efron & Morris 1972, JASA 67, 130-139). Its share is that of its rank
    (``SHARES``) times the ratio of the best one's mean squared error to its own, to the power ``EVIDENCE``: what
    follows a trend or a season exactly stands alone (compare Bates & Granger 1969, Operational Research Quarterly 20,
    451-468). Methods for gaps are only for rows of the classes that have them. A row with too few origins takes the
    first method.
    """
    gaps = np.array([method.for_gaps for method in METHODS.values()])
    cost = np.array([method.cost for method in METHODS.values()])
    gappy = np.array([name in GAPPY for name in classes], dtype=bool)
    fits = (origins >= FEWEST_ORIGINS) & (gappy[:, None] | ~gaps)
    judged = origins.max(axis=1, keepdims=True, initial=0)
    own = judged / (judged + TRUST)
    believed = np.minimum(own * ratios + (1 - own) * cost, ratios + PLAIN)
    scores = np.where(fits, np.round(believed, _DIGITS), np.inf)
    scores[~fits.any(axis=1), 0] = 0.0
    best = np.argsort(scores, axis=1, kind="stable")[:, : len(SHARES)].astype(np.int64)
    chosen = np.take_along_axis(ratios, best, axis=1)
    behind = np.maximum(chosen - chosen[:, :1], 0.0)
    weights = np.isfinite(np.take_along_axis(scores, best, axis=1)) * np.array(SHARES) * np.exp(-EVIDENCE * behind)
    weights = np.where(weights < _LEAST_SHARE * weights.sum(axis=1, keepdims=True), 0.0, weights)
    return best, weights / weights.sum(axis=1, keepdims=True)


def blended(history: History, best: Whole, weights: History, steps: int, season: int) -> History:
    """The forecasts of the chosen methods, averaged, from every origin: rows by origins by periods ahead. Where one of
    them knows nothing yet the others speak, and the mean of the past where none does."""
    rows, periods = history.shape
    total, weight = np.zeros((rows, periods, steps)), np.zeros((rows, periods, steps))
    for number, method in enumerate(METHODS.values()):
        share = np.where(best == number, weights, 0.0).sum(axis=1)
        chosen = np.flatnonzero(share > 0)
        if chosen.size:
            told = np.broadcast_to(method.paths(history[chosen], steps, season), (chosen.size, periods, steps))
            known = ~np.isnan(told)
            total[chosen] += np.where(known, told, 0.0) * share[chosen, None, None]
            weight[chosen] += known * share[chosen, None, None]
    past = np.cumsum(history, axis=1) / np.arange(1, periods + 1)
    return np.where(weight > 0, total / np.where(weight > 0, weight, 1.0), past[..., None])
