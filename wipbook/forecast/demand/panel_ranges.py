"""The range within which four of five months will lie, by what the same forecast erred by in the past."""

from __future__ import annotations

import numpy as np

from wipbook.calculators.demand.history import History
from wipbook.forecast.demand.panel import Whole

COVERED, BELOW = 0.8, 0.1
"""Share of the months that are to lie within the range, and below it, where anything can: nothing is below zero."""
NORMAL = {BELOW: -1.2816, COVERED: 0.8416, COVERED + BELOW: 1.2816}
"""Quantiles of a normal distribution, in units of its root mean square."""
OWN_ERRORS = 5
"""Origins of its own after which a row's own range weighs as much as that of normal errors."""
WIDER = 1.75
"""Errors to come are wider than those by which the methods were chosen: by so much over the number of origins."""
LATEST = 24
"""The last origins that are looked at."""
WITH_LEVEL = 0.75
"""Errors are taken to grow with this power of the forecast: between counts (1/2) and shares (1)."""
GROWTH = 12.0
"""Origins' worth of belief that errors do not grow with the periods ahead."""
SELDOM = 0.1
"""Where demand is seldom, ranges of the past were too wide for what came (parts die out more often than they come to
life): so much of the share of months without demand is left out besides."""
_FLOOR = 0.1  # of the mean forecast: what was forecast as next to nothing says little of errors


def ranges(point: History, errors: History, told: History, history: History) -> tuple[History, History]:
    """Lowest and highest demand by row and period ahead that leave out a fifth of the months, not below zero.

    ``point``: forecasts, rows by periods ahead; ``errors``: of ``errors_of``; ``told``: the forecasts at their origins,
    rows by origins by periods ahead. Errors of the past are brought to today's level (``WITH_LEVEL``) and to one period
    ahead, by how much those of each period ahead were larger at the same origins; their quantiles (k / (n + 1), Hyndman
    & Fan 1996, definition 6) and those of normal errors of the same mean square, weighted n to ``OWN_ERRORS``, are
    added to the point. A tenth lies below and a tenth above; where months without demand make up the lowest tenth or
    more a fifth lies above. Where the highest value would be the smallest demand there is, half of the months with it
    count as above (the quantile of the mid-distribution; Parzen 2004, Statistical Science 19, 652-662), or whole units
    would make ranges too wide. More than a fifth cannot be left out where more months than that lie at the highest
    value: who asks for a part once a year has a range from 0 to 0 or more, and eleven of twelve months in it.
    """
    errors, told = errors[:, -LATEST:], told[:, -LATEST:]
    known = ~np.isnan(errors[0])
    now, then = point.mean(axis=1)[:, None], told.mean(axis=2)
    floor = _FLOOR * np.maximum(then.mean(axis=1, keepdims=True), now) + 1e-12
    scaled = np.where(known, errors, 0.0) * ((now + floor) / (then + floor))[:, :, None] ** WITH_LEVEL
    grown = _growth(scaled, known, point.shape[1])
    even = np.concatenate(
        [scaled[:, known[:, step], step] / grown[:, min(step, point.shape[1] - 1), None]
         for step in range(errors.shape[2])], axis=1,
    )
    even.sort(axis=1)
    size, count = np.sqrt((even**2).mean(axis=1)), int(known[:, 0].sum())
    weight, wider = count / (count + OWN_ERRORS), 1 + WIDER / count

    def added(share: float, of_row: History) -> History:
        own = _quantile(even, of_row)
        found: History = grown * (wider * (weight * own + (1 - weight) * NORMAL[share] * size))[:, None]
        return found

    low = point + added(BELOW, np.full(len(point), BELOW))
    usual = added(COVERED + BELOW, np.full(len(point), COVERED + BELOW))
    late = history[:, -LATEST:]
    gaps = added(COVERED, COVERED - _half_of_the_smallest(late) - SELDOM * (late == 0).mean(axis=1))
    return np.clip(low, 0.0, point), np.maximum(point + np.where(low <= 0, gaps, usual), point)


def _growth(scaled: History, known: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], horizon: int) -> History:
    """How much larger errors are by period ahead than one period ahead: 1 at first, never falling."""
    square = scaled**2
    belief = GROWTH * square[:, :, 0].sum(axis=1) / max(int(known[:, 0].sum()), 1)
    grown = np.ones((len(scaled), horizon))
    for step in range(1, horizon):
        larger = np.ones(len(scaled))
        if step < known.shape[1] and known[:, step].any():
            seen = known[:, step]
            first = square[:, seen, 0].sum(axis=1) + belief
            larger = np.sqrt((square[:, seen, step].sum(axis=1) + belief) / np.where(first > 0, first, 1.0))
        grown[:, step] = np.maximum(larger, grown[:, step - 1])
    return grown


def _half_of_the_smallest(history: History) -> History:
    """Half the share of the months with the smallest demand there is, where the covered share ends among them."""
    smallest = np.where(history > 0, history, np.inf).min(axis=1)
    none, at = (history == 0).mean(axis=1), (history == smallest[:, None]).mean(axis=1)
    found: History = np.where((none < COVERED) & (none + at >= COVERED), at / 2, 0.0)
    return found


def _quantile(ordered: History, share: History) -> History:
    """Of each row of ascending values the quantile at its ``share``."""
    last = ordered.shape[1] - 1
    at = np.clip(share * (last + 2) - 1, 0, last)
    below: Whole = np.floor(at).astype(np.int64)
    ends = np.stack([below, np.minimum(below + 1, last)], axis=1)
    values = np.take_along_axis(ordered, ends, axis=1)
    part = at - below
    found: History = values[:, 0] * (1 - part) + values[:, 1] * part
    return found
