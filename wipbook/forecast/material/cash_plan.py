"""What the orders of the coming months will cost."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

from wipbook.calculators.demand.history import History


def cash_plan(plan: pl.DataFrame, asked: History, months: list[dt.date]) -> pl.DataFrame:
    """Month, Orders (materials ordered in it), Cash (currency): orders of bought materials of our own.

    ``plan``: ``replenish``; ``asked``: units by its rows and month. At the beginning of a month what is on hand and on
    order is lifted above the reorder point by whole lots, if the month's demand takes it there; what is asked for is
    taken off. Cash is told in the month of the order; when it is paid the suppliers' terms decide.
    """
    position = (plan["On Hand"] + plan["On Order"]).to_numpy().copy()
    point, lot = plan["Reorder Point"].to_numpy(), plan["Lot"].to_numpy()
    pays = plan["Ours"].to_numpy() & (plan["Source"].to_numpy() == "buy")
    price = np.where(pays, plan["Price"].fill_null(0.0).to_numpy(), 0.0)
    rows = []
    for number, month in enumerate(months):
        missing = point - (position - asked[:, number])
        due = (missing > 0) & (point > 0) & (lot > 0)
        units = np.where(due, np.ceil(missing / np.where(lot > 0, lot, 1.0)) * lot, 0.0)
        position += units - asked[:, number]
        rows.append((month, int((due & pays).sum()), float((units * price).sum())))
    return pl.DataFrame(rows, schema={"Month": pl.Date, "Orders": pl.Int64, "Cash": pl.Float64}, orient="row")
