"""Which methods suit each of many histories, judged on its own past.

What is chosen for a history depends on nothing but that history, so that it is the same alone and among thousands.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wipbook.calculators.demand.history import History
from wipbook.calculators.demand.methods import METHODS
from wipbook.forecast.demand.panel import Whole

STEPS = 3
"""Periods ahead of the short look."""
YEAR = 12
"""Periods ahead that a plan is made for: the sum over so many is what a method is judged by besides."""
HALF_LIFE = 12.0
"""Periods after which an error counts half: what suited demand before it changed says little."""
EVIDENCE = 0.35
"""Weight of a method's log ratio over one window (the likelihood of independent normal errors has 1/2)."""
STEADY = 10
"""Windows of steady demand that every method is taken to have been seen on before."""
BLENDED = 3
"""The forecast is the average of so many methods: a mean of several errs less than the choice of one."""
FEWEST_ORIGINS = 6
GAPPY = ("intermittent", "lumpy")
_LEAST_SHARE = 0.01
_TINY = 1e-6
_DIGITS = 9  # of a score: what differs less is equal, however the processor summed it up


def first_origin(periods: int) -> int:
    """The first period after which forecasts are judged: a third of the history is for learning."""
    return max(periods // 3, 1)


def judged_steps(periods: int, most: int = YEAR) -> int:
    """How many periods ahead a history of that length can be judged on."""
    return min(most, max(periods // 3, 1))


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


def sum_errors(history: History, forecasts: History, steps: int) -> History:
    """Sum of the demand of ``steps`` periods ahead less that of the forecasts, by row and origin; NaN where not all of
    them came yet.

    >>> demand = np.array([[1.0, 2, 4, 8]])
    >>> sum_errors(demand, demand[..., None], 2)  # of the last demand carried forward: 6 less 2, 12 less 4
    array([[ 4.,  8., nan]])
    """
    rows, periods = history.shape
    start = first_origin(periods) - 1
    origins = max(periods - 1 - start, 0)
    found = np.full((rows, origins), np.nan)
    known = max(origins - steps + 1, 0)
    if known:
        sums = np.concatenate([np.zeros((rows, 1)), np.cumsum(history, axis=1)], axis=1)
        told = forecasts[:, start : start + known]
        whole = told[:, :, 0] * steps if told.shape[2] == 1 else told[:, :, :steps].sum(axis=2)
        found[:, :known] = sums[:, start + 1 + steps :] - sums[:, start + 1 : start + 1 + known] - whole
    return found


def log_ratios(history: History, season: int) -> tuple[History, Whole]:
    """By row and method: what its errors say against it, in windows that do not overlap; and the origins it rests on.

    A window's part is the logarithm of the method's mean squared error over that of the first method on the same
    periods: of forecasts one to ``STEPS`` periods ahead, and of the sum of a whole year (``YEAR``, or as many periods
    as can be judged), which is what stock and cash are planned by. The last errors count most (``HALF_LIFE``). Squares,
    not absolute values: for demand with many zeros the smallest absolute error belongs to a forecast of nothing
    (Syntetos & Boylan 2005), the smallest squared error to the mean demand, which is what stock needs.
    """
    rows, periods = history.shape
    steps, near = judged_steps(periods), judged_steps(periods, STEPS)
    against, origins = np.zeros((rows, len(METHODS))), np.zeros((rows, len(METHODS)), dtype=np.int64)
    yardsticks: list[History] = []
    for number, method in enumerate(METHODS.values()):
        paths = method.paths(history, steps, season)
        looks = [errors_of(history, paths, near), sum_errors(history, paths, steps)[..., None]]
        yardsticks = yardsticks or [each**2 for each in looks]
        for look, yardstick, length in zip(looks, yardsticks, (near, steps), strict=True):
            against[:, number] += _against(look**2, yardstick, length)
        origins[:, number] = (~np.isnan(looks[0])).any(axis=2).sum(axis=1)
    return against, origins


def _against(squares: History, yardstick: History, length: int) -> History:
    """Log ratio of two kinds of squared errors (rows by origins by periods), times the windows of ``length`` that those
    origins make: each counted by its age."""
    known = ~np.isnan(squares)
    age = np.arange(squares.shape[1])[::-1]
    weight = known * (0.5 ** (age / HALF_LIFE))[:, None]
    mine, other = (np.where(known, each, 0.0) * weight for each in (squares, yardstick))
    mine, other = mine.sum(axis=(1, 2)), other.sum(axis=(1, 2))
    least = _TINY * other + _TINY**2
    windows = weight.sum(axis=(1, 2)) / length
    found: History = windows * np.log((mine + least) / (other + least))
    return found


def ranked(against: History, origins: Whole, classes: Sequence[str]) -> tuple[Whole, History]:
    """By row: its best methods, best first, and their weights (0 for one that cannot be judged or has next to none).

    ``against``: of ``log_ratios``. The weight of a method is its odds beforehand (``Method.odds``; those of steady
    demand seen over ``STEADY`` windows, ``Method.cost``) times exp(-``EVIDENCE`` x what its errors say against it):
    Bayesian model averaging, with less than the whole likelihood since errors are neither independent nor normal
    (Hoeting et al. 1999, Statistical Science 14, 382-417; Bates & Granger 1969, Operational Research Quarterly 20,
    451-468). What follows a trend or a season exactly stands alone. A row with too few origins takes the first method.
    """
    gappy = np.array([name in GAPPY for name in classes], dtype=bool)
    cost = np.array([method.cost for method in METHODS.values()])
    odds = np.array([[-np.inf if each is None else each for each in method.odds] for method in METHODS.values()])
    believed = np.where(gappy[:, None], odds[:, 1], odds[:, 0]) - EVIDENCE * (STEADY * cost + against)
    scores = np.where(origins >= FEWEST_ORIGINS, np.round(believed, _DIGITS), -np.inf)
    scores[~np.isfinite(scores).any(axis=1), 0] = 0.0
    best = np.argsort(-scores, axis=1, kind="stable")[:, :BLENDED].astype(np.int64)
    chosen = np.take_along_axis(scores, best, axis=1)
    weights = np.exp(chosen - chosen[:, :1])
    weights /= weights.sum(axis=1, keepdims=True)
    weights = np.where(weights < _LEAST_SHARE, 0.0, weights)
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
