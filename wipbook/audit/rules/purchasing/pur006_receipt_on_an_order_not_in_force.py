"""Receipt is on an order that is not in force.

What it finds:
    An order line whose status says that the order was cancelled, rejected or not yet approved, and on which goods were
    received, by the order or by Movements.

Why it matters:
    Nobody approved what came. The goods may have to go back, and an invoice for them is not owed.

Innocent causes:
    - The status was not updated when the order was approved.
    - The order was cancelled for the remainder only.
    - The supplier had delivered before the cancellation reached it.

What to do:
    Ask purchasing what was agreed. Correct the status, or send the goods back.

Source:
    Customer's wish: purchasing checks; ERPNext refuses a Purchase Receipt against a cancelled or closed order.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(Severity.MEDIUM, (Assertion.RIGHTS,))
NOT_IN_FORCE = r"(?i)cancel|reject|declin|refus|pending|draft|not approved|on hold|void"


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    moved = books.arrivals.select("Order", "Line", "Material", "Arrived", "First Arrival", "First Row")
    lines = books.order_lines.filter(pl.col("Status").str.contains(NOT_IN_FORCE)).join(
        moved, on=["Order", "Line", "Material"], how="left", maintain_order="left"
    )
    came = pl.max_horizontal(pl.col("Received Quantity").fill_null(0), pl.col("Arrived").fill_null(0))
    found = lines.with_columns(came.alias("_came")).filter(pl.col("_came") > 0)
    found = found.with_columns(books.amount(found["_came"], found["Unit Price"]).alias("_money"))
    return findings(
        ledger,
        found,
        Place("Purchases", "Status"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "{} {} came from {} on {} on an order with the status {}",
            quantity("_came"), "Material", "Supplier", day(pl.coalesce("First Arrival", "Received")), "Status",
        ),
        amount=pl.col("_money"),
        other=Place("Movements", "Quantity", "First Row"),
    )
