"""Goods came before the order.

What it finds:
    An order line whose goods were received, by the order or by a receipt that names it, on a day before it was ordered.

Why it matters:
    An order typed after the goods came approves nothing: the limit, the price and the choice of the supplier were never
    looked at beforehand.

Innocent causes:
    - The order was given by telephone and typed later.
    - The date of the receipt is that of the delivery note.
    - Goods on consignment were taken over.

What to do:
    Ask who ordered and when. Correct the date that is wrong.

Source:
    Customer's wish: purchasing checks (order, receipt and invoice in this order).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.MEDIUM,
    (Assertion.RIGHTS,),
    (Setting("Days Before", 0, "days", "Days the goods may come before the order", most=365),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    moved = books.arrivals.select("Order", "Line", "Material", "First Arrival", "First Row")
    lines = looked_up(books.order_lines, ["Order", "Line", "Material"], moved)
    came = pl.min_horizontal("Received", "First Arrival")
    lines = lines.with_columns(came.alias("_came"), (pl.col("Ordered") - came).dt.total_days().alias("_days"))
    found = lines.filter((pl.col("_days") > 0) & (pl.col("_days") > settings["Days Before"]))
    return findings(
        ledger,
        found,
        Place("Purchases", "Ordered"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "{} of {} came from {} on {}, ordered on {}: {} days later",
            quantity("Quantity"), "Material", "Supplier", day("_came"), day("Ordered"), "_days",
        ),
        amount=pl.col("Ordered Amount"),
        other=Place("Movements", "Date", "First Row"),
    )
