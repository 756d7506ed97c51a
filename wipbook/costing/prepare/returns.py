"""What returns belong to: the issue, shipment or receipt whose cost they carry (accounting rule 12)."""

from __future__ import annotations

import polars as pl

from wipbook.costing.kernel.cost_layers import IN, RETURN_IN, RETURN_OUT
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up


def with_groups(moves: pl.DataFrame) -> pl.DataFrame:
    """``moves`` with ``group``, the number of what a return comes back from (-1: none).

    Returns from a job belong to all that was issued to it; sales returns to the shipment they name, or to the
    customer's shipments.
    """
    kind = pl.col("Type")
    documents = moves.filter(kind == MovementType.SALES_RETURN).select("Material", "Document").drop_nulls().unique()
    documents = documents.join(
        moves.filter(kind == MovementType.SHIPMENT).select("Material", "Document").unique(),
        on=["Material", "Document"],
        how="semi",
    ).with_columns(pl.lit(True).alias("_by_document"))
    moves = looked_up(moves, ["Material", "Document"], documents)
    material = pl.col("material").cast(pl.String)
    label = (
        pl.when(kind.is_in([MovementType.ISSUE, MovementType.RETURN_FROM_JOB]))
        .then(pl.concat_str(pl.lit("J"), material, pl.lit("\x1f"), pl.col("Job").fill_null("")))
        .when(kind.is_in([MovementType.SHIPMENT, MovementType.SALES_RETURN]) & pl.col("_by_document").fill_null(False))
        .then(pl.concat_str(pl.lit("D"), material, pl.lit("\x1f"), pl.col("Document").fill_null("")))
        .when(kind.is_in([MovementType.SHIPMENT, MovementType.SALES_RETURN]))
        .then(pl.concat_str(pl.lit("C"), material, pl.lit("\x1f"), pl.col("Customer").fill_null("")))
    )
    moves = moves.with_columns(label.alias("_group"))
    returned = moves.filter(pl.col("operation") == RETURN_IN).select("_group").unique(maintain_order=True)
    groups = returned.with_row_index("group").with_columns(pl.col("group").cast(pl.Int64))
    moves = looked_up(moves, "_group", groups)
    return moves.with_columns(pl.col("group").fill_null(-1))


def with_origins(moves: pl.DataFrame) -> pl.DataFrame:
    """``moves``, in costing order, with ``position`` and ``origin``: the receipt a return to the supplier sends back.

    Same material and document, else supplier, the latest before it; -1 when there is none.
    """
    moves = moves.with_row_index("position").with_columns(pl.col("position").cast(pl.Int64))
    returns = moves.filter(pl.col("operation") == RETURN_OUT)
    if returns.is_empty():
        return moves.with_columns(pl.lit(-1, dtype=pl.Int64).alias("origin"))
    receipts = moves.filter((pl.col("operation") == IN) & (pl.col("Type") == MovementType.RECEIPT))
    best: dict[int, int] = {}
    for keys in (["material", "key", "Supplier"], ["material", "key", "Document"]):
        pairs = returns.drop_nulls(keys).join(
            receipts.select(*keys, pl.col("position").alias("_origin")), on=keys, how="inner"
        )
        latest = pairs.filter(pl.col("_origin") < pl.col("position")).group_by("position").agg(pl.col("_origin").max())
        best.update(latest.select("position", "_origin").rows())
    return moves.with_columns(
        pl.col("position").replace_strict(best, default=-1, return_dtype=pl.Int64).alias("origin")
    )
