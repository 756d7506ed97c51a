"""The methods by name: one list, for the sheet Forecast and for ``wip_forecast``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wipbook.calculators.demand.croston import intermittent
from wipbook.calculators.demand.history import History
from wipbook.calculators.demand.seasonal import seasonal, seasonal_naive, seasonal_trend
from wipbook.calculators.demand.simple import mean, moving_average, naive
from wipbook.calculators.demand.smoothing import ses
from wipbook.calculators.demand.trend import ets


@dataclass(frozen=True)
class Method:
    """``paths``: from histories (rows by periods), periods ahead and periods of a year to forecasts, rows by origins by
    periods ahead; the last axis has length one where they are all the same; NaN: not known yet. ``cost``: what it loses
    where demand is steady, as the logarithm of its mean squared error over that of the mean of the past. ``for_gaps``:
    made for demand with gaps; where there are none, SBA and SBJ would only lower the forecast."""

    paths: Callable[[History, int, int], History]
    cost: float
    for_gaps: bool = False


def _flat(level: Callable[[History], History], cost: float) -> Method:
    return Method(lambda history, steps, season: level(history)[..., None], cost)


def _gaps(variant: str, cost: float, alpha: float = 0.1) -> Method:
    def paths(history: History, steps: int, season: int) -> History:
        return intermittent(history, variant, alpha, settling=True)[..., None]

    return Method(paths, cost, for_gaps=True)


METHODS: Mapping[str, Method] = {
    "mean": _flat(mean, 0.0),
    "naive": _flat(naive, 0.64),
    "moving average": _flat(moving_average, 0.24),
    "ses": _flat(ses, 0.002),
    "croston": _gaps("croston", 0.01),
    "sba": _gaps("sba", 0.003),
    "sbj": _gaps("sbj", 0.005),
    "tsb": _gaps("tsb", 0.001, alpha=0.05),
    "ets": Method(lambda history, steps, season: ets(history, steps), 0.2),
    "seasonal naive": Method(seasonal_naive, 0.64),
    "seasonal": Method(seasonal, 0.17),
    "seasonal trend": Method(seasonal_trend, 0.3),
}
"""The first is the yardstick of the others. The costs are those of 24 to 60 months of steady demand (simulated in the
tests); ets, simulated at 0.07, is charged for more: what looks like a trend in two years of a real part (the data of
docs/benchmarks-forecast.md) is mostly none."""
