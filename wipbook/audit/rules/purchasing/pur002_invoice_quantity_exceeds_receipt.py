"""Invoice is for more than was received.

What it finds:
    An order line of which something came, but the invoice is for more than what was received and not refused.

Why it matters:
    The company pays for goods that it does not have. The receipt is what proves that the debt exists.

Innocent causes:
    - A second delivery came and was not typed on the order.
    - The credit for the refused units comes by separate note.
    - The invoice is in another unit than the order.

What to do:
    Compare the delivery notes with the invoice. Type the missing receipt, or ask for a credit.

Source:
    Three-way match of order, receipt and invoice, as in Dynamics 365 Finance (accounts payable invoice matching,
    received quantity); customer's wish: purchasing checks.
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
    (Assertion.EXISTENCE,),
    (Setting("Quantity Tolerance", 0, "%", "Excess of the invoice that is accepted", most=100),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    came = pl.max_horizontal("Received Quantity", "Moved").fill_null(0)
    kept = pl.max_horizontal(
        pl.col("Received Quantity").fill_null(0) - pl.col("Rejected Quantity").fill_null(0),
        pl.when(pl.col("Received Quantity").is_null()).then(pl.col("Moved")).otherwise(0).fill_null(0),
    )
    lines = books.order_lines.with_columns(kept.alias("_kept"))
    lines = lines.with_columns((pl.col("Invoice Quantity") - pl.col("_kept")).alias("_excess"))
    limit = pl.col("_kept").cast(pl.Float64) * settings["Quantity Tolerance"] / 100
    found = lines.filter((came > 0) & (pl.col("_excess") > 0) & (pl.col("_excess") > limit))
    price = found.select(pl.coalesce("Invoice Price", "Unit Price")).to_series()
    found = found.with_columns(books.amount(found["_excess"], price).alias("_money"))
    return findings(
        ledger,
        found,
        Place("Purchases", "Invoice Quantity"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "Invoice {} of {} is for {}, {} was received and kept: {} too many",
            shown("Invoice"), "Supplier", quantity("Invoice Quantity"), quantity("_kept"), quantity("_excess"),
        ),
        amount=pl.col("_money"),
        other=Place("Purchases", "Received Quantity"),
    )
