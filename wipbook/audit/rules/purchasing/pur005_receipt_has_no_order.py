"""Receipt has no order.

What it finds:
    A receipt of our own goods that names no order, or an order, line and material that no order line answers. A receipt
    that names the order and the material but no line is taken as answered. Asked only where receipts of the plant do
    name orders.

Why it matters:
    Goods without an order were ordered by nobody who may order, and price and quantity cannot be compared with
    anything.

Innocent causes:
    - The delivery note was typed in place of the order.
    - The line or the material of the order was mistyped.
    - It is a sample, a free replacement or goods for consumption.

What to do:
    Find the order and put its number and line on the receipt. If there was none, ask who ordered.

Source:
    Three-way match of order, receipt and invoice, as in Dynamics 365 Finance (accounts payable invoice matching);
    customer's wish: purchasing checks.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings, none
from wipbook.audit.wording import day, quantity, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.MEDIUM, (Assertion.RIGHTS, Assertion.EXISTENCE))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    receipts = books.receipts
    if receipts["Order Row"].null_count() == receipts.height:
        return none()
    orders = ledger.table("Purchases").select(pl.col("Order").alias("Document"), "Material").unique()
    open_ = receipts.filter(pl.col("Order Row").is_null() & pl.col("ours"))
    without_line = open_.filter(pl.col("Line").is_null()).join(orders, on=["Document", "Material"], how="semi")
    found = open_.filter(~pl.col(ROW).is_in(without_line[ROW].implode()))
    named = pl.concat_str(pl.col("Document"), pl.col("Line"), separator="/", ignore_nulls=True)
    names = pl.when(pl.col("Document").is_null()).then(pl.lit("no order")).otherwise(
        pl.concat_str(named, pl.lit(", which is no order line of this material"))
    )
    return findings(
        ledger,
        found,
        Place("Movements", "Document"),
        key=pl.col("Movement"),
        evidence=pl.format(
            "Receipt of {} {} from {} on {} names {}",
            quantity("Quantity"), "Material", shown("Supplier"), day("Date"), names,
        ),
        amount=pl.col("Amount"),
    )
