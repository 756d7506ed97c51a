"""Overhead: predetermined rates by pool and month, what they apply to jobs, and what remains over or under."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from wipbook.costing.workings import Workings
from wipbook.values.columns import percent_of, times_unit_cost
from wipbook.values.fixed import divide_half_up, multiply_divide

_HIGHEST_RATE = 9 * 10**15  # millionths of currency per unit of a driver
MONEY_DRIVERS = ("labor cost", "material cost")
ENTRY = {"Job": pl.String, "Date": pl.Date, "Pool": pl.String, "Driver": pl.String, "Activity": pl.Int64}


@dataclass(frozen=True)
class Pools:
    """``rates``: Pool, Period, Driver, Rate (millionths of currency per driver unit) and the pool's row;
    ``centers``: which pool a work center carries."""

    rates: pl.DataFrame
    centers: pl.DataFrame


def pools_of(workings: Workings) -> Pools:
    """The pools with their rates.

    Rate = variable budget / budget activity + fixed budget / normal capacity (IAS 2.13); without a Normal
    Activity it is the predetermined rate, budget cost / budget activity (OpenStax, vol. 2, 4.4). The driver unit
    is an hour, a unit, or one unit of currency.
    """
    places = workings.policy.currency_places
    table = workings.table("Overhead").with_columns(
        pl.col("Variable %").fill_null(0),
        pl.coalesce("Normal Activity", "Budget Activity").alias("_normal"),
    )
    budget = table["Budget Cost"].to_numpy()
    variable = percent_of(budget, table["Variable %"].to_numpy())
    own = _per_unit(variable, table["Budget Activity"].to_numpy(), places)
    fixed = _per_unit(budget - variable, table["_normal"].to_numpy(), places)
    capped = [min(v + f, _HIGHEST_RATE + 1) for v, f in zip(own, fixed, strict=True)]
    table = _without_the_boundless(workings, table.with_columns(pl.Series("Rate", capped, dtype=pl.Int64)))
    centers = workings.table("Work Centers").select("Work Center", pl.col("Overhead Pool").alias("Pool")).drop_nulls()
    return Pools(table.sort("Pool", "Period"), centers)


def _per_unit(amount: np.ndarray, activity: np.ndarray, places: int) -> list[int]:
    """Amount per unit of activity in millionths of currency; 0 where there is no activity to divide by."""
    return [
        divide_half_up(int(money) * 10 ** (12 - places), int(units)) if units else 0
        for money, units in zip(amount, activity, strict=True)
    ]


def _without_the_boundless(workings: Workings, table: pl.DataFrame) -> pl.DataFrame:
    """A rate that nothing can be charged at is listed and its row left out."""
    workings.refuse(
        "Overhead", table.filter(pl.col("Rate") > _HIGHEST_RATE), "Budget Activity", "a rate of 9,000,000,000 or more",
        "a rate that is less per unit of the driver", "correct Budget Cost or Budget Activity",
    )
    return table.filter(pl.col("Rate") <= _HIGHEST_RATE)


def labor_activity(workings: Workings, pools: Pools, labor: pl.DataFrame) -> pl.DataFrame:
    """Driver activity of labor and machine pools: Job, Date, Pool, Activity (millionths; money: smallest unit)."""
    on_job = labor.filter(pl.col("Job").is_not_null() & (pl.col("Pay Type") != "Idle"))
    machine = workings.table("Machine Time").filter(
        pl.col("Job").is_not_null()
        & (pl.col("Kind").fill_null("Run") != "Down")
        & (pl.col("Date") <= workings.policy.as_of)
    )
    sources = {
        "labor hours": on_job.select("Job", "Date", "Work Center", pl.col("Hours").alias("Activity")),
        "labor cost": on_job.select("Job", "Date", "Work Center", pl.col("Base").alias("Activity")),
        "machine hours": machine.select("Job", "Date", "Work Center", pl.col("Hours").alias("Activity")),
    }
    drivers = pools.rates.select("Pool", "Driver").unique(maintain_order=True)
    parts = [pl.DataFrame(schema=ENTRY)]
    for pool, driver in drivers.iter_rows():
        if driver not in sources:
            continue
        source = sources[driver]
        own = pools.centers.filter(pl.col("Pool") == pool)["Work Center"]
        if own.len():
            source = source.filter(pl.col("Work Center").is_in(own.implode()))
        parts.append(_entries(source, pool, driver))
    return pl.concat(parts)


def plant_activity(pools: Pools, driver: str, activity: pl.DataFrame) -> pl.DataFrame:
    """Activity (Job, Date, Activity) of a plant-wide driver, once per pool that has it."""
    names = pools.rates.filter(pl.col("Driver") == driver)["Pool"].unique(maintain_order=True)
    parts = [_entries(activity, pool, driver) for pool in names]
    return pl.concat([pl.DataFrame(schema=ENTRY), *parts])


def _entries(activity: pl.DataFrame, pool: str, driver: str) -> pl.DataFrame:
    return activity.select("Job", "Date", pl.lit(pool).alias("Pool"), pl.lit(driver).alias("Driver"), "Activity")


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
    Over Applied (+ = over-applied), Idle Capacity (fixed cost of unused normal capacity, an expense: rule 29).
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
