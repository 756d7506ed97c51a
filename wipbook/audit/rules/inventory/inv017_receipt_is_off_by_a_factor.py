"""Receipt is off by a factor.

What it finds:
    Order lines of which 10, 12, 100, 144, 1,000 or 10,000 times the ordered quantity was received, or the same part
    of it although the line is complete, within the percentage allowed. What counts is the sum of the receipts that
    name the line, else Received Quantity.

Why it matters:
    Stock and the amount owed are wrong by the factor.

Innocent causes:
    - A digit too many or too few was typed.
    - The order is in boxes or dozens and the receipt in pieces.
    - The line was closed although most of it was not delivered.

What to do:
    Compare order, delivery note and receipt; correct quantity or unit.

Source:
    ERPNext, over-receipt allowance; customer's wish: mistakes of unit and decimal point.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.HIGH,
    (Assertion.EXISTENCE, Assertion.VALUATION),
    (Setting("Closeness", 0.5, "%", "How close to the factor the quotient must be", most=5),),
)
FACTORS = (10, 12, 100, 144, 1000, 10_000)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    came = pl.coalesce("Moved", "Received Quantity")
    lines = books.order_lines.with_columns(came.alias("_came")).filter(
        (pl.col("_came") > 0) & (pl.col("Quantity") > 0)
    )
    larger = pl.max_horizontal("Quantity", "_came") / pl.min_horizontal("Quantity", "_came")
    close = settings["Closeness"] / 100
    factor = pl.coalesce([pl.when((larger / number - 1).abs() <= close).then(number) for number in FACTORS])
    # a small part of an open line is a partial delivery
    done = pl.col("Status").str.to_lowercase().str.contains("complete|closed").fill_null(False)
    off = lines.with_columns(factor.alias("_factor")).filter(
        pl.col("_factor").is_not_null() & ((pl.col("_came") > pl.col("Quantity")) | done)
    )
    off = off.with_columns(books.amount(off["_came"] - off["Quantity"], off["Unit Price"]).alias("_worth"))
    return findings(
        ledger,
        off,
        Place("Purchases", "Received Quantity"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "{} of {} received, {} ordered: a factor of {}; status {}", quantity("_came"), "Material",
            quantity("Quantity"), "_factor", shown("Status"),
        ),
        amount=pl.col("_worth"),
        other=Place("Purchases", "Quantity"),
    )
