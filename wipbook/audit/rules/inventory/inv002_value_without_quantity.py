"""Value is left without quantity.

What it finds:
    Our stock with a value where the quantity is zero, at one place or of the material as a whole: there the
    quantities of several places cancel and their values do not.

Why it matters:
    When the last piece has gone its cost must have gone with it. What is left stands on the balance sheet and is
    nothing.

Innocent causes:
    - An issue was booked at another place than the receipt, so that one is above zero and the other below.
    - A transfer between the places is missing.

What to do:
    Enter the missing transfer or correct the place of the issue; the value follows.

Source:
    Accounting rule 8; Odoo, tests of rounding in stock valuation layers.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(Severity.HIGH, (Assertion.VALUATION, Assertion.EXISTENCE))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    return findings(
        ledger,
        books.balances.filter((pl.col("Quantity") == 0) & (pl.col("Value") != 0)),
        Place("Materials", "Material"),
        key=pl.col("Balance"),
        evidence=pl.format("{}: quantity 0, value {}", "Balance", money("Value", books.places)),
        amount=pl.col("Value"),
        other=Place("Movements", "Quantity", "Last Row"),
    )
