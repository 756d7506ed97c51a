"""The simplest forecasts: the last period, the mean of all periods, the mean of the last few."""

from __future__ import annotations

import numpy as np

from wipbook.calculators.demand.origins import History, Origins


def naive(history: History) -> Origins:
    """The last demand [y_T] is the forecast of every period ahead (Hyndman & Athanasopoulos, FPP3, 5.2).

    >>> naive(np.array([3.0, 5.0])).ahead(2)[-1]
    array([5., 5.])
    """
    return Origins.flat(history.copy())


def mean(history: History) -> Origins:
    """The mean of all demands so far [(y_1 + ... + y_T) / T] (FPP3, 5.2).

    >>> mean(np.array([3.0, 5.0])).ahead(1)[-1]
    array([4.])
    """
    return Origins.flat(np.cumsum(history, axis=-1) / np.arange(1, history.shape[-1] + 1))


def moving_average(history: History, window: int = 3) -> Origins:
    """The mean of the last ``window`` demands, of all while there are fewer (Heizer & Render, ch. 4, Example 1).

    >>> moving_average(np.array([26.0, 30, 28, 18, 16, 14])).ahead(1)[-1]
    array([16.])
    """
    sums = np.cumsum(history, axis=-1)
    sums[..., window:] -= np.cumsum(history, axis=-1)[..., :-window]
    return Origins.flat(sums / np.minimum(np.arange(1, history.shape[-1] + 1), window))
