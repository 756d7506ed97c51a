"""Unit cost jumps.

What it finds:
    Receipts of our materials into stock whose unit cost is further from the median of all receipts of the material
    than the percentage allowed. Receipts in a row that are off in the same direction are one finding, at the first.

Why it matters:
    A slipped decimal point, or a price per hundred taken as a price per piece, goes into stock, jobs and cost of
    goods sold.

Innocent causes:
    - The price is per another unit (per hundred, per box).
    - The price really rose, or a small lot was dear.
    - Another supplier delivered.

What to do:
    Compare with the invoice. Correct the unit cost, or the unit and with it the quantity.

Source:
    Nigrini, Forensic Analytics, relative size factor; customer's wish: jumps of cost are flagged.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (
        Setting("Jump", 50, "%", "Difference from the usual unit cost that is allowed", least=1),
        Setting("Other Receipts", 3, "receipts", "Receipts beside it from which there is a usual cost", least=1),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    bought = (pl.col("Type") == MovementType.RECEIPT) & pl.col("ours") & ~pl.col("direct") & (pl.col("Unit Cost") > 0)
    usual = pl.col("Unit Cost").median().over("Material")
    receipts = books.moves.filter(bought).sort("Date", ROW).with_columns(
        usual.round(0).cast(pl.Int64).alias("_usual"), pl.len().over("Material").alias("_all")
    )
    change = (pl.col("Unit Cost") - pl.col("_usual")) * 100.0 / pl.col("_usual")
    off = pl.when((change.abs() > settings["Jump"]) & (pl.col("_all") > settings["Other Receipts"])).then(change.sign())
    receipts = receipts.with_columns(off.fill_null(0).alias("_off")).with_columns(
        (pl.col("_off") != pl.col("_off").shift(1)).fill_null(True).cum_sum().over("Material").alias("_run")
    )
    jumps = receipts.filter(pl.col("_off") != 0)
    jumps = jumps.with_columns(
        books.amount(jumps["Quantity"], jumps["Unit Cost"] - jumps["_usual"]).alias("_difference")
    )
    first = jumps.group_by("Material", "_run", maintain_order=True).agg(
        pl.col("Movement", "Unit Cost", "_usual", "_all", ROW).first(), pl.col("_difference").sum(),
        pl.len().alias("_rows"),
    )
    return findings(
        ledger,
        first,
        Place("Movements", "Unit Cost"),
        key=pl.col("Movement"),
        evidence=pl.format(
            "{} at {} where {} receipts cost {} as a rule; {} in a row", "Material", quantity("Unit Cost"), "_all",
            quantity("_usual"), "_rows",
        ),
        amount=pl.col("_difference"),
    )
