"""Measure the forecasts on spare parts: error, stock at equal service, cover of the ranges, time at three sizes.

    python -m benchmarks.bench_forecast [--more FOLDER] [--json OUT] [--no-page]

Data: ``demand_sets``, the half by which no constant was set. ``forecast_horizons`` measures one to twelve months ahead;
here the last 6 (12) months are held out, and every three months of them are forecast from all that came before. Peers
run on the same histories in the same run; the library (statsforecast) is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.demand_sets import judged
from benchmarks.forecast.forecast_horizons import measure_horizons
from benchmarks.forecast.forecast_page import write_page
from wipbook.calculators.demand.croston import VARIANTS, intermittent
from wipbook.calculators.demand.history import History
from wipbook.calculators.demand.simple import mean, naive
from wipbook.forecast.demand.panel import CLASSES, DemandPanel
from wipbook.forecast.demand.panel_forecast import forecast_panel

SETS = {"auto": 6, **{f"sim{number}": 12 for number in range(1, 5)}}
"""Months held out."""
STEPS = 3
SIMPLE: dict[str, Callable[[History], History]] = {
    "naive": naive, "mean": mean,
    **{name: partial(intermittent, variant=name) for name in VARIANTS if name != "sbj"},
}
SIZES = (1_000, 10_000, 30_000)
SERVICE = (0.90, 0.95)
LEAD = 1  # months from order to receipt in the simulation of stock
Forecaster = Callable[[History], History]


def forecasters() -> dict[str, Forecaster]:
    """By name: from histories to forecasts of three months."""
    found: dict[str, Forecaster] = {"wipbook": lambda y: forecast_panel(DemandPanel.of(y), STEPS).point}
    for name, level in SIMPLE.items():
        found[name] = lambda y, level=level: np.repeat(level(y)[:, -1:], STEPS, axis=1)  # type: ignore[misc]
    try:
        from statsforecast.models import IMAPA, AutoETS, CrostonOptimized
    except ImportError:
        return found
    for label, model in (
        ("AutoETS", AutoETS(season_length=1)),
        ("CrostonOptimized", CrostonOptimized()),
        ("IMAPA", IMAPA()),
    ):
        found[label] = lambda y, model=model: np.array([model.forecast(y=row, h=STEPS)["mean"] for row in y])  # type: ignore[misc]
    return found


def hold_out(name: str) -> tuple[History, int, dict[str, History], dict[str, float]]:
    """Histories, months held out, forecasts of those months and seconds by forecaster."""
    demand, held = judged()[name], SETS[name]
    begin = demand.shape[1] - held
    told, seconds = {}, {}
    for label, forecaster in forecasters().items():
        started = time.perf_counter()
        parts = [forecaster(demand[:, :origin]) for origin in range(begin, demand.shape[1], STEPS)]
        seconds[label] = time.perf_counter() - started
        told[label] = np.maximum(np.concatenate(parts, axis=1), 0.0)
    return demand, held, told, seconds


def scaled_errors(demand: History, held: int, told: History) -> tuple[History, History]:
    """RMSSE and MASE by series: over those of the naive forecast within the months before (Hyndman & Koehler 2006)."""
    before, after = demand[:, :-held], demand[:, -held:]
    steps = np.diff(before, axis=1)
    square, size = np.sqrt((steps**2).mean(axis=1)), np.abs(steps).mean(axis=1)
    errors = after - told
    known = size > 0
    return (
        np.where(known, np.sqrt((errors**2).mean(axis=1)) / np.where(known, square, 1.0), np.nan),
        np.where(known, np.abs(errors).mean(axis=1) / np.where(known, size, 1.0), np.nan),
    )


def stock_needed(demand: History, held: int, told: History, service: float) -> float | None:
    """Months of demand on hand, on average, when so much safety stock is held that ``service`` of the demand is served.

    Order up to forecast x (lead time + 1) + k sd sqrt(lead time + 1) every month; sd of the months before, the same for
    all methods, k for all parts; what is not served is lost. Read off between the k tried; None where none is enough.
    """
    before, after = demand[:, :-held], demand[:, -held:]
    mean, sd = before.mean(axis=1), before.std(axis=1)
    good = mean > 0
    after, told, sd = after[good] / mean[good, None], told[good] / mean[good, None], sd[good] / mean[good]
    served, stocks = [], []
    for k in np.arange(-1.0, 12.0, 0.1):
        target = np.maximum(told * (LEAD + 1) + k * sd[:, None] * np.sqrt(LEAD + 1), 0.0)
        on_hand, coming, sold, held_stock = target[:, 0].copy(), np.zeros(len(after)), 0.0, 0.0
        for month in range(after.shape[1]):
            on_hand += coming
            sales = np.minimum(on_hand, after[:, month])
            on_hand = on_hand - sales
            sold, held_stock = sold + sales.sum(), held_stock + on_hand.sum()
            following = target[:, min(month + 1, after.shape[1] - 1)]
            coming = np.maximum(following - on_hand, 0.0)
        served.append(sold / after.sum())
        stocks.append(held_stock / after.size)
    return float(np.interp(service, served, stocks)) if served[-1] >= service else None


def measure(more: Path | None) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    errors: dict[str, list[tuple[str, str, float, float]]] = {}
    stock: list[dict[str, Any]] = []
    for name in SETS:
        demand, held, told, seconds = hold_out(name)
        kinds = np.array(DemandPanel.of(demand[:, :-held]).described()["Class"].to_list())
        for label, forecasts in told.items():
            square, size = scaled_errors(demand, held, forecasts)
            errors.setdefault(label, []).extend(
                (name, kind, float(s), float(a))
                for kind, s, a in zip(kinds, square, size, strict=True)
                if not np.isnan(s)
            )
            rows.append({"set": name, "method": label, "seconds": seconds[label],
                         "rmsse": float(np.nanmean(square)), "mase": float(np.nanmean(size))})
            for kind in CLASSES[:4]:
                mine = kinds == kind
                if mine.sum() >= 30:
                    stock.append({"set": name, "class": kind, "method": label, **{
                        f"{level:.0%}": stock_needed(demand[mine], held, forecasts[mine], level) for level in SERVICE
                    }})
    classes = [
        {"class": kind, "method": label, "parts": len(mine), "rmsse": float(np.mean([s for s, _ in mine])),
         "mase": float(np.mean([a for _, a in mine]))}
        for label, each in errors.items() for kind in CLASSES[:4]
        if (mine := [(s, a) for _, its, s, a in each if its == kind])
    ]
    return {"sets": rows, "classes": classes, "stock": stock, "load": os.getloadavg()[0], "growth": growth(),
            "horizons": measure_horizons(more)}


def growth() -> list[dict[str, float]]:
    """Seconds of the whole forecast (methods, back-test, choice, ranges) by number of series of 60 months."""
    base = np.concatenate([judged()[f"sim{number}"] for number in range(1, 5)])
    rows = []
    for size in SIZES:
        panel = DemandPanel.of(np.tile(base, (-(-size // len(base)), 1))[:size])
        times = []
        for _ in range(3):
            started = time.perf_counter()
            forecast_panel(panel, 12)
            times.append(time.perf_counter() - started)
        rows.append({"series": size, "seconds": float(np.median(times))})
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--more", type=Path, help="folder of more sets: demand_sets says which")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--no-page", action="store_true")
    chosen = parser.parse_args()
    results = measure(chosen.more)
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1))
    if not chosen.no_page:
        write_page(results)
