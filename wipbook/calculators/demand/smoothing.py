"""Exponential smoothing of a level, its weight chosen afresh after every period."""

from __future__ import annotations

import numpy as np

from wipbook.calculators.demand.history import History

WEIGHTS = np.array([0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9])
TRUST = 100
"""Errors after which what a history shows of a method weighs as much as what is known of it beforehand."""
TINY = 1e-12  # of the squares of the demand itself: keeps the logarithm of a perfect fit finite


def ses(history: History) -> History:
    """Simple exponential smoothing that starts as the mean: the forecast after every period, for every period ahead.

    Equation: l_t = l_(t-1) + max(alpha, 1/t) (y_t - l_(t-1)). Of ``WEIGHTS`` alpha is the one with the least n ln SSE +
    ``TRUST`` ln(2 / (2 - alpha)): the errors so far, and what a weight costs in mean squared error where the level
    never moves. Sources: FPP3, 8.1; Brown (1963), Smoothing, Forecasting and Prediction (falling weight at the start;
    variance of a smoothed level, alpha / (2 - alpha)).

    >>> ses(np.array([4.0, 6.0, 5.0])).tolist()
    [4.0, 5.0, 5.0]
    """
    levels, squares = level_paths(history)
    count = np.arange(history.shape[-1])[:, None]
    cost = count * np.log(squares + tiny(history)[..., None]) + TRUST * np.log(2 / (2 - WEIGHTS))
    return picked(levels, np.argmin(cost, axis=-1))


def quick_ses(history: History, alpha: float = 0.2) -> History:
    """Simple exponential smoothing by a weight that stays: l_t = l_(t-1) + max(alpha, 1/t) (y_t - l_(t-1)). It follows
    demand that dies out, starts or moves without being told by the errors first (FPP3, 8.1).

    >>> quick_ses(np.array([4.0, 6.0, 5.0, 0.0, 0.0, 0.0])).round(3).tolist()
    [4.0, 5.0, 5.0, 3.75, 3.0, 2.4]
    """
    level = history[..., 0].copy()
    levels = [level]
    for at in range(1, history.shape[-1]):
        level = level + max(alpha, 1 / (at + 1)) * (history[..., at] - level)
        levels.append(level)
    return np.stack(levels, axis=-1)


def level_paths(history: History, skip: int = 1) -> tuple[History, History]:
    """Level and sum of squared errors after every period for every weight; the first ``skip`` periods do not count."""
    level = np.repeat(history[..., :1], len(WEIGHTS), axis=-1)
    squares = np.zeros_like(level)
    levels, sums = [level], [squares]
    for at in range(1, history.shape[-1]):
        error = history[..., at, None] - level
        level = level + np.maximum(WEIGHTS, 1 / (at + 1)) * error
        squares = squares + (error**2 if at >= skip else 0.0)
        levels.append(level)
        sums.append(squares)
    return np.stack(levels, axis=-2), np.stack(sums, axis=-2)


def tiny(history: History) -> History:
    """Below this sum of squared errors a fit up to every period is perfect, whatever the unit of the demand."""
    return TINY * (np.cumsum(history**2, axis=-1) + TINY)


def picked(values: History, best: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> History:
    """Of the values on the last axis the one at ``best``."""
    return np.take_along_axis(values, best[..., None], axis=-1)[..., 0]
