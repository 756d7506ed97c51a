"""Goods of others are on hand.

What it finds:
    Materials with an owner of which some is on hand; they are carried at zero.

Why it matters:
    They must be counted, kept apart and insured, but stand in nobody's inventory here; the owner can confirm the
    quantity.

Innocent causes:
    - Consignment stock or customer material is agreed by contract.
    - The goods were bought meanwhile and Owner was not cleared.

What to do:
    Ask the owner to confirm the quantity, and clear Owner if the goods are ours.

Source:
    Accounting rule 58.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(Severity.LOW, (Assertion.RIGHTS, Assertion.PRESENTATION))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    held = ledger.table("Materials").filter(pl.col("Owner").is_not_null()).join(
        books.stock, on="Material", how="left", maintain_order="left"
    ).filter(pl.col("Quantity") != 0)
    held = held.with_columns(books.amount(held["Quantity"], held["Standard Cost"]).alias("_worth"))
    return findings(
        ledger,
        held,
        Place("Materials", "Owner"),
        key=pl.col("Material"),
        evidence=pl.format("{} {} of {} belong to {}", quantity("Quantity"), pl.col("Unit").fill_null("(no unit)"),
                           "Material", "Owner"),
        amount=pl.col("_worth"),
    )
