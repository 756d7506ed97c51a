"""How a rule answers: rows of findings, each with its place, its evidence and the money at risk."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wipbook.audit.wording import singular
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.port.tables import letters

SCHEMA = {
    "Sheet": pl.String, "Cell": pl.String, "Other Sheet": pl.String, "Other Cell": pl.String, "Key": pl.String,
    "Evidence": pl.String, "Amount": pl.Int64,
}
"""``Cell`` is the cell to look at first, ``Other Cell`` the one to compare it with. ``Key`` names the thing found, the
same on every run (a movement, a job, a pair of orders), never a row number. ``Amount`` is the money at risk in the
smallest currency unit, never negative."""


@dataclass(frozen=True)
class Place:
    """The cells of one column of an input sheet, at the table rows that ``row`` names."""

    sheet: str
    column: str
    row: str = ROW


def none() -> pl.DataFrame:
    """No finding."""
    return pl.DataFrame(schema=SCHEMA)


def findings(
    ledger: Ledger,
    rows: pl.DataFrame,
    place: Place,
    *,
    key: pl.Expr,
    evidence: pl.Expr,
    amount: pl.Expr | None = None,
    other: Place | None = None,
) -> pl.DataFrame:
    """One finding per row of ``rows``.

    ``key`` and ``evidence`` give text, ``amount`` the smallest currency unit (its sign is dropped; none: 0). A row
    number that is null leaves its cell blank: the finding then points at the sheet alone.
    """
    cells = {"Sheet": pl.lit(place.sheet), "Cell": _cell(ledger, place), "Other Sheet": pl.lit(None, pl.String),
             "Other Cell": pl.lit(None, pl.String)}
    if other is not None:
        there = pl.col(other.row).is_not_null()
        cells["Other Sheet"] = pl.when(there).then(pl.lit(other.sheet))
        cells["Other Cell"] = _cell(ledger, other)
    money = pl.lit(0) if amount is None else amount.abs().fill_null(0)
    # pl.format panics (polars 2.1) on some columns that lie in more than one chunk.
    return rows.rechunk().select(
        *(expression.cast(pl.String).alias(name) for name, expression in cells.items()),
        key.cast(pl.String).fill_null("").alias("Key"),
        singular(evidence).fill_null("").alias("Evidence"),
        money.cast(pl.Int64).alias("Amount"),
    )


def on_sheet(
    rows: pl.DataFrame, sheet: str, *, key: pl.Expr, evidence: pl.Expr, amount: pl.Expr | None = None
) -> pl.DataFrame:
    """Findings that point at a sheet as a whole, such as a report."""
    money = pl.lit(0) if amount is None else amount.abs().fill_null(0)
    blank = pl.lit(None, pl.String)
    return rows.select(
        pl.lit(sheet).alias("Sheet"), pl.lit("A1").alias("Cell"), blank.alias("Other Sheet"), blank.alias("Other Cell"),
        key.cast(pl.String).alias("Key"), singular(evidence).alias("Evidence"), money.cast(pl.Int64).alias("Amount"),
    )


def _cell(ledger: Ledger, place: Place) -> pl.Expr:
    if place.sheet not in ledger.cells:
        return pl.lit(None, pl.String)
    table = ledger.cells[place.sheet].place
    column = letters(table.first_column + _position(table.headers, place.column))
    at = pl.col(place.row).cast(pl.Int64) + table.first_row
    return pl.format(f"{column}{{}}", at)


def _position(headers: tuple[str, ...], name: str) -> int:
    """Of a column whatever its case; the first when the workbook lacks an optional one."""
    folded = [header.strip().casefold() for header in headers]
    return folded.index(name.casefold()) if name.casefold() in folded else 0
