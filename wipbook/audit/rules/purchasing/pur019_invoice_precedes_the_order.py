"""Invoice precedes the order.

What it finds:
    An order line whose invoice is dated before the day it was ordered.

Why it matters:
    The order was written to fit the invoice. Nobody approved the purchase before it was made.

Innocent causes:
    - The order was given by telephone and typed when the invoice came.
    - The supplier's invoice covers a standing agreement.
    - Day and month of a date were exchanged.

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
from wipbook.audit.wording import day, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.MEDIUM,
    (Assertion.RIGHTS,),
    (Setting("Days Before", 0, "days", "Days the invoice may be dated before the order", most=365),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    days = (pl.col("Ordered") - pl.col("Invoice Date")).dt.total_days()
    lines = books.order_lines.with_columns(days.alias("_days"))
    found = lines.filter((pl.col("_days") > 0) & (pl.col("_days") > settings["Days Before"]))
    return findings(
        ledger,
        found,
        Place("Purchases", "Invoice Date"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "Invoice {} of {} is dated {}, the order {}: {} days later",
            shown("Invoice"),
            "Supplier",
            day("Invoice Date"),
            day("Ordered"),
            "_days",
        ),
        amount=pl.coalesce("Invoice Amount", "Ordered Amount"),
        other=Place("Purchases", "Ordered"),
    )
