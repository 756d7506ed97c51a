"""Receipt costs nothing.

What it finds:
    Receipts and openings of our own material whose unit cost is zero or blank, with no landed cost either; one
    finding per material, at the first.

Why it matters:
    The goods are in stock at nothing: inventory and cost of goods sold are understated.

Innocent causes:
    - The price was not known yet and was never filled in.
    - The goods were free: samples, replacements, a bonus.
    - They belong to the supplier or the customer and Owner is blank.

What to do:
    Fill in the unit cost from the invoice, or 0 and the owner where they are not ours.

Source:
    IAS 2.10-11, cost of purchase; accounting rules 58 and 63.
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
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

CARD = Card(Severity.MEDIUM, (Assertion.VALUATION,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    priced = pl.col("Type").is_in([MovementType.RECEIPT, MovementType.OPENING])
    came = priced & pl.col("ours") & (pl.col("Quantity") > 0)
    free = (pl.col("Unit Cost").fill_null(0) == 0) & (pl.col("Landed Cost").fill_null(0) == 0)
    rows = books.moves.filter(came)
    usual = rows.filter(pl.col("Unit Cost") > 0).group_by("Material").agg(pl.col("Unit Cost").median().alias("_usual"))
    first = rows.filter(free).group_by("Material", maintain_order=True).agg(
        pl.col("Movement", "Type", ROW).first(), pl.col("Quantity").sum(), pl.len().alias("_rows")
    )
    first = looked_up(first, "Material", usual, books.unit_cost)
    first = first.with_columns(pl.coalesce(pl.col("_usual").round(0).cast(pl.Int64), "Unit Cost").alias("Unit Cost"))
    first = first.with_columns(books.amount(first["Quantity"], first["Unit Cost"]).alias("_worth"))
    return findings(
        ledger,
        first,
        Place("Movements", "Unit Cost"),
        key=pl.col("Movement"),
        evidence=pl.format(
            "{} of {} without a cost; {} such rows, {} units; usual unit cost {}", "Type", "Material", "_rows",
            quantity("Quantity"), quantity("Unit Cost"),
        ),
        amount=pl.col("_worth"),
    )
