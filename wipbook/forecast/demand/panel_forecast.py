"""The forecast of many materials: points, the range their own past errors suggest, and how wrong they were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wipbook.calculators.demand.history import History
from wipbook.calculators.demand.methods import METHODS
from wipbook.forecast.demand.panel import DemandPanel, Whole
from wipbook.forecast.demand.panel_backtest import (
    STEPS,
    blended,
    errors_of,
    first_origin,
    judged_steps,
    log_ratios,
    ranked,
)
from wipbook.forecast.demand.panel_ranges import ranges

TOGETHER = 1000
"""Histories computed at a time: small enough for the cache of a processor."""
FEWEST_ERRORS = 3
AUTO = "auto"
RECENT = 12
"""Origins on which the tracking signal looks back."""


@dataclass(frozen=True)
class PanelForecast:
    """Row by row as the panel. ``point``, ``low``, ``high``: units per period ahead, four of five periods between low
    and high, which are NaN where the history is too short. ``mase``: mean absolute error of the back-test over that of
    the last value carried forward; ``error``: root mean square, units; ``bias``: mean of actual less forecast over mean
    demand; ``signal``: sum over mean absolute value of the last ``judged`` errors one period ahead. NaN: not known."""

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
        """What each forecast averages, best first, such as ``mean + ses``."""
        names = list(METHODS)
        return [
            " + ".join(names[number] for number, weight in zip(row, share, strict=True) if weight > 0)
            for row, share in zip(self.methods.tolist(), self.weights.tolist(), strict=True)
        ]


def forecast_panel(panel: DemandPanel, horizon: int, method: str = AUTO) -> PanelForecast:
    """Forecasts of ``horizon`` periods for every row of ``panel``, each from its own history alone.

    Methods are chosen by rolling origins (``panel_backtest``), or all rows take the one of ``METHODS`` that ``method``
    names. The range is made of the errors that the same forecast made in the past: ``panel_ranges.ranges``. What is
    said of errors is of those one to ``STEPS`` periods ahead. A row whose demand has ended is forecast as nothing,
    unless the method is named.
    """
    rows = len(panel)
    best, weights = _chosen(panel) if method == AUTO else _named(method, rows)
    shape, blank = (rows, horizon), np.full(rows, np.nan)
    point = np.zeros(shape)
    mase, error, bias, signal = (blank.copy() for _ in range(4))
    low, high = np.full(shape, np.nan), np.full(shape, np.nan)
    judged = np.zeros(rows, dtype=np.int64)
    for part, history in panel.by_length(TOGETHER):
        steps = judged_steps(history.shape[1])
        told = blended(history, best[part], weights[part], max(horizon, steps), panel.season)
        point[part] = told[:, -1, :horizon]
        errors = errors_of(history, told, steps)
        flat = errors[:, :, :STEPS].reshape(len(part), -1)
        flat = flat[:, ~np.isnan(flat).any(axis=0)] if flat.size else flat
        if flat.shape[1] < FEWEST_ERRORS:
            continue
        begin = first_origin(history.shape[1]) - 1
        then = told[:, begin : begin + errors.shape[1], :horizon]
        low[part], high[part] = ranges(point[part], errors, then, history)
        error[part] = np.sqrt((flat**2).mean(axis=1))
        naive = np.abs(np.diff(history, axis=1)).mean(axis=1)
        level = history.mean(axis=1)
        mase[part] = np.abs(flat).mean(axis=1) / np.where(naive > 0, naive, np.nan)
        bias[part] = flat.mean(axis=1) / np.where(level > 0, level, np.nan)
        recent = errors[:, -RECENT:, 0]
        size = np.abs(recent).mean(axis=1)
        signal[part] = recent.sum(axis=1) / np.where(size > 0, size, np.nan)
        judged[part] = recent.shape[1]
    if method == AUTO:
        ended = panel.described()["Ended"].to_numpy()
        for each in (point, low, high):
            each[ended] = 0.0
    return PanelForecast(point, low, high, best, weights, mase, error, bias, signal, judged)


def _chosen(panel: DemandPanel) -> tuple[Whole, History]:
    shape = (len(panel), len(METHODS))
    ratios, origins = np.zeros(shape), np.zeros(shape, dtype=np.int64)
    for part, history in panel.by_length(TOGETHER):
        ratios[part], origins[part] = log_ratios(history, panel.season)
    return ranked(ratios, origins, panel.described()["Class"].to_list())


def _named(method: str, rows: int) -> tuple[Whole, History]:
    return np.full((rows, 1), list(METHODS).index(method), dtype=np.int64), np.ones((rows, 1))
