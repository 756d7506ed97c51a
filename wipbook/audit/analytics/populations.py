"""The lists of amounts that analytics and samples draw on: every amount with its date, its party and its cell."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wipbook.books.books import Books
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType

COLUMNS = ("Key", "Date", "Party", "Amount", "Number", "Material", "Quantity", ROW)
MOVEMENTS = "Movements"


@dataclass(frozen=True)
class Population:
    """``amounts``: Key, Date, Party (whom or what it concerns), Amount (smallest currency unit, above zero), Number (of
    the document), Material and Quantity (millionths) where it has them, and the ``_row`` of ``sheet``; ``column`` holds
    the figure."""

    name: str
    about: str
    sheet: str
    column: str
    party: str
    amounts: pl.DataFrame


def populations(books: Books) -> tuple[Population, ...]:
    """Movements, Receipts, Invoices, Tickets and Adjustments, up to the as-of date; amounts of zero left out."""
    moves = books.moves
    lines = books.order_lines.filter(pl.col("Invoice").is_not_null() & (pl.col("Invoice Date") <= books.as_of))
    return (
        Population(
            MOVEMENTS, "value of every issue, shipment and scrap", "Movements", "Quantity", "Material",
            _amounts(
                moves.filter(pl.col("Type").is_in([MovementType.ISSUE, MovementType.SHIPMENT, MovementType.SCRAP])),
                "Movement", "Material",
            ),
        ),
        Population(
            "Receipts", "value of every receipt", "Movements", "Quantity", "Supplier",
            _amounts(moves.filter(pl.col("Type") == MovementType.RECEIPT), "Movement", "Supplier"),
        ),
        Population(
            "Invoices", "invoiced amount of every order line", "Purchases", "Invoice Price", "Supplier",
            _amounts(
                lines.select(
                    pl.format("{}/{}", "Order", "Line").alias("_key"), pl.col("Invoice Date").alias("Date"),
                    "Supplier", pl.col("Invoice Amount").alias("Amount"), pl.col("Invoice").alias("Document"),
                    "Material", pl.col("Invoice Quantity").alias("Quantity"), ROW,
                ),
                "_key", "Supplier",
            ),
        ),
        Population(
            "Tickets", "cost of every time ticket", "Labor", "Hours", "Employee",
            _amounts(
                books.tickets.with_columns(
                    pl.col("Cost").alias("Amount"), pl.lit(None, pl.String).alias("Document"),
                    pl.lit(None, pl.String).alias("Material"), pl.lit(None, pl.Int64).alias("Quantity"),
                ),
                "Ticket", "Employee",
            ),
        ),
        Population(
            "Adjustments", "value of every adjustment and count difference", "Movements", "Quantity", "Entered By",
            _amounts(
                moves.filter(pl.col("Type").is_in([MovementType.ADJUSTMENT, MovementType.COUNT])),
                "Movement", "Entered By",
            ),
        ),
    )


def _amounts(rows: pl.DataFrame, key: str, party: str) -> pl.DataFrame:
    return rows.select(
        pl.col(key).alias("Key"), "Date", pl.col(party).alias("Party"), pl.col("Amount").abs(),
        pl.col("Document").alias("Number"), "Material", "Quantity", ROW,
    ).filter(pl.col("Amount") > 0)
