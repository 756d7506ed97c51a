"""Goods of others are valued.

What it finds:
    Materials without an owner whose description, or the locations they lie at, or whose supplier's name speaks of
    consignment, customer property or goods on loan; and materials with an owner whose receipts or openings carry a
    unit cost above zero.

Why it matters:
    Goods of others are counted, not valued: as ours they would overstate inventory and what is owed.

Innocent causes:
    - The goods were bought out of consignment and are ours now.
    - The name of the place is older than its use.
    - The unit cost was typed for information; an owner's goods are carried at zero all the same.

What to do:
    Name the owner on the sheet Materials, or rename the place. Take the unit cost out of receipts of goods of others.

Source:
    Accounting rule 58; ERPNext, customer provided items.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

CARD = Card(Severity.HIGH, (Assertion.RIGHTS, Assertion.VALUATION))
OTHERS = r"(?i)consign|customer[- ](owned|property|supplied|furnished)|property of|on loan|free[- ]issue|\bbailee\b"


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    return pl.concat([_without_owner(ledger, books), _with_cost(ledger, books)])


def _without_owner(ledger: Ledger, books: Books) -> pl.DataFrame:
    suppliers = ledger.table("Suppliers").select("Supplier", pl.col("Name").alias("_name"))
    places = books.moves.select("Material", "Location").unique()
    spoken = places["Location"].unique().drop_nulls()
    spoken = spoken.filter(spoken.str.contains(OTHERS))
    there = places.filter(pl.col("Location").is_in(spoken.implode())).group_by("Material").agg(pl.col("Location").min())
    table = looked_up(ledger.table("Materials").filter(pl.col("Owner").is_null()), "Supplier", suppliers)
    table = looked_up(table, "Material", there, books.stock)
    said = pl.coalesce(
        pl.when(pl.col("Description").str.contains(OTHERS)).then("Description"), "Location",
        pl.when(pl.col("_name").str.contains(OTHERS)).then("_name"),
    )
    return findings(
        ledger,
        table.with_columns(said.alias("_said")).filter(pl.col("_said").is_not_null()),
        Place("Materials", "Owner"),
        key=pl.col("Material"),
        evidence=pl.format(
            "{} has no owner, yet \"{}\": {} on hand worth {}", "Material", "_said", quantity("Quantity"),
            money("Value", books.places),
        ),
        amount=pl.col("Value"),
    )


def _with_cost(ledger: Ledger, books: Books) -> pl.DataFrame:
    priced = pl.col("Type").is_in([MovementType.RECEIPT, MovementType.OPENING])
    came = priced & ~pl.col("ours") & (pl.col("Unit Cost") > 0)
    rows = books.moves.filter(came)
    rows = rows.with_columns(books.amount(rows["Quantity"], rows["Unit Cost"]).alias("_worth"))
    owners = ledger.table("Materials").select("Material", "Owner", pl.col(ROW).alias("_material"))
    first = rows.group_by("Material", maintain_order=True).agg(
        pl.col(ROW, "Unit Cost").first(), pl.len().alias("_rows"), pl.col("_worth").sum()
    ).join(owners, on="Material", how="left", maintain_order="left")
    return findings(
        ledger,
        first,
        Place("Movements", "Unit Cost"),
        key=pl.col("Material"),
        evidence=pl.format(
            "{} belongs to {}, yet {} receipts carry a cost, the first {} a unit", "Material", "Owner", "_rows",
            quantity("Unit Cost"),
        ),
        amount=pl.col("_worth"),
        other=Place("Materials", "Owner", "_material"),
    )
