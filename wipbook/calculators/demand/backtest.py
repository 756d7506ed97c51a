"""Judging a method on the past: what it would have said then, against what came."""

from __future__ import annotations

import numpy as np

from wipbook.calculators.demand.methods import METHODS
from wipbook.calculators.demand.origins import History, Origins


def first_origin(periods: int) -> int:
    """The first period after which forecasts are judged: a third of the history is for learning."""
    return max(periods // 3, 1)


def rolling_errors(history: History, origins: Origins, steps: int) -> History:
    """Actual less forecast, units: one row per origin, one column per period ahead; NaN where nothing came yet.

    Rolling origin, expanding window (Tashman 2000, IJF 16, 437-450; FPP3, 5.10): a forecast knows only its past.

    >>> from wipbook.calculators.demand.simple import naive
    >>> rolling_errors(np.array([1.0, 2, 4]), naive(np.array([1.0, 2, 4])), 2)
    array([[ 1.,  3.], [ 2., nan]])
    """
    periods = history.shape[-1]
    start = first_origin(periods) - 1
    errors = np.full((max(periods - 1 - start, 0), steps), np.nan)
    forecasts = origins.ahead(steps)
    for step in range(min(steps, periods - 1 - start)):
        actual = history[start + 1 + step :]
        errors[: len(actual), step] = actual - forecasts[start : start + len(actual), step]
    return errors


def root_mean_square(errors: History) -> float | None:
    """Root of the mean squared error, units; None without an error.

    Squares, not absolute values: for demand with many zeros the smallest absolute error belongs to a forecast of
    nothing (Syntetos & Boylan 2005), the smallest squared error to the mean demand, which is what stock needs.
    """
    known = errors[~np.isnan(errors)]
    return float(np.sqrt(np.mean(known**2))) if known.size else None


def best_method(history: History, steps: int) -> str:
    """The name of the method with the smallest rolling-origin error; ``mean`` when there is nothing to judge by.

    >>> best_method(np.array([5.0, 5, 5, 9, 9, 9, 9, 9]), 1)
    'naive'
    """
    found, least = "mean", np.inf
    for name, method in METHODS.items():
        error = root_mean_square(rolling_errors(history, method(history), steps))
        if error is not None and error < least * (1 - 1e-9):
            found, least = name, error
    return found
