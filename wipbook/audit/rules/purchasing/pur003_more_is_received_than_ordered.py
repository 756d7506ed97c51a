"""More was received than ordered.

What it finds:
    An order line on which more was received and kept than was ordered and the tolerance allows, by the order or by the
    receipts in Movements, whichever is more.

Why it matters:
    Goods nobody ordered tie up money and may have to be paid. It is also what a receipt typed twice looks like.

Innocent causes:
    - The supplier delivers in full packs or rolls.
    - The order was raised by telephone and not changed.
    - The receipt belongs to another line of the order.

What to do:
    Ask purchasing whether the excess was agreed. Return it, or raise the order; move a receipt that stands on the wrong
    line.

Source:
    ERPNext setting Over Delivery/Receipt Allowance (%); customer's wish: purchasing checks.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE, Assertion.RIGHTS),
    (Setting("Quantity Tolerance", 5, "%", "Excess over the ordered quantity that is accepted", most=1000),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    moved = books.arrivals.select("Order", "Line", "Material", "Arrived", "Sent Back", "First Row", "Last Row")
    lines = looked_up(books.order_lines, ["Order", "Line", "Material"], moved)
    kept = pl.max_horizontal(
        pl.col("Received Quantity").fill_null(0) - pl.col("Rejected Quantity").fill_null(0),
        pl.col("Arrived").fill_null(0) - pl.max_horizontal("Sent Back", pl.lit(0)),
    )
    lines = lines.with_columns(kept.alias("_kept")).with_columns((kept - pl.col("Quantity")).alias("_excess"))
    limit = pl.col("Quantity").cast(pl.Float64) * settings["Quantity Tolerance"] / 100
    found = lines.filter((pl.col("_excess") > 0) & (pl.col("_excess") > limit))
    found = found.with_columns(books.amount(found["_excess"], found["Unit Price"]).alias("_money"))
    return findings(
        ledger,
        found,
        Place("Purchases", "Quantity"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "{} of {} were ordered from {}, {} were received and kept: {} more",
            quantity("Quantity"), "Material", "Supplier", quantity("_kept"), quantity("_excess"),
        ),
        amount=pl.col("_money"),
        other=Place("Movements", "Quantity", "Last Row"),
    )
