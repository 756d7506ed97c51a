"""What is on hand and what it is worth, by material and location; and the layers behind it."""

from __future__ import annotations

import polars as pl

from wipbook.costing.solution import Solution
from wipbook.values.lookup import looked_up

STAGE_OF_KIND = {
    "raw": "Raw Materials", "component": "Raw Materials", "supply": "Raw Materials",
    "subassembly": "Finished Goods", "finished": "Finished Goods",
}
"""Where stocked goods stand. Work in process is what lies in jobs; a stocked subassembly has left its job."""


def on_hand(solution: Solution) -> pl.DataFrame:
    """One row per material and location (and lot, where valued by lot).

    Columns: Material, Description, Kind, Stage, Unit, Owner, Location, Lot, Method, Quantity (millionths), Value
    (smallest currency unit), Last Movement (date).
    """
    moves = solution.movements
    arrived = moves.filter(pl.col("to_key") >= 0).select(pl.col("to_key").alias("key"), "Date")
    last = pl.concat([moves.select("key", "Date"), arrived]).group_by("key").agg(
        pl.col("Date").max().alias("Last Movement")
    )
    return (
        looked_up(solution.keys, "material", solution.materials.drop("method", "standard"))
        .join(last, on="key", how="left", maintain_order="left")
        .filter((pl.col("on_hand") != 0) | (pl.col("worth") != 0))
        .select(
            "Material",
            "Description",
            "Kind",
            pl.col("Kind").replace_strict(STAGE_OF_KIND, return_dtype=pl.String).alias("Stage"),
            "Unit",
            "Owner",
            pl.col("_location").alias("Location"),
            pl.col("_lot").alias("Lot"),
            pl.col("method_name").alias("Method"),
            pl.col("on_hand").alias("Quantity"),
            pl.col("worth").alias("Value"),
            "Last Movement",
        )
        .sort("Material", "Location", "Lot", nulls_last=False)
    )


def open_layers(solution: Solution) -> pl.DataFrame:
    """One row per open cost layer, oldest first: Material, Kind, Stage, Location, Lot, Date, Movement, Quantity, Value.

    The layers of averaged and standard materials show age; their values are shares of the balance. A shortage
    is a layer of negative quantity without a date.
    """
    names = solution.keys.select("key", "material", "_location", "_lot").join(
        solution.materials.select("material", "Material", "Kind"), on="material", how="left", maintain_order="left"
    )
    return (
        looked_up(solution.layers, "key", names)
        .select(
            "Material",
            "Kind",
            pl.col("Kind").replace_strict(STAGE_OF_KIND, return_dtype=pl.String).alias("Stage"),
            pl.col("_location").alias("Location"),
            pl.coalesce("_lot", "Lot").alias("Lot"),
            "Date",
            "Movement",
            pl.col("quantity").alias("Quantity"),
            pl.col("value").alias("Value"),
        )
        .sort("Material", "Location", "Date", "Movement", nulls_last=False, maintain_order=True)
    )
