"""What tickets that reverse others take back: their share of the original's pay, to the last cent."""

from __future__ import annotations

import polars as pl

from wipbook.costing.workings import Workings
from wipbook.ledger.tables import ROW
from wipbook.values.fixed import multiply_divide

_MONEY = ("Base", "Premium", "Burden")
_SAME = ("Rate", "Work Center")


def taken_back(workings: Workings, reversals: pl.DataFrame, paid: pl.DataFrame) -> pl.DataFrame:
    """``reversals`` (by day, hours below zero) with Rate, Work Center, Base, Premium and Burden of what they reverse,
    which is among the ``paid``.

    By running totals over the hours taken back, so that an original that is taken back in parts costs nothing in the
    end. A reversal of a ticket that could not be costed is left out, too.
    """
    originals = paid.group_by("Ticket").agg(
        pl.col("Hours", *_MONEY).sum().name.prefix("_"), pl.col(*_SAME).sort_by("Date").first()
    ).rename({"Ticket": "Reverses"})
    frame = reversals.drop(*_SAME).join(originals, on="Reverses", how="left", maintain_order="left")
    lost = frame.filter(pl.col("_Hours").is_null()).unique(ROW, maintain_order=True)
    workings.refuse(
        "Labor", lost, "Reverses", lost["Reverses"].to_list(), "a ticket that has a cost",
        "mend that ticket, which is listed as well",
    )
    frame = frame.filter(pl.col("_Hours").is_not_null()).sort("Reverses", "_day", "Ticket", "Date")
    back = (-pl.col("Hours")).cum_sum().over("Reverses")
    frame = frame.with_columns(back.alias("_back")).with_columns((pl.col("_back") + pl.col("Hours")).alias("_start"))
    for name in _MONEY:
        amounts = [
            multiply_divide(whole, start, hours) - multiply_divide(whole, end, hours)
            for whole, start, end, hours in frame.select(f"_{name}", "_start", "_back", "_Hours").iter_rows()
        ]
        frame = frame.with_columns(pl.Series(name, amounts, dtype=pl.Int64))
    return frame
