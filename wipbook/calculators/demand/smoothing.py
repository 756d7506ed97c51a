"""Exponential smoothing with a level, and with a damped trend where the history pays for one."""

from __future__ import annotations

import itertools

import numpy as np

from wipbook.calculators.demand.origins import History, Origins

_ALPHAS = np.arange(0.05, 1.0, 0.05)
_TREND_GRID = np.array(
    list(itertools.product(np.arange(0.1, 1.0, 0.1), (0.05, 0.1, 0.2, 0.4, 0.7), (0.8, 0.9, 0.98), (0.0, 1.0)))
)
_TINY = 1e-12  # keeps the logarithm of a perfect fit finite


def ses(history: History) -> Origins:
    """Simple exponential smoothing, its weight chosen afresh after every period by the squared errors so far.

    Equation: l_t = alpha y_t + (1 - alpha) l_(t-1), l_1 = y_1, alpha of 0.05, 0.10 .. 0.95. Source: FPP3, 8.1.

    >>> ses(np.array([5.0, 5, 5])).ahead(1)[-1]
    array([5.])
    """
    levels, squares = _level_paths(history)
    return Origins.flat(_pick(levels, np.argmin(squares, axis=-1)))


def ets(history: History) -> Origins:
    """Exponential smoothing with or without a damped additive trend, whichever has the lower AICc so far.

    Equations: l_t = alpha y_t + (1 - alpha)(l_(t-1) + phi b_(t-1)); b_t = beta* (l_t - l_(t-1)) + (1 - beta*) phi
    b_(t-1). AICc = n ln(SSE / n) + 2k + 2k(k+1) / (n-k-1) with k = 3 without and k = 6 with a trend. Source: Hyndman
    & Athanasopoulos, FPP3, 8.2 and 8.6, models (A,N,N) and (A,Ad,N). A season is not modelled.

    >>> bool(ets(np.arange(30.0)).ahead(1)[-1][0] > 29.5)
    True
    """
    levels, level_squares = _level_paths(history, skip=2)
    trend_levels, slopes, trend_squares = _trend_paths(history)
    best_level, best_trend = np.argmin(level_squares, axis=-1), np.argmin(trend_squares, axis=-1)
    errors = np.maximum(np.arange(1, history.shape[-1] + 1) - 2, 0)
    takes_trend = _aicc(_pick(trend_squares, best_trend), errors, 6) < _aicc(
        _pick(level_squares, best_level), errors, 3
    )
    return Origins(
        np.where(takes_trend, _pick(trend_levels, best_trend), _pick(levels, best_level)),
        np.where(takes_trend, _pick(slopes, best_trend), 0.0),
        np.where(takes_trend, _TREND_GRID[best_trend, 2], 1.0),
    )


def _level_paths(history: History, skip: int = 1) -> tuple[History, History]:
    """Level and sum of squared errors after every period for every weight; the first ``skip`` errors do not count."""
    level = np.repeat(history[..., :1], len(_ALPHAS), axis=-1)
    squares = np.zeros_like(level)
    levels, sums = [level], [squares]
    for at in range(1, history.shape[-1]):
        error = history[..., at, None] - level
        level = level + _ALPHAS * error
        squares = squares + (error**2 if at >= skip else 0.0)
        levels.append(level)
        sums.append(squares)
    return np.stack(levels, axis=-2), np.stack(sums, axis=-2)


def _trend_paths(history: History) -> tuple[History, History, History]:
    alpha, beta, phi, steep = _TREND_GRID.T
    level = np.repeat(history[..., :1], len(_TREND_GRID), axis=-1)
    slope, squares = np.zeros_like(level), np.zeros_like(level)
    levels, slopes, sums = [level], [slope], [squares]
    for at in range(1, history.shape[-1]):
        now = history[..., at, None]
        before = level
        error = now - (level + phi * slope)
        if at == 1:  # half of the grid starts with the first difference as its trend, half without one
            level, slope = np.repeat(now, len(_TREND_GRID), axis=-1), steep * (now - before)
        else:
            level = now - (1 - alpha) * error
            slope = beta * (level - before) + (1 - beta) * phi * slope
            squares = squares + error**2
        levels.append(level)
        slopes.append(slope)
        sums.append(squares)
    return np.stack(levels, axis=-2), np.stack(slopes, axis=-2), np.stack(sums, axis=-2)


def _pick(values: History, best: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> History:
    return np.take_along_axis(values, best[..., None], axis=-1)[..., 0]


def _aicc(squares: History, errors: np.ndarray[tuple[int, ...], np.dtype[np.int_]], parameters: int) -> History:
    room = errors - parameters - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = errors * np.log((squares + _TINY) / np.maximum(errors, 1))
        penalty = 2 * parameters + 2 * parameters * (parameters + 1) / np.where(room > 0, room, 1)
    # without room for the parameters a model is not taken; the level is taken when neither has room
    return np.where(room > 0, fit + penalty, np.inf if parameters > 3 else 1e300)
