"""The sheet Forecast in frames: one row per material, what each class of demand is worth, and a year to look at."""

from __future__ import annotations

import numpy as np
import polars as pl

from wipbook.calculators.demand.history import History
from wipbook.forecast.demand.history import months_ahead
from wipbook.forecast.demand.panel import CLASSES
from wipbook.forecast.planning import Plan
from wipbook.forecast.table_edges import to_integers
from wipbook.values.exact_rows import exactly
from wipbook.values.lookup import looked_up

MONTHS = 6
"""Months ahead that have a column of their own."""
SHOWN = 24
"""Months of the chart: what was and what is ahead."""
ALARM, CHANCE = 4.0, 2.5
"""A tracking signal beyond 4 is an alarm (Heizer, Render & Munson, ch. 4), if it is also beyond 2.5 sqrt(n), twice what
chance alone makes of n errors."""


def material_forecasts(plan: Plan) -> pl.DataFrame:
    """Material, Description, Class, Method, History (months), Last Month, P10, Month 1 .. ``MONTHS`` (units), P90
    (both of the first month), Value (of the months ahead, at unit cost), From Jobs, From Sales (units asked by
    open jobs and by products in the months ahead), MASE, Bias (of demand), Signal, Alarm, Note; most value first."""
    forecast, panel = plan.demand.demand_forecast, plan.demand.history
    known = ~np.isnan(forecast.mase)
    shown = np.full((len(panel), MONTHS), np.nan)
    shown[:, : plan.horizon] = forecast.point[:, :MONTHS]
    last = panel.quantity[:, -1] if panel.periods else np.zeros(len(panel))
    limit = np.maximum(ALARM, CHANCE * np.sqrt(np.maximum(forecast.judged, 1)))
    alarm = np.where(np.abs(forecast.signal) > limit, np.where(forecast.signal > 0, "too low", "too high"), "")
    methods = np.where(panel.length > 0, np.array(forecast.method_names(), dtype=object), "").tolist()
    asked = plan.demand.dependent_demand.group_by("Material").agg(pl.col("From Jobs", "From Sales").sum())
    frame = plan.demand.demand_kinds.select("Material", "Class", pl.col("Periods").alias("History")).with_columns(
        plan.books.ledger.table("Materials")["Description"],
        pl.Series("Method", methods, pl.String),
        pl.Series("Last Month", last), pl.Series("P10", forecast.low[:, 0]), pl.Series("P90", forecast.high[:, 0]),
        *(pl.Series(f"Month {number + 1}", shown[:, number]) for number in range(MONTHS)),
        pl.Series("Value", forecast.point.sum(axis=1) * plan.demand.unit_costs), pl.Series("MASE", forecast.mase),
        pl.Series("Bias", forecast.bias), pl.Series("Signal", forecast.signal),
        pl.Series("Alarm", np.where(known, alarm, ""), pl.String), pl.Series("Note", _notes(plan), pl.String),
    ).join(asked, on="Material", how="left", maintain_order="left")
    frame = frame.with_columns(pl.col("MASE", "Bias", "Signal").fill_nan(None).round(4))
    units = ("Last Month", "P10", "P90", "From Jobs", "From Sales", *(f"Month {n + 1}" for n in range(MONTHS)))
    live = frame.filter((pl.col("History") > 0) | (pl.sum_horizontal("From Jobs", "From Sales") > 0))
    ranked = live.sort("Value", "Material", descending=[True, False], maintain_order=True)
    return to_integers(ranked, units, ["Value"], plan.books.places)


def _notes(plan: Plan) -> list[str]:
    panel, kinds = plan.demand.history, plan.demand.demand_kinds
    notes = []
    for row, (length, silent, ended, active) in enumerate(
        kinds.select("Periods", "Silent", "Ended", "Active").iter_rows()
    ):
        words = []
        if not active:
            words.append("not active: forecast as nothing")
        elif not length:
            words.append("no history")
        elif ended:
            words.append(f"no demand for {silent} months, seems ended: forecast as nothing")
        elif length < 6:
            words.append(f"new: {length} month{'s' if length > 1 else ''}, method not judged")
        if panel.returned[row]:
            words.append(f"more came back than went out in {panel.returned[row]} months: set against earlier demand")
        if "Demand" in panel.source[row]:
            words.append("shipments from sheet Demand")
        notes.append("; ".join(words))
    return notes


def accuracy(plan: Plan) -> pl.DataFrame:
    """By class of demand and for all: Demand, Materials, Value (of the months ahead), MASE (median), Better (share that
    errs less than carrying the last month forward), Bias (of the value asked for), Alarms, Ended."""
    asked = material_forecasts(plan).select("Material", "Value", "MASE", "Bias", "Alarm")
    kinds = plan.demand.demand_kinds.select("Material", "Class", "Ended")
    forecasts = looked_up(kinds, "Material", asked)
    rows = []
    for name in (*CLASSES, "all"):
        mine = forecasts if name == "all" else forecasts.filter(pl.col("Class") == name)
        known = mine.filter(pl.col("MASE").is_not_null())
        worth, scaled = known["Value"].to_numpy(), known["MASE"].to_numpy()
        bias = float((known["Bias"].fill_null(0.0).to_numpy() * worth).sum() / worth.sum()) if worth.sum() else None
        rows.append((
            name, mine.height, mine["Value"].sum(), known["MASE"].median(),
            float((scaled < 1).mean()) if known.height else None, bias,
            int((mine["Alarm"].fill_null("") != "").sum()), int(mine["Ended"].sum()),
        ))
    schema = {
        "Demand": pl.String, "Materials": pl.Int64, "Value": pl.Int64, "MASE": pl.Float64, "Better": pl.Float64,
        "Bias": pl.Float64, "Alarms": pl.Int64, "Ended": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def months_shown(plan: Plan) -> pl.DataFrame:
    """Month (as ``2026-03``), Actual and Forecast: what was sold and will be, at unit cost (money), of what is sold."""
    ahead = months_ahead(plan.books.as_of, plan.horizon)[:12]
    weight: History = plan.demand.unit_costs * plan.demand.sold_share
    history = plan.demand.history
    past = history.periods[-(SHOWN - len(ahead)) :]
    was = (history.quantity[:, len(history.periods) - len(past) :] * weight[:, None]).sum(axis=0)
    will = (plan.demand.demand_forecast.point[:, : len(ahead)] * weight[:, None]).sum(axis=0)
    frame = pl.DataFrame(
        {
            "Month": [f"{each:%Y-%m}" for each in (*past, *ahead)],
            "Actual": [*was.tolist(), *[None] * len(ahead)], "Forecast": [*[None] * len(past), *will.tolist()],
        },
        schema={"Month": pl.String, "Actual": pl.Float64, "Forecast": pl.Float64},
    )
    return exactly(to_integers(frame, (), ("Actual", "Forecast"), plan.books.places), SHOWN)
