"""Forecasts at one, three, six and twelve months against the named methods of the library, and what ranges hold."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.demand_sets import judged, made_up
from wipbook.calculators.demand.history import History
from wipbook.forecast.demand.panel import CLASSES, DemandPanel
from wipbook.forecast.demand.panel_forecast import forecast_panel

HORIZONS = (1, 3, 6, 12)
ORIGINS = (12, 9, 6, 3)
"""Months before the end at which forecasts are made; a horizon is measured at those that are far enough from it."""
OURS = "wipbook"
REFUSED = (NotImplementedError, ValueError, TypeError, IndexError, ArithmeticError)
"""How the library says that a history is too short for it."""
FEWEST = 100
"""A class with fewer series is not shown by itself."""
SEED, EACH = 2, 600
"""Of what is made up; the constants were set by seed 1."""
Kinds = np.ndarray[Any, Any]


def library() -> dict[str, Callable[[History], History]]:
    """By name: from one history to forecasts of twelve months, its mean where the library gives none (too short).
    Empty where the library is not installed."""
    try:
        from statsforecast import models
    except ImportError:
        return {}
    named: dict[str, Any] = {
        "naive": models.Naive(), "mean": models.HistoricAverage(), "moving average 6": models.WindowAverage(6),
        "seasonal naive": models.SeasonalNaive(12), "ses": models.SimpleExponentialSmoothingOptimized(),
        "croston": models.CrostonClassic(), "sba": models.CrostonSBA(), "tsb": models.TSB(0.1, 0.1),
        "CrostonOptimized": models.CrostonOptimized(), "ADIDA": models.ADIDA(), "IMAPA": models.IMAPA(),
        "AutoETS": models.AutoETS(season_length=1),
        "damped trend": models.AutoETS(season_length=1, model="AAN", damped=True),
    }

    def teller(model: Any) -> Callable[[History], History]:
        def tell(history: History) -> History:
            try:
                told = np.asarray(model.forecast(y=history, h=HORIZONS[-1])["mean"], dtype=np.float64)
            except REFUSED:
                return np.full(HORIZONS[-1], history.mean())
            return np.maximum(np.where(np.isfinite(told).all(), told, history.mean()), 0.0)

        return tell

    return {name: teller(model) for name, model in named.items()}


def measure_horizons(more: Path | None) -> dict[str, Any]:
    """``errors``: rows of group, horizon, measure, series and the mean error by method; ``cover``: rows of group,
    class, series and the share of months within the range; ``sets``: series by set. What is too short or too steady to
    be scaled is left out of errors."""
    warnings.filterwarnings("ignore", module="statsforecast")
    sets, kinds = judged(more), made_up(SEED, EACH)
    scores: list[dict[str, Any]] = []
    cover: list[dict[str, Any]] = []
    for name, demand in (*sets.items(), *kinds.items()):
        demand = demand[(demand[:, :-12] > 0).sum(axis=1) >= 2]
        told, inside = _told(demand)
        of = np.array(DemandPanel.of(demand[:, :-12]).described()["Class"].to_list())
        real = name in sets
        scores.append({"name": name, "real": real, "of": of, "errors": _errors(demand, told)})
        cover.append({"name": name, "real": real, "inside": inside})
    return {
        "sets": {name: len(demand) for name, demand in sets.items()}, "errors": list(_grouped(scores)),
        "cover": list(_covered(cover)),
    }


def _told(demand: History) -> tuple[dict[str, dict[int, History]], list[tuple[Kinds, History]]]:
    """Forecasts by method and origin; and by origin the classes and whether each month fell into its range."""
    told: dict[str, dict[int, History]] = {name: {} for name in (OURS, *library())}
    inside = []
    for origin in ORIGINS:
        past, ahead = demand[:, :-origin], demand[:, demand.shape[1] - origin :]
        panel = DemandPanel.of(past)
        found = forecast_panel(panel, HORIZONS[-1])
        told[OURS][origin] = found.point
        low, high = found.low[:, :origin], found.high[:, :origin]
        hit = (ahead >= low - 1e-9) & (ahead <= high + 1e-9)
        inside.append((np.array(panel.described()["Class"].to_list()), np.where(np.isnan(low), np.nan, hit)))
        for name, tell in library().items():
            told[name][origin] = np.array([tell(np.trim_zeros(row, "f")) for row in past])
    return told, inside


def _errors(demand: History, told: dict[str, dict[int, History]]) -> dict[tuple[str, int, str], History]:
    """By method, horizon and measure the error of each series over that of the last value carried forward before."""
    before = [np.diff(np.trim_zeros(row, "f")) for row in demand[:, :-12]]
    scale = np.array([np.sqrt((steps**2).mean()) if len(steps) > 1 else 0.0 for steps in before])
    scale = np.where(scale > 0, scale, np.nan)
    found = {}
    for name, by_origin in told.items():
        for horizon in HORIZONS:
            months, sums = [], []
            for origin in ORIGINS:
                if origin >= horizon:
                    end = demand.shape[1] - origin
                    apart = demand[:, end : end + horizon] - by_origin[origin][:, :horizon]
                    months.append((apart**2).mean(axis=1))
                    sums.append(apart.sum(axis=1) ** 2 / horizon)
            found[name, horizon, "months"] = np.sqrt(np.mean(months, axis=0)) / scale
            found[name, horizon, "sum"] = np.sqrt(np.mean(sums, axis=0)) / scale
    return found


def _grouped(scores: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    groups: dict[str, Callable[[dict[str, Any]], Kinds]] = {}
    groups["all series"] = lambda one: np.full(len(one["of"]), one["real"])
    for kind in CLASSES[:4]:
        groups[kind] = lambda one, kind=kind: (one["of"] == kind) & one["real"]  # type: ignore[misc]
    groups["made up"] = lambda one: np.full(len(one["of"]), not one["real"])
    for one in scores:
        groups[one["name"]] = lambda each, name=one["name"]: np.full(len(each["of"]), each["name"] == name)  # type: ignore[misc]
    methods = list(dict.fromkeys(key[0] for one in scores for key in one["errors"]))
    for group, chosen in groups.items():
        for measure in ("months", "sum"):
            for horizon in HORIZONS:
                mean, count = {}, 0
                for method in methods:
                    each = np.concatenate([one["errors"][method, horizon, measure][chosen(one)] for one in scores])
                    mean[method], count = float(np.nanmean(each)), int((~np.isnan(each)).sum())
                yield {"group": group, "measure": measure, "horizon": horizon, "series": count, "errors": mean}


def _covered(cover: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    def shares(group: str, kind: str, chosen: list[dict[str, Any]]) -> dict[str, Any] | None:
        parts = [(hit[of == kind] if kind else hit) for one in chosen for of, hit in one["inside"]]
        series = sum(len(part) for part in parts) // len(ORIGINS)
        if series < FEWEST:
            return None
        firsts, lasts = (np.concatenate([part[:, at] for part in parts if part.shape[1] > at]) for at in (0, 11))
        every = np.concatenate([part.ravel() for part in parts])
        return {"group": group, "class": kind or "every", "series": series, "held": float(np.nanmean(every)),
                "first": float(np.nanmean(firsts)), "last": float(np.nanmean(lasts))}

    real, other = ([one for one in cover if one["real"] is kind] for kind in (True, False))
    groups = {"all sets": real, "all made up": other, **{one["name"]: [one] for one in cover}}
    for group, chosen in groups.items():
        kinds = ("", *CLASSES[:4]) if group.startswith("all") or chosen[0]["real"] else ("",)
        for kind in kinds:
            row = shares(group, kind, chosen)
            if row is not None:
                yield row
