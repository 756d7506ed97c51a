"""Document number is used for two parties.

What it finds:
    A document on receipts of two suppliers, on shipments to two customers, or on both receipts and shipments; or an
    order number with lines at two suppliers.

Why it matters:
    A number that stands for two documents cannot prove either of them.

Innocent causes:
    - The supplier or customer of one row was mistyped.
    - Suppliers happen to use the same numbers for delivery notes.
    - A third party delivered for the supplier.

What to do:
    Look at the document. Correct the party, or give one of them a number of its own.

Source:
    Customer's wish: duplicate document numbers; Nigrini, Forensic Analytics, same-same-different test.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType

CARD = Card(Severity.LOW, (Assertion.EXISTENCE,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    return pl.concat([_movements(ledger, books), _orders(ledger, books)])


def _movements(ledger: Ledger, books: Books) -> pl.DataFrame:
    inward = pl.col("Type").is_in([MovementType.RECEIPT, MovementType.RETURN_TO_SUPPLIER])
    outward = pl.col("Type").is_in([MovementType.SHIPMENT, MovementType.SALES_RETURN])
    party = pl.when(inward).then(pl.col("Supplier")).when(outward).then(pl.col("Customer"))
    named = books.moves.lazy().filter(pl.col("Document").is_not_null()).select(
        "Document", "Movement", "Amount", ROW, party.alias("_party"), inward.alias("_in")
    ).filter(pl.col("_party").is_not_null())
    by_party = named.group_by("Document", "_in", "_party").agg(
        pl.col(ROW).min(), pl.col("Amount").sum(), pl.len().alias("_rows")
    )
    found = by_party.filter(pl.len().over("Document") > 1).sort(ROW).group_by("Document", maintain_order=True).agg(
        pl.col("_party").str.join(", ").alias("_parties"), pl.col("_rows").sum(), pl.col(ROW).get(1),
        pl.col(ROW).first().alias("_first_row"), pl.col("Amount").slice(1).sum(),
    ).collect()
    return findings(
        ledger,
        found,
        Place("Movements", "Document"),
        key=pl.col("Document"),
        evidence=pl.format("Document {} stands on {} movements of {}", "Document", "_rows", "_parties"),
        amount=pl.col("Amount"),
        other=Place("Movements", "Document", "_first_row"),
    )


def _orders(ledger: Ledger, books: Books) -> pl.DataFrame:
    by_party = books.order_lines.group_by("Order", "Supplier", maintain_order=True).agg(
        pl.col(ROW).first(), pl.col("Ordered Amount").sum()
    )
    found = by_party.filter(pl.len().over("Order") > 1).group_by("Order", maintain_order=True).agg(
        pl.col("Supplier").str.join(", "), pl.col(ROW).get(1), pl.col(ROW).first().alias("_first_row"),
        pl.col("Ordered Amount").slice(1).sum(),
    )
    return findings(
        ledger,
        found,
        Place("Purchases", "Supplier"),
        key=pl.col("Order"),
        evidence=pl.format("Order {} has lines at {}", "Order", "Supplier"),
        amount=pl.col("Ordered Amount"),
        other=Place("Purchases", "Supplier", "_first_row"),
    )
