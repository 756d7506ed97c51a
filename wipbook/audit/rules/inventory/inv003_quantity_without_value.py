"""Quantity has no value.

What it finds:
    Our stock of at least the least quantity whose value is zero, or below zero, at one place or of the material as a
    whole.

Why it matters:
    Inventory is understated, and every issue takes too little cost into its job.

Innocent causes:
    - The receipt was typed before its price was known.
    - The goods are samples or belong to somebody else.
    - A shortage at another place weighs more than what is there.

What to do:
    Fill in the unit cost of the receipts, or name the owner on the sheet Materials.

Source:
    IAS 2.10, cost of purchase; accounting rules 8 and 63.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity
from wipbook.books.books import MILLION, Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.HIGH,
    (Assertion.VALUATION,),
    (Setting("Least Quantity", 1, "units", "Smaller remainders are not asked"),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    least = round(settings["Least Quantity"] * MILLION)
    bare = books.balances.filter(
        (pl.col("Quantity") > 0) & (pl.col("Quantity") >= least) & (pl.col("Value") <= 0)
    ).join(books.unit_cost, on="Material", how="left", maintain_order="left")
    bare = bare.with_columns(books.amount(bare["Quantity"], bare["Unit Cost"]).alias("_worth"))
    return findings(
        ledger,
        bare,
        Place("Materials", "Material"),
        key=pl.col("Balance"),
        evidence=pl.format("{}: {} on hand, value {}", "Balance", quantity("Quantity"), money("Value", books.places)),
        amount=pl.max_horizontal(pl.col("_worth"), -pl.col("Value")),
        other=Place("Movements", "Quantity", "Last Row"),
    )
