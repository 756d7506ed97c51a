"""When to order what, how much of it, and what lies about without need: one row per material that is bought or made."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wipbook.calculators.demand.history import History
from wipbook.forecast.material.lead_time_demand import LeadTimeDemand

MONTH = 30.4375
Flags = NDArray[np.bool_]
STATES = ("order now", "order soon", "below safety stock", "enough", "excess", "no demand")
SOON = 30
"""An order to be placed within so many days is soon."""
ROUGH = 10
"""Lots of so many units or more are whole units, whatever the unit."""
SMALLEST = 1e-6
FAR = 3650
"""Days beyond which no date is told."""
XYZ = ((0.5, "X"), (1.0, "Y"))
"""X: coefficient of variation of demand per period up to 0.5; Y up to 1; Z above."""


def xyz(variation: History) -> list[str]:
    """Classes by the coefficient of variation of demand per period; Z also where there is none.

    >>> xyz(np.array([0.2, 0.8, 3.0, np.nan]))
    ['X', 'Y', 'Z', 'Z']
    """
    return [next((name for limit, name in XYZ if value <= limit), "Z") for value in variation.tolist()]


def economic_lot(yearly: History, order_cost: History, unit_cost: History, carrying: float) -> History:
    """Order quantity of least cost, sqrt(2 K D / (i c)), as ``economic_order``; NaN where K, D, i or c is not above 0.

    >>> economic_lot(np.array([1000.0]), np.array([10.0]), np.array([2.5]), 0.2).tolist()
    [200.0]
    """
    held = unit_cost * carrying
    known = (yearly > 0) & (order_cost > 0) & (held > 0)
    return np.where(known, np.sqrt(2 * order_cost * yearly / np.where(known, held, 1.0)), np.nan)


def replenish(
    facts: pl.DataFrame, demand: LeadTimeDemand, service: float, carrying: float, as_of: dt.date
) -> pl.DataFrame:
    """``facts`` with the plan of each material.

    ``facts``: Level (forecast per month), Variation, Lead Time, Unit Cost (currency), Order Cost (currency, null: not
    known), Usual Lot (median of past orders, null), Price (of the next order), On Hand, On Order, Soon (what comes
    within the lead time), Needed (by jobs), Needed Soon (within the lead time), Highest (Maximum Stock of the sheet
    Materials, null), Ours, Whole (counted in whole units). ``service``, ``carrying``: fractions.

    Adds: Safety Stock; Reorder Point: the larger of forecast and job needs over the lead time, and the safety stock;
    Lot: economic, else usual, else a month's demand; Maximum: of the sheet, else Reorder Point and Lot; Cover (months
    of forecast); Stock-Out (day the forecast or the jobs' needs use up what is on hand and to come); Risk (chance to
    run out before an order placed today comes); Order By; Order Quantity: lots that lift what is on hand and to come
    above the reorder point, due within ``SOON`` days; Cash; Excess (above the maximum and the jobs' needs), Excess
    Value, Carrying Cost (a year); State.
    """
    column = {name: facts[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in (
        "Level", "Variation", "Lead Time", "Unit Cost", "Order Cost", "Usual Lot", "Price", "On Hand", "On Order",
        "Soon", "Needed", "Needed Soon", "Highest",
    )}
    # less than the smallest quantity there is, is nothing
    level, on_hand = np.where(column["Level"] < SMALLEST, 0.0, column["Level"]), column["On Hand"]
    whole, ours = facts["Whole"].to_numpy(), facts["Ours"].to_numpy()
    safety = _whole(demand.safety(service), whole)
    point = _whole(np.maximum(demand.mean, column["Needed Soon"]) + safety, whole)
    lot = economic_lot(12 * level, column["Order Cost"], column["Unit Cost"], carrying)
    basis = np.where(~np.isnan(lot), "economic", np.where(column["Usual Lot"] > 0, "usual lot", "a month"))
    lot = np.where(~np.isnan(lot), lot, np.where(column["Usual Lot"] > 0, column["Usual Lot"], level))
    lot = np.where((lot > 0) | (point <= 0), lot, point)
    lot = _whole(lot, whole | (lot >= ROUGH))
    most = np.where(column["Highest"] > 0, column["Highest"], point + lot)
    position = on_hand + column["On Order"]
    daily = np.maximum(level, column["Needed"] / np.maximum(3.0, column["Lead Time"] / MONTH)) / MONTH
    pace = np.where(daily > 0, daily, 1.0)
    lasts = np.where(daily > 0, np.maximum(position, 0.0) / pace, np.inf)
    runs_out = np.where(np.maximum(on_hand, 0) + column["Soon"] < column["Needed Soon"], 0.0, lasts)
    wait = np.where(position <= point, 0.0, np.where(daily > 0, (position - point) / pace, np.inf))
    wanted = (point > 0) & (wait <= SOON)
    missing = np.maximum(point - position + np.where(wait > 0, daily * np.minimum(wait, SOON), 0.0), 0.0)
    lots = np.maximum(np.ceil(missing / np.where(lot > 0, lot, 1.0)), 1.0)
    quantity = np.where(wanted & (lot > 0), lots * lot, 0.0)
    cash = np.where(ours & (facts["Source"].to_numpy() == "buy"), quantity * column["Price"], 0.0)
    excess = np.maximum(on_hand - np.maximum(most, column["Needed"] + safety), 0.0)
    value = np.where(ours, excess * column["Unit Cost"], 0.0)
    used = (level > 0) | (column["Needed"] > 0)
    state = np.select(
        [wanted & (wait <= 0), wanted, used & (on_hand < safety), ~used & (on_hand > 0), ~used, excess > 0],
        [STATES[0], STATES[1], STATES[2], STATES[4], STATES[5], STATES[4]], STATES[3],
    )
    return facts.with_columns(
        pl.Series("Safety Stock", safety), pl.Series("Reorder Point", point), pl.Series("Lot", lot),
        pl.Series("Lot Basis", basis, pl.String), pl.Series("Maximum", most),
        pl.Series("Cover", np.where(level > 0, on_hand / np.where(level > 0, level, 1.0), np.nan)).fill_nan(None),
        _day("Stock-Out", runs_out, as_of), pl.Series("Risk", demand.risk(np.maximum(on_hand, 0) + column["Soon"])),
        _day("Order By", np.where(point > 0, wait, np.inf), as_of), pl.Series("Order Quantity", quantity),
        pl.Series("Cash", cash), pl.Series("Excess", excess), pl.Series("Excess Value", value),
        pl.Series("Carrying Cost", value * carrying), pl.Series("State", state, pl.String),
    )


def _whole(units: History, whole: Flags) -> History:
    return np.where(whole, np.ceil(np.round(units, 6)), units)


def _day(name: str, after: History, as_of: dt.date) -> pl.Series:
    """``after`` days from ``as_of``; null beyond ``FAR`` days."""
    days = [as_of + dt.timedelta(days=int(each)) if each <= FAR else None for each in after.tolist()]
    return pl.Series(name, days, pl.Date)
