"""The methods by name: one list, for the sheet Forecast and for ``wip_forecast``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from wipbook.calculators.demand.croston import intermittent
from wipbook.calculators.demand.history import History
from wipbook.calculators.demand.seasonal import seasonal, seasonal_naive, seasonal_trend
from wipbook.calculators.demand.simple import mean, moving_average, naive
from wipbook.calculators.demand.smoothing import quick_ses, ses
from wipbook.calculators.demand.trend import ets


@dataclass(frozen=True)
class Method:
    """``paths``: from histories (rows by periods), periods ahead and periods of a year to forecasts, rows by origins by
    periods ahead; the last axis has length one where they are all the same; NaN: not known yet. ``cost``: what it loses
    where demand is steady, as the logarithm of its mean squared error over that of the mean of the past. ``odds``: as a
    logarithm, how much less than the mean it is trusted beforehand, besides what its cost says, where demand has no
    gaps, and where it has; None: not tried there (SBA and SBJ would only lower the forecast of demand without gaps)."""

    paths: Callable[[History, int, int], History]
    cost: float
    odds: tuple[float | None, float | None]

    @property
    def for_gaps(self) -> bool:
        """Made for demand with gaps only."""
        return self.odds[0] is None


def _flat(level: Callable[[History], History], cost: float, odds: tuple[float, float]) -> Method:
    return Method(lambda history, steps, season: level(history)[..., None], cost, odds)


def _gaps(variant: str, cost: float, odds: float, alpha: float = 0.1) -> Method:
    def paths(history: History, steps: int, season: int) -> History:
        return intermittent(history, variant, alpha, settling=True)[..., None]

    return Method(paths, cost, (None, odds))


METHODS: Mapping[str, Method] = {
    "mean": _flat(mean, 0.0, (0.0, 0.0)),
    "naive": _flat(naive, 0.64, (-1.5, -5.5)),
    "moving average": _flat(moving_average, 0.24, (-3.0, -3.5)),
    "moving year": _flat(partial(moving_average, window=12), 0.03, (-1.0, -2.5)),
    "ses": _flat(ses, 0.002, (-0.25, -2.0)),
    "quick ses": _flat(quick_ses, 0.07, (-0.75, -2.0)),
    "croston": _gaps("croston", 0.01, -5.0),
    "sba": _gaps("sba", 0.003, -5.0),
    "sbj": _gaps("sbj", 0.005, -4.5),
    "tsb": _gaps("tsb", 0.001, -1.5, alpha=0.05),
    "ets": Method(lambda history, steps, season: ets(history, steps), 0.2, (-1.5, -5.0)),
    "seasonal naive": Method(seasonal_naive, 0.64, (-0.5, -6.0)),
    "seasonal": Method(seasonal, 0.17, (0.0, -0.5)),
    "seasonal trend": Method(seasonal_trend, 0.3, (-0.5, -7.0)),
}
"""The first is the yardstick of the others. The costs are those of 24 to 60 months of steady demand (simulated in the
tests); ets, simulated at 0.07, is charged for more: what looks like a trend in two years of a real part is mostly none,
on demand with gaps even more so. The odds were set on one half of the parts of docs/benchmarks-forecast.md and judged
on the other."""
