"""Invoice price differs from the order.

What it finds:
    An invoiced order line whose price per unit is more than the tolerance away from the price agreed on the order, up
    or down, where the difference over the invoiced quantity reaches the least amount. Of a line in another currency
    both prices are taken at the rate of the order: what rates made stands on Conversions.

Why it matters:
    The price on the order is what the buyer agreed to. What is billed above it is paid without anybody having agreed,
    and it raises the cost of stock if it is booked.

Innocent causes:
    - The price was changed by an agreement that never reached the order.
    - Freight, packing or a minimum charge is inside the price.
    - The invoice is per another unit (boxes for pieces).

What to do:
    Compare order, confirmation and invoice. Ask for a credit, or correct the price on the order and of the receipt.

Source:
    Three-way match of order, receipt and invoice, as in Dynamics 365 Finance (accounts payable invoice matching
    policies, price tolerance); customer's wish: purchasing checks.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (
        Setting("Price Tolerance", 2, "%", "Difference of price that is accepted", most=1000),
        Setting("Least Amount", 10, "currency", "Difference of a line that is worth a question"),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    lines = books.order_lines.filter(pl.col("Invoice Price").is_not_null() & pl.col("Invoice Quantity").is_not_null())
    apart = lines.with_columns((pl.col("Billed Price") - pl.col("Unit Price")).alias("_apart"))
    apart = apart.with_columns(books.amount(apart["Invoice Quantity"], apart["_apart"]).alias("_difference"))
    far = pl.col("_apart").abs().cast(pl.Float64) > pl.col("Unit Price") * settings["Price Tolerance"] / 100
    found = apart.filter(far & (pl.col("_difference").abs() >= books.cents(settings["Least Amount"])))
    return findings(
        ledger,
        found,
        Place("Purchases", "Invoice Price"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "Invoice {} of {} bills {} at {}, ordered at {}: a difference of {}",
            shown("Invoice"), "Supplier", quantity("Invoice Quantity"), quantity("Billed Price"),
            quantity("Unit Price"), money("_difference", books.places),
        ),
        amount=pl.col("_difference"),
        other=Place("Purchases", "Unit Price"),
    )
