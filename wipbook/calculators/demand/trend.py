"""Exponential smoothing that follows a trend where the history pays for one."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from wipbook.calculators.demand.history import History
from wipbook.calculators.demand.smoothing import level_paths, picked, tiny

_DAMPING = (0.9, 0.98, 1.0)
_GRID = np.array(list(itertools.product((0.1, 0.3, 0.6, 0.9), (0.05, 0.2, 0.5), _DAMPING, (0.0, 1.0))))
_MODELS = ((_GRID[:, 2] == 1, 5), (_GRID[:, 2] < 1, 6))
"""Columns of the grid and parameters of a trend that goes on and of one that is damped; a level has 3."""


@dataclass(frozen=True)
class _Best:
    """What is taken after a period: its information criterion, level, slope and damping."""

    aicc: History
    level: History
    slope: History
    damping: History


def ets(history: History, steps: int) -> History:
    """Exponential smoothing of a level, a trend or a damped trend, whichever has the lowest AICc so far.

    Gives forecasts after every period, 1 .. ``steps`` ahead on a new last axis.

    Equations: l_t = l_(t-1) + phi b_(t-1) + alpha e_t; b_t = phi b_(t-1) + beta* alpha e_t; forecast l + (phi + .. +
    phi^h) b, not below zero; the level alone as in ``ses``, its weight by the errors alone. AICc = n ln(SSE / n) + 2k +
    2k(k+1) / (n-k-1); k is 3, with a trend 5, with a damped one 6. Source: FPP3, 8.2 and 8.6, models
    (A,N,N), (A,A,N) and (A,Ad,N).

    >>> ets(np.arange(0.0, 300.0, 10.0), 2)[-1].round(6).tolist()
    [300.0, 310.0]
    """
    alpha, beta, phi, steep = _GRID.T
    levels, sums = level_paths(history, skip=2)
    perfect = tiny(history)
    flat = np.argmin(sums, axis=-1)
    levels, sums = picked(levels, flat), picked(sums, flat)
    level = np.repeat(history[..., :1], len(_GRID), axis=-1)
    slope, squares = np.zeros_like(level), np.zeros_like(level)
    found = []
    for at in range(history.shape[-1]):
        now, ones = history[..., at, None], np.ones(history.shape[:-1])
        if at == 1:  # half of the grid starts with the first difference as its trend, half without one
            level, slope = np.repeat(now, len(_GRID), axis=-1), steep * (now - level)
        elif at > 1:
            expected = level + phi * slope
            error = now - expected
            squares = squares + error**2
            level, slope = expected + alpha * error, phi * slope + beta * alpha * error
        best = _Best(_aicc(sums[..., at] + perfect[..., at], at - 1, 3), levels[..., at], 0.0 * ones, ones)
        for columns, parameters in _MODELS if at - 1 > 6 else ():
            number = np.flatnonzero(columns)[np.argmin(squares[..., columns], axis=-1)]
            aicc = _aicc(picked(squares, number) + perfect[..., at], at - 1, parameters)
            better = aicc < best.aicc
            best = _Best(
                np.where(better, aicc, best.aicc), np.where(better, picked(level, number), best.level),
                np.where(better, picked(slope, number), best.slope), np.where(better, phi[number], best.damping),
            )
        found.append(best)
    stacked = [np.stack([getattr(best, name) for best in found], axis=-1) for name in ("level", "slope", "damping")]
    # phi is one of three: its sums are looked up, since powers take their time
    growth = np.cumsum(np.array(_DAMPING)[:, None] ** np.arange(1, steps + 1), axis=-1)
    growth = growth[np.searchsorted(_DAMPING, stacked[2])]
    return np.maximum(stacked[0][..., None] + stacked[1][..., None] * growth, 0.0)


def _aicc(squares: History, errors: int, parameters: int) -> History:
    """Infinite without room for the parameters, but for a level, which needs none to be taken."""
    room = errors - parameters - 1
    if room <= 0:
        return np.full(squares.shape, np.inf if parameters > 3 else 1e300)
    penalty = 2 * parameters + 2 * parameters * (parameters + 1) / room
    return np.asarray(errors * np.log(squares / errors) + penalty, dtype=np.float64)
