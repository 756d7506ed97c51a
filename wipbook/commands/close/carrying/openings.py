"""What was on hand, as Opening movements of the next workbook: a row for each layer, so that its cost flows on."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.books import Books
from wipbook.commands.close.carrying.not_carried import NotCarried
from wipbook.costing.kernel.cost_layers import AVERAGE, STANDARD
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.cell_numbers import cell_numbers
from wipbook.values.fixed import QUANTITY_PLACES, quantity_text
from wipbook.values.lookup import looked_up

OPENINGS = {
    "Movement": pl.String, "Date": pl.Date, "Type": pl.String, "Material": pl.String, "Quantity": pl.Float64,
    "Amount": pl.Float64, "Location": pl.String, "Lot": pl.String, "Supplier": pl.String, "Document": pl.String,
    "Line": pl.String, "Reverses": pl.String, "Carried": pl.String,
}
"""Columns of Movements that a carried layer fills, as its cells hold them."""


def openings(books: Books, first: dt.date) -> pl.DataFrame:
    """The layers open at the end of ``books``, as ``OPENINGS``: oldest first, numbered ``OB-`` and the ``first`` day of
    the next workbook.

    A layer has the day its goods came (never before the layer that goes out before it), place, lot, supplier and
    document; Carried names the movement that brought it. Where what is left of it is not its whole quantity at the same
    cost, the whole of it opens and a second row takes back what was used: shares of a whole are rounded as running
    totals, and only the whole goes on to the same cents. Errors: ``NotCarried`` where more went out than was there.
    """
    solution = books.solution
    names = solution.keys.select(
        "key", "material", pl.col("_location").alias("Location"), pl.col("_lot").alias("_lot_of_key"), "method",
    )
    layers = looked_up(solution.layers.filter(pl.col("quantity") != 0), "key", names)
    layers = looked_up(layers, "material", solution.materials.select("material", "Material"))
    short = layers.filter(pl.col("quantity") < 0)
    if short.height:
        material, quantity = short.select("Material", "quantity").row(0)
        raise NotCarried(
            where=f"{short.height} materials, the first {material}", found=f"{quantity_text(quantity)} on hand",
            expected="no balance below zero at the end of the year",
            remedy="enter what came in and was not typed, or count and post the count; then close again",
        )
    typed = books.ledger.table("Movements").select(
        "Movement", "Supplier", "Document", "Line", pl.coalesce("Carried", "Movement").alias("Carried")
    ).unique("Movement", keep="first")
    layers = looked_up(layers.drop("Date").with_columns(_days(layers)), "Movement", typed)
    layers = layers.with_row_index("_at").sort("Date", "_at")
    numbers = [f"OB-{first.year}-{number:06d}" for number in range(1, layers.height + 1)]
    layers = layers.with_columns(
        pl.Series("Movement", numbers, dtype=pl.String), pl.coalesce("_lot_of_key", "Lot").alias("Lot"),
        _shared().alias("_shared"),
    )
    places = books.policy.currency_places
    whole = layers.with_columns(
        pl.when("_shared").then("whole_quantity").otherwise("quantity").alias("quantity"),
        pl.when("_shared").then("whole_value").otherwise("value").alias("value"),
        pl.lit(None, dtype=pl.String).alias("Reverses"),
    )
    used = layers.filter("_shared").with_columns(
        (pl.col("quantity") - pl.col("whole_quantity")).alias("quantity"), pl.lit(None, dtype=pl.Int64).alias("value"),
        pl.col("Movement").alias("Reverses"), (pl.col("Movement") + "-U").alias("Movement"),
    )
    return pl.concat([whole, used.select(whole.columns)]).select(
        "Movement", "Date", pl.lit(MovementType.OPENING.value).alias("Type"), "Material",
        cell_numbers(pl.col("quantity"), QUANTITY_PLACES).alias("Quantity"),
        cell_numbers(pl.col("value"), places).alias("Amount"),
        *list(OPENINGS)[6:],
    ).cast(OPENINGS)  # type: ignore[arg-type]


def _days(layers: pl.DataFrame) -> pl.Series:
    """The day of each layer, never before that of a layer of the same key that stands before it: goods that were moved
    are behind what lay there, whenever they came."""
    return layers.select(pl.col("Date").cum_max().over("key")).to_series()


def _shared() -> pl.Expr:
    """Whether what is left of a layer is not its whole quantity at the same cost, and is what its whole leaves when the
    rest is taken out (what was settled elsewhere can be a cent apart: then what is left opens as it is)."""
    apart = ~pl.col("method").is_in([AVERAGE, STANDARD])
    # products of two that each need 64 bits
    left, value, whole, worth = (
        pl.col(name).cast(pl.Int128) for name in ("quantity", "value", "whole_quantity", "whole_value")
    )
    taken = (2 * worth * (whole - left) + whole) // (2 * whole)
    return apart & (left != whole) & (whole > 0) & (worth >= 0) & (value * whole != worth * left) & (
        worth - taken == value
    )
