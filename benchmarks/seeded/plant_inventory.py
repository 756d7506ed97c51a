"""Planted faults of stock and counts. Each function plants one and returns the key its finding must have."""

from __future__ import annotations

import polars as pl

from benchmarks.seeded.plant_book import PlantBook


def inv001(book: PlantBook) -> str | None:
    """More is issued than was ever there."""
    row = book.pick("Movements", pl.col("Type") == "Issue")
    if row is None:
        return None
    movement = book.number("MV-")
    material, code = book.number("M-"), {}
    code = {"Material": material, "Description": material, "Kind": "raw", "Unit": "pcs"}
    book.add("Materials", **code)
    book.add("Movements", like=row, Movement=movement, Material=material, Quantity=7.0, Lot=None, Unit_Cost=None)
    return movement
