"""Overhead pools: their rates, month by month, and the work centers that belong to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from wipbook.costing.workings import Workings
from wipbook.values.allocate import allocate
from wipbook.values.codes import folded
from wipbook.values.columns import percent_of
from wipbook.values.fixed import divide_half_up

_HIGHEST_RATE = 9 * 10**15  # millionths of currency per unit of a driver
_SPREAD = ("Budget Cost", "Budget Activity", "Normal Activity", "Actual Cost", "Actual Fixed Cost", "_normal")


@dataclass(frozen=True)
class Pools:
    """``rates``: Pool, Period, Driver, Rate (millionths of currency per driver unit) and the pool's row, a row per pool
    and month; ``centers``: which pool a work center carries."""

    rates: pl.DataFrame
    centers: pl.DataFrame


def pools_of(workings: Workings) -> Pools:
    """The pools with their rates.

    Rate = variable budget / budget activity + fixed budget / normal capacity (IAS 2.13); without a Normal
    Activity it is the predetermined rate, budget cost / budget activity (OpenStax, vol. 2, 4.4). The driver unit
    is an hour, a unit, or one unit of currency.

    A row that reaches Through a later month has one rate for all its months; its costs and activities are spread over
    them evenly. Where rows of a pool overlap, the month is that of the row which begins last. Names of pools agree
    whatever their case.
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
    names = table.select(folded(pl.col("Pool")).alias("_pool"), pl.col("Pool").alias("_name")).group_by("_pool").agg(
        pl.col("_name").min()
    )
    table, centers = (_named(frame, names) for frame in (table, centers))
    return Pools(by_month(table).sort("Pool", "Period"), centers)


def _named(frame: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Pools by the one spelling that all rows of ``frame`` are given."""
    return frame.with_columns(folded(pl.col("Pool")).alias("_pool")).join(
        names, on="_pool", how="left", maintain_order="left"
    ).with_columns(pl.coalesce("_name", "Pool").alias("Pool")).drop("_pool", "_name")


def by_month(table: pl.DataFrame) -> pl.DataFrame:
    """``table`` with a row per month from Period to Through, its figures spread by running totals; of the rows that one
    pool has for a month, the one that begins last, ends first, and costs least."""
    last = pl.max_horizontal("Period", "Through")
    table = table.with_columns(pl.col("Period").alias("_from"), last.alias("_last"))
    longer = pl.col("_last") > pl.col("Period")
    parts = []
    for row in table.filter(longer).iter_rows(named=True):
        months = months_of(row["_from"], row["_last"])
        shares = {name: _shares(row[name], len(months)) for name in _SPREAD}
        parts += [
            {**row, "Period": month, **{name: share[at] for name, share in shares.items()}}
            for at, month in enumerate(months)
        ]
    whole = pl.concat([table.filter(~longer), pl.DataFrame(parts, schema=table.schema)])
    return whole.sort(
        "_from", "_last", "Budget Cost", "Budget Activity", "Driver", descending=[True, False, False, False, False]
    ).unique(["Pool", "Period"], keep="first", maintain_order=True).drop("_from", "_last")


def months_of(first: dt.date, last: dt.date) -> Sequence[dt.date]:
    """The first days of the months from one month to another.

    >>> [f"{month:%Y-%m}" for month in months_of(dt.date(2026, 11, 1), dt.date(2027, 1, 1))]
    ['2026-11', '2026-12', '2027-01']
    """
    return pl.date_range(first, last, "1mo", eager=True).to_list()


def _shares(amount: int | None, months: int) -> list[int] | list[None]:
    return [None] * months if amount is None else allocate(amount, [1] * months)


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
