"""Stock is below zero.

What it finds:
    The first movement that takes a material, at its location and lot, below zero, and the movement before it. What
    follows until stock is there again is part of the same question and not listed again.

Why it matters:
    Nothing can be issued that is not there: a receipt is missing, or something was booked that did not happen. Cost of
    goods and work in process rest on an estimated rate until the receipt arrives.

Innocent causes:
    - The receipt was typed late or with a later date.
    - The unit is another one (boxes for pieces).
    - It was taken from another location or lot.

What to do:
    Look at both movements. Enter the missing receipt, or correct quantity, location or date.

Source:
    ERPNext report Stock Ledger Invariant Check (first negative row shown with the one before); accounting rule 14.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.HIGH, (Assertion.EXISTENCE, Assertion.VALUATION))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    stored = books.moves.filter((pl.col("quantity_in") != 0) | (pl.col("quantity_out") != 0)).sort("position")
    before = pl.col("quantity_after").shift(1).over("key").fill_null(0)
    first = stored.with_columns(
        before.alias("_before"), pl.col(ROW).shift(1).over("key").alias("_previous")
    ).filter((pl.col("quantity_after") < 0) & (pl.col("_before") >= 0))
    return findings(
        ledger,
        first,
        Place("Movements", "Quantity"),
        key=pl.col("Movement"),
        evidence=pl.format(
            "{} of {} on {} took {} when {} was there: {} after it",
            "Type", "Material", day("Date"), quantity("quantity_out"), quantity("_before"), quantity("quantity_after"),
        ),
        amount=pl.col("Amount") * pl.min_horizontal(-pl.col("quantity_after"), "quantity_out")
        // pl.max_horizontal("quantity_out", 1),
        other=Place("Movements", "Quantity", "_previous"),
    )
