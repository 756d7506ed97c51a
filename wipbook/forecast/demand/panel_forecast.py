"""The forecast of many materials: points, the range their own past errors suggest, and how wrong they were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wipbook.calculators.demand.origins import History
from wipbook.forecast.demand.panel import DemandPanel, Whole
from wipbook.forecast.demand.panel_backtest import blended, errors_of, judged_steps, log_ratios, ranked
from wipbook.forecast.demand.panel_methods import PANEL_METHODS

TOGETHER = 1000
"""Histories computed at a time: small enough for the cache of a processor."""
RANGE = (0.1, 0.9)
OWN_ERRORS = 20
"""Errors of its own after which a row's own range weighs as much as the range of its class."""
FEWEST_ERRORS = 3
RECENT = 12
"""Origins on which the tracking signal looks back."""


@dataclass(frozen=True)
class PanelForecast:
    """Row by row as the panel. ``point``, ``low`` (P10), ``high`` (P90): units per period ahead; ``low`` and ``high``
    NaN where the history is too short. ``mase``: mean absolute error of the back-test over that of the last value
    carried forward; ``error``: root mean square, units; ``bias``: mean of actual less forecast over mean demand;
    ``signal``: sum over mean absolute value of the last ``judged`` errors one period ahead. NaN: not known."""

    point: History
    low: History
    high: History
    methods: Whole
    weights: History
    mase: History
    error: History
    bias: History
    signal: History
    judged: Whole

    def method_names(self) -> list[str]:
        """What each forecast averages, best first, such as ``mean + sba 5%``."""
        names = list(PANEL_METHODS)
        return [
            " + ".join(names[number] for number, weight in zip(row, share, strict=True) if weight > 0)
            for row, share in zip(self.methods.tolist(), self.weights.tolist(), strict=True)
        ]


def forecast_panel(panel: DemandPanel, horizon: int) -> PanelForecast:
    """Forecasts of ``horizon`` periods for every row of ``panel``.

    Methods are chosen by rolling origins (``panel_backtest``). The range adds to the point quantiles of the errors that
    the same forecast made in the past: its own (k / (n + 1)) and, scaled, those of its class, weighted n to
    ``OWN_ERRORS``. A row whose demand has ended is forecast as nothing.
    """
    rows = len(panel)
    kinds = panel.described()
    classes, ended = kinds["Class"].to_list(), kinds["Ended"].to_numpy()
    ratios, origins = np.zeros((rows, len(PANEL_METHODS))), np.zeros((rows, len(PANEL_METHODS)), dtype=np.int64)
    for part, history in panel.by_length(TOGETHER):
        ratios[part], origins[part] = log_ratios(history, panel.season)
    best, weights = ranked(ratios, origins, classes)
    shape, blank = (rows, horizon), np.full(rows, np.nan)
    point = np.zeros(shape)
    mase, error, bias, signal, counted = (blank.copy() for _ in range(5))
    judged, own, scaled = np.zeros(rows, dtype=np.int64), np.full((rows, 2), np.nan), np.full((rows, 2), np.nan)
    for part, history in panel.by_length(TOGETHER):
        steps = judged_steps(history.shape[1])
        told = blended(history, best[part], weights[part], max(horizon, steps), panel.season)
        point[part] = told[:, -1, :horizon]
        errors = errors_of(history, told, steps)
        flat = errors.reshape(len(part), -1)
        flat = flat[:, ~np.isnan(flat).any(axis=0)] if flat.size else flat
        counted[part] = flat.shape[1]
        if flat.shape[1] < FEWEST_ERRORS:
            continue
        error[part] = np.sqrt((flat**2).mean(axis=1))
        naive = np.abs(np.diff(history, axis=1)).mean(axis=1)
        level = history.mean(axis=1)
        mase[part] = np.abs(flat).mean(axis=1) / np.where(naive > 0, naive, np.nan)
        bias[part] = flat.mean(axis=1) / np.where(level > 0, level, np.nan)
        recent = errors[:, -RECENT:, 0]
        size = np.abs(recent).mean(axis=1)
        signal[part] = recent.sum(axis=1) / np.where(size > 0, size, np.nan)
        judged[part] = recent.shape[1]
        own[part] = np.quantile(flat, RANGE, axis=1, method="weibull").T
        scaled[part] = own[part] / np.where(error[part] > 0, error[part], np.nan)[:, None]
    ranges = _ranges(own, scaled, error, counted, classes)
    low = np.maximum(point + np.minimum(ranges[:, :1], 0.0), 0.0)
    high = point + np.maximum(ranges[:, 1:], 0.0)
    for each in (point, low, high):
        each[ended] = 0.0
    return PanelForecast(point, low, high, best, weights, mase, error, bias, signal, judged)


def _ranges(own: History, scaled: History, error: History, counted: History, classes: list[str]) -> History:
    """Quantiles of the errors, drawn towards what the class of a row shows per unit of its root mean square error."""
    ranges = own.copy()
    for name in sorted(set(classes)):
        rows = np.array([each == name for each in classes]) & ~np.isnan(scaled).any(axis=1)
        if rows.any():
            shared = scaled[rows].mean(axis=0)
            weight = (counted[rows] / (counted[rows] + OWN_ERRORS))[:, None]
            ranges[rows] = weight * own[rows] + (1 - weight) * shared * error[rows, None]
    return ranges
