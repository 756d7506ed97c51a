"""What each level of service costs in stock, and how often it fails: a what-if over all materials."""

from __future__ import annotations

import numpy as np
import polars as pl

from wipbook.calculators.demand.history import History
from wipbook.forecast.material.lead_time_demand import LeadTimeDemand

LEVELS = (80.0, 85.0, 90.0, 92.5, 95.0, 97.5, 98.0, 99.0, 99.5)
"""Percent."""


def service_curve(
    demand: LeadTimeDemand, yearly: History, lot: History, unit_cost: History, carrying: float, chosen: float
) -> pl.DataFrame:
    """By service level of ``LEVELS``: what safety stock would cost and give.

    ``yearly``: units a year; ``lot``: units per order; ``unit_cost``: currency; ``carrying``: fraction a year.
    Columns: Service Level (fraction), Safety Stock and Carrying Cost (a year; currency), Stock-Outs (order cycles a
    year that run out), Short (value of the units short, a year), Fill Rate (share of the value asked for that is
    served), Chosen (the level of ``chosen`` percent). Cycles a year: demand over lot, at most one a week; a cycle
    runs out with the chance and by the units that ``LeadTimeDemand`` tells. Lots larger than need lower both: 95 %
    of cycles is more than 95 % of demand (Silver, Pyke & Thomas, ch. 6).
    """
    cycles = np.minimum(np.where(lot > 0, yearly / np.where(lot > 0, lot, 1.0), 0.0), 52.0)
    worth = float((yearly * unit_cost).sum())
    rows = []
    for level in LEVELS:
        safety = demand.safety(level / 100)
        stock = demand.mean + safety
        money = float((safety * unit_cost).sum())
        short = float((cycles * np.minimum(demand.short(stock), lot) * unit_cost).sum())
        rows.append((
            level / 100, money, money * carrying, float((cycles * demand.risk(stock)).sum()), short,
            1 - short / worth if worth > 0 else None, "chosen" if abs(level - chosen) < 0.01 else "",
        ))
    names = ("Service Level", "Safety Stock", "Carrying Cost", "Stock-Outs", "Short", "Fill Rate")
    schema = {**dict.fromkeys(names, pl.Float64), "Chosen": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
