"""Which methods suit each of many histories: judged on its own past, and on what the others of its class taught."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wipbook.calculators.demand.backtest import first_origin
from wipbook.calculators.demand.origins import History
from wipbook.forecast.demand.panel import Whole
from wipbook.forecast.demand.panel_methods import FOR_GAPS, PANEL_METHODS

STEPS = 3
"""Periods ahead that are judged."""
SHARES = (3.0, 2.0, 1.0)
"""The forecast is the average of the best methods, weighted so: a mean of several errs less than the choice of one."""
TRUST = 100
"""Origins after which a row's own errors weigh as much as what its class has shown."""
CLASS_DOUBT = 10
"""A class of so many rows is half believed."""
FEWEST_ORIGINS = 6
GAPPY = ("intermittent", "lumpy")
_WIDEST = 3.0
_TINY = 1e-6


def judged_steps(periods: int) -> int:
    """How many periods ahead a history of that length can be judged on."""
    return min(STEPS, max(periods // 3, 1))


def errors_of(history: History, forecasts: History, steps: int) -> History:
    """Actual less forecast by row, origin and period ahead, as ``rolling_errors`` gives them for one history; NaN where
    nothing came yet or nothing was forecast."""
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
    the origins it rests on."""
    rows, periods = history.shape
    steps = judged_steps(periods)
    ratios, origins = np.zeros((rows, len(PANEL_METHODS))), np.zeros((rows, len(PANEL_METHODS)), dtype=np.int64)
    yardstick = None
    for number, method in enumerate(PANEL_METHODS.values()):
        squares = errors_of(history, method(history, steps, season), steps) ** 2
        yardstick = squares if yardstick is None else yardstick
        known = ~np.isnan(squares)
        mine = np.where(known, squares, 0.0).sum(axis=(1, 2))
        other = np.where(known, yardstick, 0.0).sum(axis=(1, 2))
        least = _TINY * other + _TINY**2
        ratios[:, number] = np.clip(np.log((mine + least) / (other + least)), -_WIDEST, _WIDEST)
        origins[:, number] = known.any(axis=2).sum(axis=1)
    return ratios, origins


def ranked(ratios: History, origins: Whole, classes: Sequence[str]) -> tuple[Whole, History]:
    """By row: its best methods, best first, and their weights (``SHARES``, 0 for one that cannot be judged).

    A method's score is its own log ratio and the mean log ratio of the class, weighted n to ``TRUST``; n origins of few
    errors would else choose by chance. This is an empirical Bayes estimate (Efron & Morris 1975, JASA 70, 311-319).
    Methods for gaps are only for rows of the classes that have them. A row with too few origins takes the first method.
    """
    scores = np.full_like(ratios, np.inf)
    gaps = np.array([name in FOR_GAPS for name in PANEL_METHODS])
    gappy = np.array([name in GAPPY for name in classes], dtype=bool)
    fits = (origins >= FEWEST_ORIGINS) & (gappy[:, None] | ~gaps)
    for name in sorted(set(classes)):
        rows = np.array([each == name for each in classes])
        fit = fits[rows]
        prior = np.where(fit, ratios[rows], 0.0).sum(axis=0) / (fit.sum(axis=0) + CLASS_DOUBT)
        own = origins[rows] / (origins[rows] + TRUST)
        scores[rows] = np.where(fit, own * ratios[rows] + (1 - own) * prior, np.inf)
    scores[~fits.any(axis=1), 0] = 0.0
    best = np.argsort(scores, axis=1, kind="stable")[:, : len(SHARES)]
    weights = np.isfinite(np.take_along_axis(scores, best, axis=1)) * np.array(SHARES)
    return best.astype(np.int64), weights / weights.sum(axis=1, keepdims=True)


def blended(history: History, best: Whole, weights: History, steps: int, season: int) -> History:
    """The forecasts of the chosen methods, averaged, from every origin: rows by origins by periods ahead. Where one of
    them knows nothing yet the others speak, and the mean of the past where none does."""
    rows, periods = history.shape
    total, weight = np.zeros((rows, periods, steps)), np.zeros((rows, periods, steps))
    for number, method in enumerate(PANEL_METHODS.values()):
        share = np.where(best == number, weights, 0.0).sum(axis=1)
        chosen = np.flatnonzero(share > 0)
        if chosen.size:
            told = np.broadcast_to(method(history[chosen], steps, season), (chosen.size, periods, steps))
            known = ~np.isnan(told)
            total[chosen] += np.where(known, told, 0.0) * share[chosen, None, None]
            weight[chosen] += known * share[chosen, None, None]
    past = np.cumsum(history, axis=1) / np.arange(1, periods + 1)
    return np.where(weight > 0, total / np.where(weight > 0, weight, 1.0), past[..., None])
