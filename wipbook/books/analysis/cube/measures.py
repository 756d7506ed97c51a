"""What the cube measures, and in which unit. Each measure can be added over all its rows; ratios are made of two."""

from __future__ import annotations

import polars as pl

CHARGED, LATE_CHARGED, COMPLETED = "Cost charged", "Late cost charged", "Cost completed"
SCRAP, EXPENSED, CONTRACT_COST, SALES_COST = "Scrap cost", "Cost expensed", "Contract cost", "Cost of sales"
REVENUE, CONTRACT_MARGIN = "Contract revenue", "Contract margin"
SALES, SALES_MARGIN = "Sales at selling price", "Margin at selling price"
BALANCE, COST_DAYS = "Balance", "WIP cost days"
SOLD, GOOD, SCRAPPED = "Units sold", "Good units", "Scrapped units"
STEP_GOOD, STEP_SCRAPPED = "Good units of steps", "Scrapped units of steps"
LABOR_HOURS, MACHINE_HOURS = "Labor hours", "Machine hours"

_MONEY, _DAYS, _UNITS, _HOURS = "currency", "currency days", "units", "hours"
MEASURES = {
    CHARGED: _MONEY, LATE_CHARGED: _MONEY, COMPLETED: _MONEY, SCRAP: _MONEY, EXPENSED: _MONEY, CONTRACT_COST: _MONEY,
    SALES_COST: _MONEY, SALES: _MONEY, SALES_MARGIN: _MONEY, REVENUE: _MONEY, CONTRACT_MARGIN: _MONEY,
    BALANCE: _MONEY, COST_DAYS: _DAYS, SOLD: _UNITS, GOOD: _UNITS, SCRAPPED: _UNITS, STEP_GOOD: _UNITS,
    STEP_SCRAPPED: _UNITS, LABOR_HOURS: _HOURS, MACHINE_HOURS: _HOURS,
}
"""Every measure with its unit, in the order of the cube."""

RAW, WIP, FINISHED, SOLD_STAGE = "Raw Materials", "Work in Process", "Finished Goods", "Cost of Sales"
STAGES = (RAW, WIP, FINISHED, SOLD_STAGE)
"""Where something is measured: the stages of the Statement, and what has left them."""

KEYS = {
    "Stage": pl.String, "Product": pl.String, "Customer": pl.String, "Job": pl.String, "Work Center": pl.String,
    "Element": pl.String, "Measure": pl.String,
}
FACT = {"Date": pl.Date, **KEYS, "Amount": pl.Int64}
"""A fact: what happened on a day. Amounts of money are in the smallest unit of the currency, all others in
millionths; Product, Customer and Job may be blank."""


def facts(frame: pl.DataFrame, amount: pl.Expr, measure: str | pl.Expr, stage: str | pl.Expr = WIP) -> pl.LazyFrame:
    """``frame`` as ``FACT``: columns it lacks are blank, rows that come to nothing are left out. Lazy, since many small
    frames are put together and are worked out at once."""
    said = {"Measure": measure, "Stage": stage}
    told = [pl.lit(text).alias(name) if isinstance(text, str) else text.alias(name) for name, text in said.items()]
    blank = [pl.lit(None, dtype=pl.String).alias(name) for name in KEYS
             if name not in frame.columns and name not in said]
    known = frame.lazy().with_columns(*blank, *told, amount.cast(pl.Int64).alias("Amount"))
    return known.filter(pl.col("Amount") != 0).select(pl.col(name).cast(kind) for name, kind in FACT.items())
