"""The simplest forecasts: the last period, the mean of all periods, the mean of the last few.

Each gives the forecast that would have been made after every period, the same for every period ahead.
"""

from __future__ import annotations

import numpy as np

from wipbook.calculators.demand.history import History


def naive(history: History) -> History:
    """The last demand [y_T] (Hyndman & Athanasopoulos, FPP3, 5.2).

    >>> naive(np.array([3.0, 5.0])).tolist()
    [3.0, 5.0]
    """
    return history.copy()


def mean(history: History) -> History:
    """The mean of all demands so far [(y_1 + ... + y_T) / T] (FPP3, 5.2).

    >>> mean(np.array([3.0, 5.0])).tolist()
    [3.0, 4.0]
    """
    return np.cumsum(history, axis=-1) / np.arange(1, history.shape[-1] + 1)


def moving_average(history: History, window: int = 3) -> History:
    """The mean of the last ``window`` demands, of all while there are fewer (Heizer & Render, ch. 4, Example 1).

    >>> moving_average(np.array([26.0, 30, 28, 18, 16, 14]))[-1].item()
    16.0
    """
    sums = np.cumsum(history, axis=-1)
    sums[..., window:] -= np.cumsum(history, axis=-1)[..., :-window]
    return sums / np.minimum(np.arange(1, history.shape[-1] + 1), window)
