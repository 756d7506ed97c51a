"""Quantity is broken for a whole unit.

What it finds:
    Materials counted in pieces with quantities such as 2.5 in movements, orders, counts or jobs, and materials in any
    unit whose quantities are nearly always whole but now and then are not. One finding per material and sheet, at
    the first such row. Bill quantities may be broken and are not asked.

Why it matters:
    Half a piece is usually a slipped decimal point or a quantity in another unit: stock and cost are wrong by it.

Innocent causes:
    - The unit of the material should be a length, weight or area.
    - An issue follows the bill with its scrap allowance.
    - The decimal point slipped.

What to do:
    Look at the document. Correct the quantity, or the unit on the sheet Materials.

Source:
    ERPNext, Unit of Measure "Must be Whole Number"; customer's wish: typing mistakes in quantities are caught.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import SCHEMA, Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import MILLION, Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.LOW,
    (Assertion.EXISTENCE, Assertion.VALUATION),
    (
        Setting("Broken Share", 2, "%", "Share of broken quantities up to which they stand out", most=50),
        Setting("Least Rows", 50, "rows", "Rows from which a material of another unit is judged", least=10),
    ),
)
PIECES = (
    "pcs", "pc", "pce", "piece", "pieces", "ea", "each", "set", "sets", "kit", "kits", "unit", "units", "st", "stk",
    "nos", "no", "pair", "pairs",
)
QUANTITIES = (("Movements", "Quantity"), ("Purchases", "Quantity"), ("Counts", "Counted"), ("Jobs", "Quantity"))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    found = [pl.DataFrame(schema=SCHEMA)]
    units = ledger.table("Materials").select("Material", "Unit").join(
        books.unit_cost, on="Material", how="left", maintain_order="left"
    )
    pieces = pl.col("Unit").str.to_lowercase().str.strip_chars(". ").is_in(PIECES).fill_null(False)
    broken = pl.col("_size") % MILLION != 0
    for sheet, size in QUANTITIES:
        sizes = ledger.table(sheet).select("Material", pl.col(size).alias("_size"), ROW)
        rows = looked_up(sizes.filter(broken), "Material", units)
        if rows.is_empty():
            continue
        usual = sizes.group_by("Material").agg(pl.len().alias("_all"))
        some = rows.group_by("Material", maintain_order=True).agg(
            pl.len().alias("_rows"), pl.col("Unit", "Unit Cost", "_size", ROW).first(),
            (pl.col("_size").abs() % MILLION).sum().alias("_part"),
        ).join(usual, on="Material", how="left", maintain_order="left")
        share = pl.col("_rows") * 100 / pl.col("_all")
        rare = (pl.col("_all") >= settings["Least Rows"]) & (share <= settings["Broken Share"])
        some = some.filter(pieces | rare)
        some = some.with_columns(books.amount(some["_part"], some["Unit Cost"]).alias("_cost"))
        found.append(
            findings(
                ledger,
                some,
                Place(sheet, size),
                key=pl.format("{}/{}", pl.lit(sheet), "Material"),
                evidence=pl.format(
                    "{} {} of {}: {} of its {} quantities are broken", quantity("_size"),
                    pl.col("Unit").fill_null("(no unit)"), "Material", "_rows", "_all",
                ),
                amount=pl.col("_cost"),
            )
        )
    return pl.concat(found)
