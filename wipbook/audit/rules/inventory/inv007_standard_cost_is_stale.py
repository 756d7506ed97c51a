"""Standard cost is stale.

What it finds:
    Our materials whose standard cost is further than the percentage allowed from what a unit cost on average when it
    was bought or made in the last year (else from the average on hand).

Why it matters:
    Standards may be used only if they come close to actual cost; plans, prices and variances rest on them.

Innocent causes:
    - The standard was not revised when prices moved.
    - A single dear or cheap purchase moves the average.
    - The standard is per another unit.

What to do:
    Revise the standard cost, or say why last year was not usual.

Source:
    IAS 2.21; ASC 330-10-30-12; accounting rule 13.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.LOW,
    (Assertion.VALUATION,),
    (Setting("Difference", 20, "%", "Difference between standard and actual cost that is allowed", least=1),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    priced = pl.col("Type").is_in([MovementType.RECEIPT, MovementType.COMPLETION])
    came = priced & (pl.col("quantity_in") > 0) & pl.col("ours")
    actual = books.moves.filter(came & (pl.col("Date") > books.year_ago)).group_by("Material").agg(
        pl.col("Amount", "quantity_in").sum()
    )
    table = ledger.table("Materials").filter((pl.col("Standard Cost") > 0) & pl.col("Owner").is_null())
    table = looked_up(table, "Material", actual, books.stock)
    scale = float(10 ** (12 - books.places))
    bought = pl.when(pl.col("Amount") > 0).then(pl.col("Amount") / pl.col("quantity_in") * scale)
    held = pl.when((pl.col("Quantity") > 0) & (pl.col("Value") > 0)).then(pl.col("Value") / pl.col("Quantity") * scale)
    table = table.with_columns(pl.coalesce(bought, held).round(0).cast(pl.Int64).alias("_actual"))
    change = (pl.col("Standard Cost") - pl.col("_actual")) * 100.0 / pl.col("_actual")
    stale = table.filter(change.abs() > settings["Difference"])
    stale = stale.with_columns(
        books.amount(stale["Quantity"].clip(0), stale["Standard Cost"] - stale["_actual"]).alias("_difference")
    )
    return findings(
        ledger,
        stale,
        Place("Materials", "Standard Cost"),
        key=pl.col("Material"),
        evidence=pl.format(
            "standard cost of {} is {}, actual cost of the last year {}; {} on hand", "Material",
            quantity("Standard Cost"), quantity("_actual"), quantity("Quantity"),
        ),
        amount=pl.col("_difference"),
    )
