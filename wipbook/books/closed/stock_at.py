"""What was on hand at the end of a day, by what is valued by itself: out of everything that moved it."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.stock.valuation import STAGE_OF_KIND
from wipbook.costing.solution import Solution
from wipbook.ledger.closed.record import STOCK
from wipbook.values.lookup import looked_up

PLACE = ("Material", "Location", "Lot", "Stage")


def stock_at(solution: Solution, day: dt.date) -> pl.DataFrame:
    """Material, Location, Lot, Stage, Quantity (millionths), Value (smallest currency unit) at the end of ``day``.

    Location and Lot are blank where the material is not valued by them. What holds neither quantity nor value is left
    out.
    """
    moves = solution.movements.filter((pl.col("key") >= 0) & (pl.col("Date") <= day))
    moved = pl.col("to_key") >= 0
    own = moves.select(
        "key",
        (pl.when(moved).then(0).otherwise(pl.col("quantity_in")) - pl.col("quantity_out")).alias("Quantity"),
        (
            pl.when(moved).then(0).otherwise(pl.col("value_in")) - pl.col("value_out") - pl.col("handed_on")
            - pl.col("variance")
        ).alias("Value"),
    )
    there = moves.filter(moved).select(
        pl.col("to_key").alias("key"), pl.col("quantity_in").alias("Quantity"), pl.col("value_in").alias("Value")
    )
    events = solution.events.filter((pl.col("position") < 0) & (pl.col("Date") <= day)).select(
        "key", pl.lit(0, dtype=pl.Int64).alias("Quantity"),
        (pl.col("value_in") - pl.col("handed_on") - pl.col("variance")).alias("Value"),
    )
    sums = pl.concat([own, there, events]).group_by("key").agg(pl.col("Quantity", "Value").sum())
    names = solution.keys.select("key", "material", pl.col("_location").alias("Location"), pl.col("_lot").alias("Lot"))
    stage = solution.materials.select(
        "material", "Material", pl.col("Kind").replace_strict(STAGE_OF_KIND, return_dtype=pl.String).alias("Stage")
    )
    frame = looked_up(looked_up(sums, "key", names), "material", stage).filter(
        (pl.col("Quantity") != 0) | (pl.col("Value") != 0)
    )
    return frame.select(*STOCK).sort(*PLACE, nulls_last=False)
