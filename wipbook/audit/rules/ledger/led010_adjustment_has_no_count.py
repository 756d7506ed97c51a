"""Adjustment has no count.

What it finds:
    A count difference or an adjustment for whose material no count line stands within the days allowed, before or after
    it. An adjustment with a reason is asked about only above Materiality of Settings; a count that names its count line
    is answered by it. Asked only where Counts are kept.

Why it matters:
    The books were changed to a quantity that nobody is on record to have counted.

Innocent causes:
    - The count sheet was not typed.
    - The material was counted under another code.
    - It corrects a typing error.

What to do:
    Ask for the count sheet and type it, or count again.

Source:
    Accounting rules 17 and 60; customer's wish: adjustments without a count.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings, none
from wipbook.audit.wording import day, money, quantity, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE,),
    (Setting("Days Apart", 7, "days", "Days between the adjustment and the count", most=366),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    counts = ledger.table("Counts")
    if counts.is_empty():
        return none()
    small = pl.col("Reason").is_not_null() & (pl.col("Amount") <= books.cents(books.policy.materiality))
    counted = pl.col("Type") == MovementType.COUNT
    asked = books.moves.filter(counted | ((pl.col("Type") == MovementType.ADJUSTMENT) & ~small))
    named = counts.select(pl.col("Count").alias("Document"), "Material").unique()
    asked = asked.join(named, on=["Document", "Material"], how="anti", maintain_order="left")
    days = counts.select("Material", "Date", pl.col("Date").alias("_counted")).sort("Date")
    window = f"{int(settings['Days Apart'])}d"
    near = asked.sort("Date", maintain_order=True).join_asof(
        days, on="Date", by="Material", strategy="nearest", tolerance=window, check_sortedness=False
    )
    last = (
        counts.sort("Date")
        .group_by("Material")
        .agg(pl.col("Date").last().alias("_last"), pl.col(ROW).last().alias("_count_row"))
    )
    found = (
        near.filter(pl.col("_counted").is_null()).sort(ROW).join(last, on="Material", how="left", maintain_order="left")
    )
    said = pl.when(pl.col("_last").is_null()).then(pl.lit("it was never counted")).otherwise(
        pl.format("its last count is of {}", day("_last"))
    )
    return findings(
        ledger,
        found,
        Place("Movements", "Quantity"),
        key=pl.col("Movement"),
        evidence=pl.format(
            "{} of {} {} ({}) on {} by {}: {}",
            "Type", quantity("Quantity"), "Material", money("Amount", books.places), day("Date"),
            shown("Entered By"), said,
        ),
        amount=pl.col("Amount"),
        other=Place("Counts", "Counted", "_count_row"),
    )
