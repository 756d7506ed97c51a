"""Every method over many histories at once: what it would have forecast after each of their periods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from wipbook.calculators.demand.croston import intermittent
from wipbook.calculators.demand.origins import History
from wipbook.calculators.demand.simple import mean, moving_average, naive
from wipbook.forecast.demand.panel_seasonal import seasonal, seasonal_naive

PanelMethod = Callable[[History, int, int], History]
"""From histories (rows by periods), periods ahead and periods of a year: forecasts, rows by origins by periods ahead;
the last axis has length one where they are all the same. NaN: not known yet."""
LONGEST_BUCKET = 12


def _flat(method: Callable[..., object], **fixed: object) -> PanelMethod:
    def paths(history: History, steps: int, season: int) -> History:
        level: History = method(history, **fixed).level  # type: ignore[attr-defined]
        return level[..., None]

    return paths


def _weights(least: float, count: History) -> History:
    """1, 1/2, 1/3 .. down to ``least``: a plain mean while there is little to go by, smoothing after that."""
    return np.maximum(least, 1 / np.maximum(count, 1.0))


def smoothed(history: History, steps: int, season: int, alpha: float = 0.1) -> History:
    """Simple exponential smoothing that starts as the mean: l_t = l_(t-1) + max(alpha, 1/t) (y_t - l_(t-1)).

    Source: FPP3, 8.1; the decreasing weight at the start as in Brown (1963), Smoothing, Forecasting and Prediction.

    >>> smoothed(np.array([[4.0, 6.0, 5.0]]), 1, 12)[..., 0].tolist()
    [[4.0, 5.0, 5.0]]
    """
    level, levels = history[:, 0], [history[:, 0]]
    for at in range(1, history.shape[1]):
        level = level + max(alpha, 1 / (at + 1)) * (history[:, at] - level)
        levels.append(level)
    return np.stack(levels, axis=1)[..., None]


def damped(
    history: History, steps: int, season: int, alpha: float = 0.1, beta: float = 0.2, phi: float = 0.9
) -> History:
    """Damped trend, its level starting as the mean: l = l + phi b + w e; b = phi b + beta w e; w = max(alpha, 1/t).

    Forecast: l + (phi + .. + phi^h) b, not below zero. Source: FPP3, 8.2 (error correction form of (A,Ad,N)).

    >>> damped(np.array([[5.0, 5.0]]), 2, 12)[0, -1].tolist()
    [5.0, 5.0]
    """
    level, slope = history[:, 0], np.zeros(len(history))
    levels, slopes = [level], [slope]
    for at in range(1, history.shape[1]):
        weight = max(alpha, 1 / (at + 1))
        expected = level + phi * slope
        error = history[:, at] - expected
        level, slope = expected + weight * error, phi * slope + beta * weight * error
        levels.append(level)
        slopes.append(slope)
    growth = np.cumsum(phi ** np.arange(1, steps + 1))
    return np.maximum(np.stack(levels, axis=1)[..., None] + np.stack(slopes, axis=1)[..., None] * growth, 0.0)


def apart(history: History, steps: int, season: int, variant: str = "sba", alpha: float = 0.1) -> History:
    """Size and interval of demands (``sba``), or size and probability (``tsb``), smoothed apart, each starting as its
    mean. Sources: as for ``croston.intermittent``, whose start is the first demand alone.

    >>> apart(np.array([[2.0, 0, 1, 0]]), 1, 12, "tsb")[0, -1].tolist()
    [0.75]
    """
    rows = len(history)
    size, interval, chance, since, count = (np.zeros(rows) for _ in range(5))
    rates = []
    for at in range(history.shape[1]):
        now = history[:, at]
        hit = now != 0
        since, count = since + 1, count + hit
        weight = np.where(hit, _weights(alpha, count), 0.0)
        size = size + weight * (now - size)
        if variant == "tsb":
            chance = chance + max(alpha, 1 / (at + 1)) * (hit - chance)
            rates.append(size * chance)
        else:
            interval = interval + weight * (since - interval)
            since = np.where(hit, 0.0, since)
            rates.append((1 - alpha / 2) * size / np.maximum(interval, 1.0))
    return np.stack(rates, axis=1)[..., None]


def aggregated(history: History, steps: int, season: int, alpha: float = 0.1) -> History:
    """ADIDA: demand summed over buckets as long as the mean interval between demands, smoothed, and spread evenly.

    The buckets end at the origin. Source: Nikolopoulos, Syntetos, Boylan, Petropoulos & Assimakopoulos (2011), JORS 62,
    544-554.

    >>> aggregated(np.array([[0.0, 4, 0, 2]]), 1, 12)[0, -1].tolist()
    [1.5]
    """
    periods = history.shape[1]
    interval = np.ceil(periods / np.maximum((history != 0).sum(axis=1), 1)).astype(int)
    width = np.clip(interval, 1, LONGEST_BUCKET)
    sums = np.cumsum(history, axis=1)
    rates = sums / np.arange(1, periods + 1)  # the mean, while no bucket is full
    for one in np.unique(width):
        rows = width == one
        blocks = sums[rows] / one
        blocks[:, one:] -= sums[rows][:, :-one] / one
        level = rates[rows]
        for at in range(one, periods):
            number = (at + 1) // one
            if number > 1:
                before = level[:, at - one]
                level[:, at] = before + max(alpha, 1 / number) * (blocks[:, at] - before)
        rates[rows] = level
    return rates[..., None]


PANEL_METHODS: Mapping[str, PanelMethod] = {
    "mean": _flat(mean),
    "naive": _flat(naive),
    "moving average": _flat(moving_average),
    **{f"smoothing {a:.0%}": partial(smoothed, alpha=a) for a in (0.05, 0.1, 0.2, 0.5)},
    "damped trend": damped,
    "croston": _flat(intermittent, variant="croston"),
    "sbj": _flat(intermittent, variant="sbj"),
    **{f"sba {a:.0%}": partial(apart, variant="sba", alpha=a) for a in (0.05, 0.1, 0.2)},
    **{f"tsb {a:.0%}": partial(apart, variant="tsb", alpha=a) for a in (0.05, 0.1, 0.2)},
    "adida": aggregated,
    "seasonal naive": seasonal_naive,
    "seasonal": seasonal,
}
"""The first is the yardstick of the others. Percents are smoothing weights; what they start with is a mean."""
FOR_GAPS = frozenset(name for name in PANEL_METHODS if name.split()[0] in ("croston", "sbj", "sba", "tsb", "adida"))
"""Methods for demand with gaps; where there are none, SBA and SBJ would only lower the forecast."""
