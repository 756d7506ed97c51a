"""Rows that take back another row: named by Reverses, or typed with a negative quantity."""

from __future__ import annotations

import polars as pl

from wipbook.costing.workings import Workings
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.fixed import cell_text
from wipbook.values.lookup import looked_up

SIGNED = (MovementType.ADJUSTMENT, MovementType.COUNT, MovementType.REVALUATION)
"""Types whose quantity (or amount) has a sign of its own."""
UNDOES = {
    MovementType.RETURN_FROM_JOB: MovementType.ISSUE, MovementType.SALES_RETURN: MovementType.SHIPMENT,
    MovementType.RETURN_TO_SUPPLIER: MovementType.RECEIPT,
}
"""What a return gives back, beside rows of its own type that it takes back."""
_FILLED = ("Job", "Location", "To Location", "Lot", "Supplier", "Customer", "Document", "Line", "Abnormal",
           "Element")


def with_reversals(workings: Workings, moves: pl.DataFrame) -> pl.DataFrame:
    """``moves`` with ``flipped`` (the row goes the other way than its type says, its quantity now positive) and ``of``
    (the ``_row`` it takes back, or gives back to: null where it names none).

    What a reversing row leaves blank is that of its original. One that names nothing, something else, or more than the
    original was, is listed and left out.
    """
    kind, signed = pl.col("Type"), pl.col("Type").is_in(SIGNED)
    if moves["Reverses"].null_count() == moves.height:
        flipped = (pl.col("Quantity") < 0) & ~signed
        return _turned(
            moves.with_columns(flipped.fill_null(False).alias("flipped"), pl.lit(None, pl.Int64).alias("of"))
        )
    originals = moves.select(
        pl.col("Movement").str.to_lowercase().alias("_named"), pl.col(ROW).cast(pl.Int64).alias("of"),
        kind.alias("_type"), pl.col("Material").alias("_material"), pl.col("Quantity").alias("_quantity"),
        pl.col("Reverses").is_not_null().alias("_reversal"), pl.col("Date").alias("_day"),
        *(pl.col(name).alias(f"_{name}") for name in _FILLED),
    ).unique("_named", keep="first")
    moves = looked_up(moves.with_columns(pl.col("Reverses").str.to_lowercase().alias("_named")), "_named", originals)
    own = kind == pl.col("_type")
    back = pl.col("_type") == kind.replace_strict(UNDOES, default=None, return_dtype=pl.String)
    names = pl.col("Reverses").is_not_null()
    wrong = names & (
        pl.col("of").is_null() | (pl.col("_material") != pl.col("Material")) | pl.col("_reversal")
        | ~(own | back.fill_null(False))
    ).fill_null(True)
    rows = moves.filter(wrong)
    workings.refuse(
        "Movements", rows, "Reverses", [repr(named) for named in rows["Reverses"]],
        "the number of a movement of the same type (or of the issue, shipment or receipt a return gives back) and "
        "material that takes back nothing itself", "correct the number in Reverses",
    )
    moves = _not_more_than_there_was(workings, moves.filter(~wrong))
    moves = moves.with_columns(*(pl.coalesce(name, f"_{name}").alias(name) for name in _FILLED))
    sign = pl.when(pl.col("_quantity") < 0).then(1).otherwise(-1)
    quantity = pl.when(signed & own).then(pl.col("Quantity").abs() * sign).otherwise(pl.col("Quantity"))
    flipped = pl.when(names).then(own & ~signed).otherwise((pl.col("Quantity") < 0) & ~signed)
    return _turned(moves.with_columns(
        quantity.alias("Quantity"), flipped.fill_null(False).alias("flipped"),
        pl.when(names).then(pl.col("of")).alias("of"),
        # nothing is taken back before it was there
        pl.when(names).then(pl.max_horizontal("Date", "_day")).otherwise(pl.col("Date")).alias("Date"),
    )).drop("_named", "_type", "_material", "_quantity", "_reversal", "_day", *(f"_{name}" for name in _FILLED))


def _turned(moves: pl.DataFrame) -> pl.DataFrame:
    """A transfer that is taken back goes the other way."""
    back = pl.col("flipped") & (pl.col("Type") == MovementType.TRANSFER)
    here, there = pl.col("Location"), pl.col("To Location")
    return moves.with_columns(
        pl.when(back).then(there).otherwise(here).alias("Location"),
        pl.when(back).then(here).otherwise(there).alias("To Location"),
    )


def _not_more_than_there_was(workings: Workings, moves: pl.DataFrame) -> pl.DataFrame:
    named = moves.filter(pl.col("Reverses").is_not_null()).sort("Date", "Movement")
    if named.is_empty():
        return moves
    size = pl.col("Quantity").abs()
    beyond = named.filter(size.cum_sum().over("of") > pl.col("_quantity").abs())
    rows = moves.filter(pl.col(ROW).is_in(beyond[ROW].implode()))
    workings.refuse(
        "Movements", rows, "Quantity",
        [f"{cell_text(abs(q))}, of {named_} of {cell_text(abs(whole))}"
         for q, named_, whole in rows.select("Quantity", "Reverses", "_quantity").iter_rows()],
        "no more than the movement was, less what other rows took back of it", "correct Quantity or Reverses",
    )
    return moves.filter(~pl.col(ROW).is_in(beyond[ROW].implode()))
