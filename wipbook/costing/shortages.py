"""Negative stock: which entry is refused, and which are pointed at."""

from __future__ import annotations

import polars as pl

from wipbook.costing.flow import IN, IN_AT_RATE, RETURN_IN
from wipbook.costing.movements import NO_STOCK
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.rejections import ROW_EXCLUDED, WARNING
from wipbook.ledger.tables import ROW


def refuse_shortages(ledger: Ledger, movements: pl.DataFrame) -> bool:
    """Take out, per key, the entry to blame for its first shortage; False when nothing was short."""
    short = movements.filter(pl.col("shortage") > 0)
    if short.is_empty():
        return False
    first = short.group_by("key").agg(pl.col("position").min().alias("_short_at"))
    leaving = movements.filter(
        ~pl.col("operation").is_in([IN, IN_AT_RATE, RETURN_IN, NO_STOCK])
    ).join(first, on="key", how="inner").filter(pl.col("position") <= pl.col("_short_at"))  # fmt: skip
    blamed = leaving.sort(
        pl.col("Entered At"), pl.col(ROW), nulls_last=False
    ).group_by("key", maintain_order=True).last()  # fmt: skip
    rows = blamed.sort(ROW)
    ledger.rejections.add(
        ledger.cells["Movements"], rows[ROW].to_list(), "Quantity",
        [f"{q / 1_000_000:g}" for q in rows["quantity"]],
        "no more than is on hand, now and later (Settings: Negative Stock = refuse)",
        "enter the missing receipt, correct the quantity or date, or allow negative stock",
        ROW_EXCLUDED, rows["Movement"].to_list(),
    )  # fmt: skip
    ledger.tables["Movements"] = ledger.table("Movements").filter(~pl.col(ROW).is_in(rows[ROW].implode()))
    return True


def list_shortages(ledger: Ledger, movements: pl.DataFrame) -> None:
    """The first shortage of each key is listed; the rest follow from it."""
    short = (
        movements.filter(pl.col("shortage") > 0)
        .sort("position")
        .unique("key", keep="first", maintain_order=True)
    )
    if short.is_empty() or ledger.policy.negative_stock != "warn":
        return
    ledger.rejections.add(
        ledger.cells["Movements"], short[ROW].to_list(), "Quantity",
        [
            f"{quantity / 1_000_000:g}, {missing / 1_000_000:g} more than was on hand"
            for quantity, missing in short.select("quantity", "shortage").iter_rows()
        ],
        "no more than is on hand", "enter the missing receipt, or correct the quantity or the date",
        WARNING, short["Movement"].to_list(),
    )  # fmt: skip
