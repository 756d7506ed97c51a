"""Stock is below its safety stock.

What it finds:
    Active materials that were used in the last year and of which less is on hand than their safety stock. Stock below
    zero is another question and asked by INV001.

Why it matters:
    The stock kept against surprise is being used up: the next late delivery stops a job.

Innocent causes:
    - An order is under way.
    - The material is being phased out and its safety stock was not lowered.
    - A receipt was not booked yet.

What to do:
    Order, or lower the safety stock.

Source:
    Heizer, Render & Munson, Operations Management, ch. 12 (reorder point and safety stock).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(Severity.LOW, (Assertion.COMPLETENESS,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    table = ledger.table("Materials").filter((pl.col("Safety Stock") > 0) & pl.col("Active").fill_null(True))
    table = table.select("Material", "Safety Stock", ROW)
    used = books.usage.filter(pl.col("Used") > 0).select("Material")
    table = table.join(used, on="Material", how="semi", maintain_order="left")
    table = looked_up(table, "Material", books.stock.select("Material", "Quantity"), books.coming, books.unit_cost)
    low = table.filter((pl.col("Quantity") >= 0) & (pl.col("Quantity") < pl.col("Safety Stock")))
    low = low.with_columns(books.amount(low["Safety Stock"] - low["Quantity"], low["Unit Cost"]).alias("_worth"))
    return findings(
        ledger,
        low,
        Place("Materials", "Safety Stock"),
        key=pl.col("Material"),
        evidence=pl.format(
            "{} of {} on hand, safety stock {}; {} on order, {} in open jobs", quantity("Quantity"), "Material",
            quantity("Safety Stock"), quantity("On Order"), quantity("In Jobs"),
        ),
        amount=pl.col("_worth"),
    )
