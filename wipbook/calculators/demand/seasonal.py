"""Methods that know a season, over many histories at once: rows by origins by periods ahead."""

from __future__ import annotations

import numpy as np

from wipbook.calculators.demand.history import History


def seasonal_naive(history: History, steps: int, season: int) -> History:
    """The demand of the same period a year before (FPP3, 5.2); NaN in the first year and without a season.

    >>> seasonal_naive(np.array([[1.0, 2, 3, 4]]), 2, 3)[0].tolist()
    [[nan, nan], [nan, nan], [1.0, 2.0], [2.0, 3.0]]
    """
    rows, periods = history.shape
    paths = np.full((rows, periods, steps), np.nan)
    for step in range(steps if 0 < season <= periods else 0):
        back = season - 1 - step % season  # of the origin, the same period of the year before that step
        paths[:, season - 1 :, step] = history[:, season - 1 - back : periods - back]
    return paths


def seasonal(history: History, steps: int, season: int, alpha: float = 0.1, doubt: float = 1.0) -> History:
    """Seasonal indices times a smoothed level; NaN in the first year and without a season.

    Index of a period of the year: its mean so far over the mean of all so far, drawn towards 1 as by ``doubt`` more
    years of an even demand. Level: smoothing of demand over index. Source: multiplicative decomposition (FPP3, 3.4;
    Heizer & Render, ch. 4); the drawing in after Miller & Williams (2003), IJF 19, 669-684.

    >>> seasonal(np.array([[1.0, 3, 1, 3, 1, 3]]), 2, 2, doubt=0)[0, -1].tolist()
    [1.0, 3.0]
    """
    rows, periods = history.shape
    paths = np.full((rows, periods, steps), np.nan)
    if not season:
        return paths
    sums, counts = np.zeros((rows, season)), np.zeros(season)
    level = np.zeros(rows)
    for at in range(periods):
        now, phase = history[:, at], at % season
        sums[:, phase] += now
        counts[phase] += 1
        if at + 1 < season:
            continue
        means = sums / counts
        average = means.mean(axis=1)
        ratio = means / np.where(average > 0, average, 1.0)[:, None]
        index = (counts * ratio + doubt) / (counts + doubt)
        error = now / np.maximum(index[:, phase], 0.05) - level
        level = average if at + 1 == season else level + max(alpha, 1 / (at + 1)) * error
        for step in range(steps):
            paths[:, at, step] = level * index[:, (at + 1 + step) % season]
    return paths


def seasonal_trend(history: History, steps: int, season: int, doubt: float = 1.0) -> History:
    """A straight line and what a period of the year adds to it; not below zero. NaN in the first two years and without
    a season.

    Slope: mean of the last year less mean of the first, over the periods between. Level: the mean of the last year, at
    its middle. Addition of a period of the year: its mean distance from the line, drawn towards 0 as by ``doubt`` more
    years without a season. Source: additive decomposition with a linear trend (FPP3, 3.4 and 7.4).

    >>> seasonal_trend(np.array([[1.0, 5, 3, 7, 5, 9]]), 3, 2, doubt=0)[0, -1].tolist()
    [7.0, 11.0, 9.0]
    """
    rows, periods = history.shape
    paths = np.full((rows, periods, steps), np.nan)
    if not season or periods < 2 * season:
        return paths
    running = np.cumsum(history, axis=1)
    first = running[:, season - 1] / season
    sums, times, counts = np.zeros((rows, season)), np.zeros(season), np.zeros(season)
    for at in range(periods):
        phase = at % season
        sums[:, phase] += history[:, at]
        times[phase] += at
        counts[phase] += 1
        if at + 1 < 2 * season:
            continue
        level = (running[:, at] - running[:, at - season]) / season
        slope = (level - first) / (at + 1 - season)
        apart = sums / counts - slope[:, None] * (times / counts)
        added = (apart - apart.mean(axis=1, keepdims=True)) * (counts / (counts + doubt))
        for step in range(steps):
            line = level + slope * ((season - 1) / 2 + step + 1)
            paths[:, at, step] = np.maximum(line + added[:, (at + 1 + step) % season], 0.0)
    return paths
