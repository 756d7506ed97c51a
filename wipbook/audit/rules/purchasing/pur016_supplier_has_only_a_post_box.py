"""Supplier has only a post box.

What it finds:
    A supplier with orders whose address is a post box and no street.

Why it matters:
    Goods come from a place that can be visited. A box is also what a supplier without any business has.

Innocent causes:
    - Only the address for letters was entered.
    - It is a bank, an authority or a mail-order company.

What to do:
    Ask for the street of the works and the entry in the trade register.

Source:
    ACFE Fraud Examiners Manual, billing schemes (shell companies: vendors with a post office box as address).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(Severity.LOW, (Assertion.EXISTENCE,))
BOX = (
    r"(?i)^\W*(p\W*o\W*box|post\s*(office)?\s*box|postbox|postfach|postbus|bo[iî]te\s+postale|apartado(\s+de\s+correos)?"
    r"|casella\s+postale|caixa\s+postal|b\.?\s?p\.?|c\.?\s?p\.?)\W*(no\W*|nr\W*)?[\d\s-]*$"
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    boxes = ledger.table("Suppliers").filter(pl.col("Address").str.contains(BOX))
    found = boxes.join(books.supplier_orders, on="Supplier", how="inner", maintain_order="left")
    return findings(
        ledger,
        found,
        Place("Suppliers", "Address"),
        key=pl.col("Supplier"),
        evidence=pl.format(
            "{} ({}) has the address {}, {}; order lines: {}, over {}",
            "Supplier",
            shown("Name"),
            "Address",
            shown("City"),
            "Lines",
            money("Spent", books.places),
        ),
        amount=pl.col("Spent"),
    )
