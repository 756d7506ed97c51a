"""Rows of one overhead pool that speak of the same month."""

from __future__ import annotations

import polars as pl

from wipbook.ledger.rejections import WARNING, Reason, Rejections
from wipbook.ledger.tables import ROW
from wipbook.port.tables import TableCells
from wipbook.schema.sheet import InputSheet
from wipbook.values.codes import folded


def list_overlaps(sheet: InputSheet, frame: pl.DataFrame, cells: TableCells, rejections: Rejections) -> None:
    """List each row of Overhead whose months another row of the same pool has as well, names of pools whatever their
    case. A month goes to the row that begins last (``wipbook.costing.charges.pools``)."""
    if sheet.name != "Overhead" or frame.height < 2:
        return
    spans = frame.select(
        ROW, "Pool", folded(pl.col("Pool")).alias("_pool"), pl.col("Period").alias("_from"),
        pl.max_horizontal("Period", "Through").alias("_last"),
    )
    several = spans.filter(pl.len().over("_pool") > 1)
    pairs = several.join(several, on="_pool", suffix="_other").filter(
        (pl.col(ROW) != pl.col(f"{ROW}_other"))
        & (pl.col("_from") <= pl.col("_last_other")) & (pl.col("_from_other") <= pl.col("_last"))
    )
    found = pairs.group_by(ROW, "Pool", "_from", "_last").agg(pl.col(f"{ROW}_other").min().alias("_other")).sort(ROW)
    rejections.add(
        cells, found[ROW].to_list(), "Period",
        [f"{start:%Y-%m} to {end:%Y-%m}, of which row {cells.place.first_row + other} has some as well"
         for start, end, other in found.select("_from", "_last", "_other").iter_rows()],
        "each month of a pool in one row; where rows overlap, the one that begins last is taken",
        "correct Period or Through", WARNING, found["Pool"].to_list(), Reason.SENSE,
    )
