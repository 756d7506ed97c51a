"""Invoice has no receipt.

What it finds:
    An invoiced order line of which nothing was received, by the order or by Movements, the days of grace after the
    invoice being over at the as-of date.

Why it matters:
    The company owes for goods that never came, or stock is missing from the books.

Innocent causes:
    - The receipt was not typed.
    - The goods are on their way from overseas.
    - It is a deposit, or work done outside.

What to do:
    Ask the stores for the goods. Type the receipt, or hold the payment back.

Source:
    Three-way match of order, receipt and invoice, as in Dynamics 365 Finance (accounts payable invoice matching);
    accounting rule 59.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.HIGH,
    (Assertion.EXISTENCE, Assertion.COMPLETENESS),
    (Setting("Days of Grace", 14, "days", "Days the goods may come after the invoice", most=365),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    billed = pl.coalesce("Invoice Date", "Ordered")
    waited = pl.lit(books.as_of) - billed
    nothing = (pl.col("Received Quantity").fill_null(0) == 0) & (pl.col("Moved").fill_null(0) == 0)
    invoiced = (pl.col("Invoice").is_not_null() | (pl.col("Invoice Quantity") > 0)) & (
        pl.col("Invoice Quantity").fill_null(1) > 0
    )
    lines = books.order_lines.with_columns(billed.alias("_billed"), waited.dt.total_days().alias("_days"))
    found = lines.filter(invoiced & nothing & (pl.col("_days") > settings["Days of Grace"]))
    return findings(
        ledger,
        found,
        Place("Purchases", "Invoice"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "Invoice {} of {} over {}, dated {}: nothing was received {} days later",
            shown("Invoice"), "Supplier", money(pl.coalesce("Invoice Amount", "Ordered Amount"), books.places),
            day("_billed"), "_days",
        ),
        amount=pl.coalesce("Invoice Amount", "Ordered Amount"),
        other=Place("Purchases", "Received Quantity"),
    )
