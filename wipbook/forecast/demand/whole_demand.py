"""What will be asked of every material in all: by customers and by what it is a part of, at every level of bills."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl

from wipbook.calculators.demand.history import History
from wipbook.forecast.demand.dependent_demand import levels
from wipbook.forecast.demand.panel import Whole


@dataclass(frozen=True)
class WholeDemand:
    """Units by material (row) and month ahead (column). ``units``: all that is asked; ``by_bills``: what the products
    it is in ask by their bills; ``added``: the part of that which its own history does not hold. ``error``: standard
    deviation of a month, by row."""

    units: History
    by_bills: History
    added: History
    error: History


def whole_demand(
    sold: History, used: History, planned: History, error: History, names: tuple[str, ...], bill: pl.DataFrame,
    days: list[dt.date],
) -> WholeDemand:
    """Independent and dependent demand of every material, from the top of the bills down.

    By row (``names``) and month: ``sold``: what customers will ask; ``used``: what jobs will use by the material's own
    history without the bill saying so; ``planned``: what they will use by its history where the bill says so, too;
    ``error``: standard deviation of the forecast from its own history, by row. ``bill``: ``bill_rows``; a row counts in
    the months on whose day of ``days`` it is valid; circles are not followed.

    Units = sold + used + the larger of planned and what the bills say: parents' units x quantity per, scrap included.
    The larger, not the sum, since both tell of the same: what a product uses is in the history of its component as
    soon as jobs for it took any. What the history lacks (``added``) brings the error of the parents along, as if those
    of different parents had nothing to do with each other. No stock is taken off: this is the pace of demand, not
    what is still to be made. Source: Orlicky, Material Requirements Planning (1975), ch. 2 and 4 (service parts:
    independent and dependent demand of one item are added).

    100 pumps a month take a seal each; 10 seals are sold:

    >>> rows = pl.DataFrame({"Product": ["PUMP"], "Component": ["SEAL"], "Per": [1.0], "From": [None], "To": [None]},
    ...     schema_overrides={"From": pl.Date, "To": pl.Date})
    >>> none = np.zeros((2, 1))
    >>> whole_demand(np.array([[100.0], [10.0]]), none, none, np.array([3.0, 4.0]), ("PUMP", "SEAL"), rows,
    ...     [dt.date(2026, 1, 1)]).units.tolist()
    [[100.0], [110.0]]
    """
    order, circle = levels(bill)
    place = {name: row for row, name in enumerate(names)}
    known = bill.filter(
        pl.col("Product").is_in(list(names)) & pl.col("Component").is_in(list(names))
        & ~(pl.col("Product").is_in(circle) & pl.col("Component").is_in(circle))
    )
    sides = ("Product", "Component")
    parent, part = (np.array([place[name] for name in known[side]], dtype=np.int64) for side in sides)
    per = known["Per"].cast(pl.Float64).to_numpy()[:, None] * _valid(known, days)
    level = np.zeros(len(names), dtype=np.int64)
    for name, number in order.iter_rows():
        if name in place:
            level[place[name]] = number
    units, by_bills, added = (np.zeros(sold.shape) for _ in range(3))
    variance, asked = error**2, np.zeros(len(names))
    for number in range(int(level.max(initial=0)) + 1):
        mine = level == number
        added[mine] = np.maximum(by_bills[mine] - planned[mine], 0.0)
        units[mine] = sold[mine] + used[mine] + planned[mine] + added[mine]
        whole = by_bills[mine].sum(axis=1)
        share = added[mine].sum(axis=1) / np.where(whole > 0, whole, 1.0)
        variance[mine] += share**2 * asked[mine]
        down = np.flatnonzero(mine[parent])
        np.add.at(by_bills, part[down], per[down] * units[parent[down]])
        np.add.at(asked, part[down], _first(per[down]) ** 2 * np.nan_to_num(variance[parent[down]]))
    return WholeDemand(units, by_bills, added, np.sqrt(variance))


def _valid(bill: pl.DataFrame, days: list[dt.date]) -> History:
    """1 where a row of the bill is valid on a day, else 0: rows by days."""
    found = bill.select(
        ((pl.col("From").is_null() | (pl.col("From") <= day)) & (pl.col("To").is_null() | (pl.col("To") >= day)))
        .cast(pl.Float64).alias(str(number)) for number, day in enumerate(days)
    )
    return found.to_numpy().reshape(bill.height, len(days))


def _first(per: History) -> History:
    """Quantity per in the first month in which the row is valid; 0 where it never is."""
    first: History = per.max(axis=1, initial=0.0)
    return first


def in_order(frame: pl.DataFrame, names: tuple[str, ...], months: list[dt.date]) -> History:
    """Units of ``frame`` (Material, Date, Units) by ``names`` and month; a day before the first month is in that."""
    schema = {"Material": pl.String, "_row": pl.Int64}
    rows = pl.DataFrame({"Material": names, "_row": range(len(names))}, schema=schema)
    at = pl.DataFrame({"Month": months, "_at": range(len(months))}, schema={"Month": pl.Date, "_at": pl.Int64})
    cells = frame.with_columns(pl.col("Date").dt.truncate("1mo").clip(months[0]).alias("Month"))
    cells = cells.join(rows, on="Material").join(at, on="Month")
    found = np.zeros((len(names), len(months)))
    places: tuple[Whole, Whole] = (cells["_row"].to_numpy(), cells["_at"].to_numpy())
    np.add.at(found, places, cells["Units"].to_numpy())
    return found
