"""Late cost of lots that were made in the workbook of an earlier year: the stores know what was left of them."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.costing.relief.relieve import LATE
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.allocate import allocate
from wipbook.values.codes import folded
from wipbook.values.lookup import looked_up


def on_hand_of_carried(late: pl.DataFrame, rows: pl.DataFrame, through: dt.date | None) -> pl.DataFrame:
    """``late`` (``LATE``), where a lot that was ``carried`` is what the workbook opened with of it (the Openings that
    name it in Carried), with the share of cost that its quantity has in the lot. The rest is of units that were gone by
    then: the books expense it with the job's other late cost. What came up to the day the workbook was carried forward
    ``through`` is in the value of the Openings. ``rows`` are the movements in costing order."""
    told = rows.select("position", "carried", "Carried", pl.col("quantity").alias("_lot"))
    late = looked_up(late, "position", told)
    mine = late.filter(pl.col("carried") & ((pl.col("Date") > through) if through else pl.lit(True)))
    if not late["carried"].any():
        return late.select(*LATE)
    taken = rows.filter(pl.col("carried") & pl.col("flipped") & (pl.col("origin") >= 0)).group_by(
        pl.col("origin").alias("position")
    ).agg(pl.col("quantity").sum().alias("_taken"))
    mine = looked_up(mine, "position", taken).with_columns(
        (pl.col("_lot") - pl.col("_taken").fill_null(0)).alias("_lot"), folded(pl.col("Carried")).alias("_number")
    )
    kind = pl.col("Type") == MovementType.OPENING
    used = rows.filter(kind & pl.col("flipped")).group_by(pl.col("origin").alias("_opening")).agg(
        pl.col("quantity").sum().alias("_used")
    )
    there = rows.filter(kind & ~pl.col("flipped") & ~pl.col("direct") & pl.col("Carried").is_not_null()).select(
        folded(pl.col("Carried")).alias("_number"), pl.col("position").alias("_opening"),
        pl.col("quantity").alias("_there"),
    )
    there = looked_up(there, "_opening", used).with_columns(pl.col("_there") - pl.col("_used").fill_null(0))
    lots = mine.with_row_index("_late").join(there, on="_number", how="inner", maintain_order="left")
    found = []
    for (_,), group in lots.group_by("_late", maintain_order=True):
        job, day, amount, lot = group.select("Job", "Date", "Amount", "_lot").row(0)
        sizes = group["_there"].to_list()
        gone = max(0, lot - sum(sizes))
        shares = allocate(amount, [gone, *sizes])[1:]
        found += [(job, day, at, share) for at, share in zip(group["_opening"], shares, strict=True) if share]
    return pl.concat([
        late.filter(~pl.col("carried")).select(*LATE), pl.DataFrame(found, schema=LATE, orient="row"),
    ])
