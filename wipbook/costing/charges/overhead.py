"""Overhead: what predetermined rates apply to jobs, and what remains over or under."""

from __future__ import annotations

import numpy as np
import polars as pl

from wipbook.costing.charges.pools import Pools
from wipbook.costing.workings import Workings
from wipbook.values.columns import percent_of, times_unit_cost
from wipbook.values.fixed import multiply_divide

MONEY_DRIVERS = ("labor cost", "material cost")


def applied(pools: Pools, activity: pl.DataFrame, currency_places: int) -> pl.DataFrame:
    """``activity`` with Period, Rate and Amount (smallest currency unit).

    The rate is that of the month, else the latest month before it that has one; activity before the first rate
    is charged nothing, and so is activity of a driver that the pool has in other months only.
    """
    rates = pools.rates.select(
        "Pool", pl.col("Period").alias("Date"), pl.col("Driver").alias("_driver"), "Rate", "Period"
    )
    rates = rates.sort("Date")
    frame = activity.with_row_index("_order").sort("Date").join_asof(
        rates, on="Date", by="Pool", strategy="backward", check_sortedness=False
    ).sort("_order").drop("_order")
    frame = frame.with_columns(pl.col("Rate").fill_null(0), pl.col("Date").dt.truncate("1mo").alias("Month"))
    frame = frame.filter(pl.col("_driver").is_null() | (pl.col("_driver") == pl.col("Driver"))).drop("_driver")
    units = frame["Activity"].to_numpy()
    money = frame["Driver"].is_in(MONEY_DRIVERS).to_numpy()
    in_millionths = np.where(money, units * 10 ** (6 - currency_places), units)
    amount = times_unit_cost(in_millionths, frame["Rate"].to_numpy(), currency_places)
    return frame.with_columns(pl.Series("Amount", amount))


def overhead_report(workings: Workings, pools: Pools, charged: pl.DataFrame) -> pl.DataFrame:
    """One row per pool and month: rate, activity, applied, actual, over/(under), idle capacity.

    Columns: Pool, Period, Driver, Rate, Activity, Applied, Budget Cost, Normal Activity, Actual Cost,
    Over Applied (+ = over-applied; blank while the actual cost is not in), Idle Capacity (fixed cost of unused normal
    capacity, an expense: rule 29).
    Months charged at an older month's rate have a row of their own with that rate and no budget.
    """
    places = workings.policy.currency_places
    sums = charged.group_by("Pool", "Month").agg(
        pl.col("Activity").sum(), pl.col("Amount").sum().alias("Applied"), pl.col("Rate").max().alias("_rate"),
        pl.col("Driver").first().alias("_driver"),
    )
    window = pools.rates.filter(pl.col("Period") <= workings.policy.as_of)
    frame = window.join(sums.rename({"Month": "Period"}), on=["Pool", "Period"], how="full", coalesce=True)
    frame = frame.with_columns(
        pl.coalesce("Rate", "_rate").fill_null(0).alias("Rate"),
        pl.coalesce("Driver", "_driver").alias("Driver"),
        pl.col("Activity", "Applied", "Budget Cost").fill_null(0),
    ).sort("Pool", "Period")
    money = frame["Driver"].is_in(MONEY_DRIVERS).fill_null(False)
    units = frame.select(
        pl.when(money).then(pl.col("Activity") * 10 ** (6 - places)).otherwise(pl.col("Activity")).alias("Activity")
    )["Activity"]
    frame = frame.with_columns(units)
    budget = frame["Budget Cost"].to_numpy()
    fixed = budget - percent_of(budget, frame["Variable %"].fill_null(0).to_numpy())
    normal = frame["_normal"].fill_null(0).to_numpy()
    unused = np.maximum(normal - units.to_numpy(), 0)
    idle = np.array(
        [
            multiply_divide(int(f), int(u), int(n)) if n else 0
            for f, u, n in zip(fixed, unused, normal, strict=True)
        ],
        dtype=np.int64,
    )
    stated = frame["Normal Activity"].is_not_null().to_numpy()
    return frame.with_columns(
        pl.Series("Idle Capacity", np.where(stated, idle, 0)),
        (pl.col("Applied") - pl.col("Actual Cost")).alias("Over Applied"),
    ).select(
        "Pool", "Period", "Driver", "Rate", "Activity", "Applied", "Budget Cost", "Normal Activity", "Actual Cost",
        "Over Applied", "Idle Capacity",
    )
