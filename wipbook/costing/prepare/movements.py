"""Movements made ready for the cost flow: effective dates, order, what is valued by itself, what returns belong to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from wipbook.costing.kernel.cost_layers import IN, IN_AT_RATE, RETURN_IN, TRANSFER
from wipbook.costing.prepare.circles import without_circles
from wipbook.costing.prepare.levels import Levels
from wipbook.costing.prepare.returns import with_groups, with_origins
from wipbook.costing.prepare.stock_effects import with_kinds, with_operations
from wipbook.costing.prepare.stock_keys import with_keys
from wipbook.costing.workings import Workings
from wipbook.ledger.policy import refuse_lifo_under_ifrs
from wipbook.ledger.tables import ROW
from wipbook.schema.methods import methods
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

INTERVALS = {"Month": "1mo", "Quarter": "3mo", "Year": "1y"}

USED = (
    "Movement", "Date", "Entered At", "Type", "Material", "Quantity", "Unit Cost", "Job", "Location", "To Location",
    "Lot", "Supplier", "Customer", "Document", "Landed Cost", ROW,
)
KEPT = (
    "Movement", "Date", "Entered At", "Type", "Material", "Location", "Job", "Lot", ROW, "level", "material", "ours",
    "key", "to_key", "operation", "quantity", "value", "group", "origin", "position", "job_scrap", "direct",
)
"""Columns of Movements that costing uses, and those of the prepared rows that outlive the preparation."""


@dataclass(frozen=True)
class Prepared:
    """``rows``: the movements in costing order with the integer columns of the cost flow; ``materials``: one row
    per material with its level, method and standard; ``keys``: what is valued by itself."""

    rows: pl.DataFrame
    materials: pl.DataFrame
    keys: pl.DataFrame
    levels: Levels


def prepare(workings: Workings) -> Prepared:
    """Order and classify every movement up to the as-of date.

    Rules: entries dated into a closed period but entered after it take effect on the first open day (21);
    within a day the order of entry decides (11); nothing sees a receipt of a later day (16); goods of others are
    carried at zero (58). Issues inside a circle of materials and completions of what the job does not make are left
    out and listed.
    """
    policy = workings.policy
    materials = _materials(workings)
    moves = _effective(workings, workings.table("Movements").select(USED))
    moves = moves.filter(pl.col("Date") <= policy.as_of)
    jobs = workings.table("Jobs").select("Job", pl.col("Material").alias("_product"))
    moves = looked_up(moves, "Job", jobs)
    moves, levels = without_circles(workings, _of_their_job(workings, moves))
    materials = materials.with_columns(
        pl.col("Material").replace_strict(levels.level, default=0, return_dtype=pl.Int64).alias("level")
    )
    moves = moves.join(
        materials.select("Material", "material", "level", "method", "method_name", "ours", "standard"),
        on="Material", how="left", maintain_order="left",
    )
    moves, keys = with_keys(with_kinds(moves), materials)
    moves = with_groups(with_operations(workings, moves))
    moves = _in_order(moves, INTERVALS[policy.periodic_interval])
    return Prepared(with_origins(moves).select(KEPT), materials, keys, levels)


def _materials(workings: Workings) -> pl.DataFrame:
    policy = workings.policy
    table = workings.table("Materials")
    refused = [method.name for method in methods() if not method.under_ifrs]
    for method, row in table.filter(pl.col("Method").is_in(refused)).select("Method", ROW).iter_rows():
        refuse_lifo_under_ifrs(policy.framework, method, workings.where("Materials", row, "Method"))
    codes = {method.name: method.code for method in methods()}
    ours = pl.col("Owner").is_null()
    return table.with_row_index("material").select(
        "Material", "Description", "Kind", "Unit", "Owner",
        pl.col("material").cast(pl.Int64),
        pl.col("Method").fill_null(policy.valuation_method).alias("method_name"),
        pl.col("Method").fill_null(policy.valuation_method)
        .replace_strict(codes, return_dtype=pl.Int64).alias("method"),
        pl.when(ours).then(pl.col("Standard Cost").fill_null(0)).otherwise(0).alias("standard"),
        ours.alias("ours"),
    )


def _of_their_job(workings: Workings, moves: pl.DataFrame) -> pl.DataFrame:
    """A job completes what it makes and nothing else: its levels and its cost belong to that material."""
    strange = (pl.col("Type") == MovementType.COMPLETION) & (pl.col("Material") != pl.col("_product"))
    rows = moves.filter(strange)
    workings.refuse(
        "Movements", rows, "Material", [repr(m) for m in rows["Material"]],
        "the material the job makes, for a Completion", "correct the material or the job",
    )
    return moves.filter(~strange.fill_null(False))


def _effective(workings: Workings, moves: pl.DataFrame) -> pl.DataFrame:
    closed = workings.policy.closed_through
    if closed is None:
        return moves
    first_open = pl.lit(closed + dt.timedelta(days=1))
    return moves.with_columns(pl.when(entered_late(closed)).then(first_open).otherwise(pl.col("Date")).alias("Date"))


def entered_late(closed: dt.date) -> pl.Expr:
    """Whether a movement is dated up to ``closed`` but was entered after it."""
    return ((pl.col("Date") <= closed) & (pl.col("Entered At").dt.date() > closed)).fill_null(False)


def _in_order(moves: pl.DataFrame, interval: str) -> pl.DataFrame:
    """By level and material, then time. A periodic method is its perpetual twin with all that came in during an
    interval put before all that went out."""
    periodic = pl.col("method_name").is_in([method.name for method in methods() if method.periodic])
    when = pl.when(periodic).then(pl.col("Date").dt.truncate(interval)).otherwise(pl.col("Date"))
    place = pl.when(periodic).then(
        pl.when(pl.col("operation").is_in([IN, IN_AT_RATE, RETURN_IN])).then(0)
        .when(pl.col("operation") == TRANSFER).then(1)
        .otherwise(2)
    ).otherwise(0)
    return moves.sort([pl.col("level"), pl.col("material"), when, place, pl.col("Date"), pl.col(ROW)])
