"""Invoice is entered twice.

What it finds:
    An invoice number of one supplier on lines of more than one order, with the same amount.

Why it matters:
    An invoice paid twice is the commonest loss in purchasing, by error more often than by intent.

Innocent causes:
    - One invoice covers several orders, and two lines happen to be equal.
    - The supplier starts its numbers anew each year.
    - A credit note was booked under the number of its invoice.

What to do:
    Put both invoices side by side. If it is one document, remove one line and ask for the money back.

Source:
    ACFE Fraud Examiners Manual, duplicate payments; Nigrini, Forensic Analytics, same-same-same test.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.HIGH, (Assertion.EXISTENCE,))
SAME = ["Supplier", "_number", "Invoice Amount"]


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    number = pl.col("Invoice").str.to_uppercase().str.replace_all(r"[\s\-/._]", "")
    lines = books.order_lines.filter(pl.col("Invoice").is_not_null()).with_columns(number.alias("_number"))
    again = lines.with_columns(
        pl.col(ROW).first().over(SAME).alias("_first"), pl.col("Order").first().over(SAME).alias("_order")
    ).filter((pl.col(ROW) != pl.col("_first")) & (pl.col("Order") != pl.col("_order")))
    return findings(
        ledger,
        again,
        Place("Purchases", "Invoice"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "Invoice {} of {} over {} stands on order {} and on order {}",
            "Invoice", "Supplier", money("Invoice Amount", books.places), "_order", "Order",
        ),
        amount=pl.col("Invoice Amount"),
        other=Place("Purchases", "Invoice", "_first"),
    )
