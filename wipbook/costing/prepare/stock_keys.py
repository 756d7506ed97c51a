"""What is valued by itself: a material, or a material at a location, or a lot."""

from __future__ import annotations

import polars as pl

from wipbook.schema.methods import methods
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up


def with_keys(moves: pl.DataFrame, materials: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """``moves`` with ``key`` and, for transfers between keys, ``to_key`` (-1: none); and the keys.

    A material is valued per location when all its movements in the stores name one, and per lot when all name one
    (or its method is Specific). Keys out: ``key``, ``key_name``, ``material``, ``_location``, ``_lot``, ``method``,
    ``standard``; a location that only ever receives transfers is a key as well.
    """
    moves = _named(moves)
    own = moves.select("key_name", "material", "_location", "_lot")
    reached = moves.filter(pl.col("to_key_name").is_not_null()).select(
        pl.col("to_key_name").alias("key_name"), "material", pl.col("To Location").alias("_location"), "_lot"
    )
    keys = (
        pl.concat([own, reached])
        .unique("key_name", keep="first", maintain_order=True)
        .with_row_index("key")
        .with_columns(pl.col("key").cast(pl.Int64))
        .join(materials.select("material", "method", "standard"), on="material", how="left", maintain_order="left")
    )
    to_keys = keys.select(pl.col("key_name").alias("to_key_name"), pl.col("key").alias("to_key"))
    moves = (
        looked_up(moves, "key_name", keys.select("key_name", "key"))
        .join(to_keys, on="to_key_name", how="left", maintain_order="left")
        .with_columns(pl.col("to_key").fill_null(-1))
    )
    return moves, keys


def valued_by_lot() -> pl.Expr:
    """Whether the method of a row (``method_name``) values every lot by itself."""
    return pl.col("method_name").is_in([method.name for method in methods() if method.by_lot])


def _named(moves: pl.DataFrame) -> pl.DataFrame:
    tracked = moves.filter(~pl.col("direct") & ~pl.col("job_scrap")).group_by("material").agg(
        pl.col("Location").is_not_null().all().alias("_by_location"),
        pl.col("Lot").is_not_null().all().alias("_by_lot"),
    )
    moves = looked_up(moves, "material", tracked)
    by_lot = pl.col("_by_lot").fill_null(False) | valued_by_lot()
    by_location = pl.col("_by_location").fill_null(False)
    location = pl.when(by_location).then(pl.col("Location"))
    lot = pl.when(by_lot).then(pl.col("Lot"))
    moves = moves.with_columns(location.alias("_location"), lot.alias("_lot"))
    name = pl.concat_str(
        pl.col("material").cast(pl.String), pl.col("_location").fill_null(""), pl.col("_lot").fill_null(""),
        separator="\x1f",
    )
    to_name = pl.concat_str(
        pl.col("material").cast(pl.String), pl.col("To Location").fill_null(""), pl.col("_lot").fill_null(""),
        separator="\x1f",
    )
    return moves.with_columns(
        name.alias("key_name"),
        pl.when((pl.col("Type") == MovementType.TRANSFER) & by_location).then(to_name).alias("to_key_name"),
    )
