"""Which columns are entered in the unit and in the currency of their row, and by which day's rate money is turned."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wipbook.ledger.cells.columns import typed
from wipbook.ledger.cells.shown import meant
from wipbook.ledger.tables import ROW, find_headers
from wipbook.port.tables import TableCells
from wipbook.schema.column import Role
from wipbook.schema.sheet import InputSheet
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.codes import folded

UNIT, CURRENCY = "Unit", "Currency"
RECEIPT_DAY, INVOICE_DAY = "_receipt_day", "_invoice_day"
"""Days of a row that no column says by itself."""


@dataclass(frozen=True)
class Price:
    """A price per unit: its column, the day whose rate turns it, and the quantities it is for, the first that is
    filled."""

    column: str
    day: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Entered:
    """The columns of a sheet. ``whole`` are amounts of money of the whole row, at the rate of ``day``."""

    sheet: str
    material: str
    quantities: tuple[str, ...]
    prices: tuple[Price, ...] = ()
    whole: tuple[str, ...] = ()
    day: str = ""


ENTERED = (
    Entered("Bill of Materials", "Component", ("Quantity Per",)),
    Entered(
        "Movements", "Material", ("Quantity",), (Price("Unit Cost", "Date", ("Quantity",)),),
        ("Amount", "Landed Cost"), "Date",
    ),
    Entered(
        "Purchases", "Material", ("Quantity", "Received Quantity", "Rejected Quantity", "Invoice Quantity"),
        (
            Price("Unit Price", RECEIPT_DAY, ("Received Quantity", "Quantity")),
            Price("Invoice Price", INVOICE_DAY, ("Invoice Quantity", "Received Quantity", "Quantity")),
        ),
    ),
)


def entered_on(sheet: str) -> Entered | None:
    """What of a sheet is entered in a unit or a currency of its own; None where nothing is.

    >>> entered_on("Bill of Materials").quantities, entered_on("Labor")
    (('Quantity Per',), None)
    """
    return next((one for one in ENTERED if one.sheet == sheet), None)


def with_days(entered: Entered, frame: pl.DataFrame, movements: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with the days that ``entered`` names. Of an order line the receipt's is Received, else that of the
    first receipt in ``movements`` that names the line, else the day it was ordered; the invoice's is Invoice Date,
    else the receipt's."""
    if RECEIPT_DAY not in {price.day for price in entered.prices}:
        return frame
    line = ["Document", "Line", "Material"]
    first = movements.filter(
        (pl.col("Type") == MovementType.RECEIPT) & pl.col("Document").is_not_null()
    ).group_by(folded(pl.col(name)).alias(f"_{name}") for name in line).agg(pl.col("Date").min().alias("_first"))
    keyed = frame.with_columns(
        folded(pl.col(name)).alias(f"_{at}") for name, at in zip(("Order", "Line", "Material"), line, strict=True)
    ).join(first, on=[f"_{at}" for at in line], how="left", nulls_equal=True, maintain_order="left")
    received = pl.coalesce("Received", "_first", "Ordered")
    return keyed.with_columns(
        received.alias(RECEIPT_DAY), pl.coalesce("Invoice Date", received).alias(INVOICE_DAY)
    ).drop("_first", *(f"_{at}" for at in line))


def whole_amounts(sheet: InputSheet, frame: pl.DataFrame, cells: TableCells) -> pl.DataFrame | None:
    """``ROW`` and the amounts of rows that name a currency in millionths, whatever the places of the company's own:
    12.34 dollars are no 12 yen. None where no row names a currency."""
    entered = entered_on(sheet.name)
    if entered is None or not entered.whole or frame[CURRENCY].null_count() == frame.height:
        return None
    headers = find_headers(sheet, cells.place.headers, cells.place.sheet)
    columns = {}
    for name in entered.whole:
        if name in headers:
            column = sheet.column(name).model_copy(update={"role": Role.UNIT_COST})
            columns[name] = typed(column, *meant(column, headers[name], cells), 0).values.alias(name)
    rows = pl.DataFrame(columns).with_row_index(ROW).with_columns(pl.col(ROW).cast(pl.Int32))
    return rows.filter(pl.col(ROW).is_in(frame.filter(pl.col(CURRENCY).is_not_null())[ROW].implode()))
