"""Adjustment is not explained.

What it finds:
    An adjustment without a reason; or one of a round quantity whose amount is above Materiality of Settings, with
    whatever reason. What count post wrote is explained by its count.

Why it matters:
    An adjustment makes stock agree with anything. Without a reason nobody can tell an error from a loss, and a round
    one was estimated, not counted.

Innocent causes:
    - The reason is on paper.
    - It brings stock of a new location in, in full boxes.
    - It reverses another entry.

What to do:
    Ask who adjusted and why. Note the reason, or count the material.

Source:
    ACFE Fraud Examiners Manual, inventory schemes (unexplained adjustments); Nigrini, Forensic Analytics, round
    numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.counts.posted import typed_moves
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money, quantity, shown
from wipbook.books.books import MILLION, Books
from wipbook.ledger import Ledger
from wipbook.schema.stock.movement_type import MovementType

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE, Assertion.VALUATION),
    (Setting("Round To", 100, "units", "A quantity is round when it is a multiple of this", least=1),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    adjusted = typed_moves(books).filter(pl.col("Type") == MovementType.ADJUSTMENT).with_columns(
        (pl.col("Quantity") % max(1, round(settings["Round To"] * MILLION)) == 0).alias("_round"),
        pl.col("Reason").is_null().alias("_bare"),
    )
    large = pl.col("Amount") > books.cents(books.policy.materiality)
    found = adjusted.filter((pl.col("Quantity") != 0) & (pl.col("_bare") | (pl.col("_round") & large)))
    kind = pl.when("_round").then(pl.lit("a round quantity")).otherwise(pl.lit("an odd quantity"))
    return findings(
        ledger,
        found,
        Place("Movements", "Reason"),
        key=pl.col("Movement"),
        evidence=pl.format(
            "{} {} ({}) adjusted on {} by {}, {}; reason: {}",
            quantity("Quantity"), "Material", money("Amount", books.places), day("Date"), shown("Entered By"), kind,
            pl.when("_bare").then(pl.lit("none")).otherwise(pl.col("Reason")),
        ),
        amount=pl.col("Amount"),
        other=Place("Movements", "Quantity"),
    )
