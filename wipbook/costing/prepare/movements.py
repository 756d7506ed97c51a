"""Movements made ready for the cost flow: order, what is valued by itself, what returns belong to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl

from wipbook.costing.kernel.cost_layers import IN, IN_AT_RATE, RETURN_IN, REVALUE, TRANSFER
from wipbook.costing.prepare.circles import levels_of, with_circular
from wipbook.costing.prepare.levels import Levels
from wipbook.costing.prepare.returns import with_groups, with_origins, with_sources
from wipbook.costing.prepare.reversals import with_reversals
from wipbook.costing.prepare.stock_effects import with_kinds, with_operations
from wipbook.costing.prepare.stock_keys import with_keys
from wipbook.costing.workings import Workings
from wipbook.ledger.policy import refuse_lifo_under_ifrs
from wipbook.ledger.tables import FINER, ROW, TIME
from wipbook.schema.methods import methods
from wipbook.values.lookup import looked_up

_DAY = 86_400_000_000  # microseconds
INTERVALS = {"Month": "1mo", "Quarter": "3mo", "Year": "1y"}

USED = (
    "Movement", "Date", "Entered At", "Type", "Material", "Quantity", "Unit Cost", "Amount", "Job", "Location",
    "To Location", "Lot", "Supplier", "Customer", "Document", "Line", "Landed Cost", "Reverses", "Abnormal", "Element",
    "Carried", ROW, TIME, FINER,
)
ORDER = ("material", "when", "place", "Date", "order")
KEPT = (
    "Movement", "Date", "Entered At", "Type", "Material", "Location", "To Location", "Job", "Lot", "Abnormal",
    "Element", ROW, "level", "material", "ours", "key", "to_key", "operation", "quantity", "value", "group", "origin",
    "position", "job_scrap", "direct", "carried", "flipped", "of", "Document", "Line", "when", "place", "order",
    "circular", "Carried",
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

    Rules: within a day time decides, then entry, then the number (11); nothing sees a receipt of a later day (16);
    goods of others are carried at zero (58). A late row keeps its date: what it changes in a closed period is posted
    on the first open day, by the books.
    """
    policy = workings.policy
    materials = _materials(workings)
    moves = workings.table("Movements").select(USED).filter(pl.col("Date") <= policy.as_of)
    moves = with_reversals(workings, moves).filter(pl.col("Date") <= policy.as_of)
    jobs = workings.table("Jobs").select("Job", pl.col("Material").alias("_product"))
    moves = looked_up(moves, "Job", jobs)
    levels = levels_of(moves)
    materials = materials.with_columns(
        pl.col("Material").replace_strict(levels.level, default=0, return_dtype=pl.Int64).alias("level")
    )
    moves = moves.join(
        materials.select("Material", "material", "level", "method", "method_name", "ours", "standard"),
        on="Material", how="left", maintain_order="left",
    )
    materials, moves = _with_opening_standards(workings, materials, moves)
    moves = with_circular(moves, levels)
    moves, keys = with_keys(with_kinds(moves), materials)
    moves = with_sources(with_operations(workings, moves))
    moves = with_groups(_in_order(workings, moves))
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


def dated_standards(workings: Workings) -> pl.DataFrame:
    """Material, From, Standard Cost: the rows of the sheet Standards, and what the master said up to each closed day.

    A value changed in the master counts from the first open day; where the sheet Standards says a cost by then, that
    one counts.
    """
    typed = workings.table("Standards").select("Material", "From", "Standard Cost")
    kept = workings.closed.standards
    if kept.is_empty():
        return typed
    known = workings.table("Materials").select("Material", pl.col("Standard Cost").fill_null(0).alias("_now"))
    kept = kept.join(known, on="Material").sort("Material", "Through")
    after = pl.col("Standard Cost").fill_null(0).shift(-1).over("Material")
    changed = kept.select(
        "Material", (pl.col("Through") + pl.duration(days=1)).alias("From"),
        pl.coalesce(after, "_now").alias("Standard Cost"), pl.col("Standard Cost").fill_null(0).alias("_was"),
    ).filter(pl.col("Standard Cost") != pl.col("_was"))
    changed = changed.join(kept.select("Material").unique(), on="Material", how="semi").drop("_was")
    first = kept.group_by("Material").agg(
        pl.lit(dt.date(1900, 1, 1)).alias("From"), pl.col("Standard Cost").first().fill_null(0)
    ).join(changed.select("Material").unique(), on="Material", how="semi")
    earliest = typed.group_by("Material").agg(pl.col("From").min().alias("_typed"))
    both = looked_up(pl.concat([first, changed]), "Material", earliest)
    return pl.concat([typed, both.filter((pl.col("From") < pl.col("_typed")).fill_null(True)).drop("_typed")])


def _with_opening_standards(
    workings: Workings, materials: pl.DataFrame, moves: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Materials and movements with the standard cost that was dated first, where the sheet Standards says one."""
    first = moves.group_by("Material").agg(pl.col("Date").min().alias("_begun"))
    rows = dated_standards(workings).join(first, on="Material").filter(pl.col("From") <= pl.col("_begun"))
    if rows.is_empty():
        return materials, moves
    dated = rows.sort("From").group_by("Material").agg(pl.col("Standard Cost").last().alias("_dated"))
    standard = pl.when(pl.col("ours")).then(pl.coalesce("_dated", "standard")).otherwise("standard").alias("standard")
    known, moved = (
        looked_up(each, "Material", dated).with_columns(standard).drop("_dated") for each in (materials, moves)
    )
    return known, moved


def _in_order(workings: Workings, moves: pl.DataFrame) -> pl.DataFrame:
    """By level and material, then time. A periodic method is its perpetual twin with all that came in during an
    interval put before all that went out.

    Within a day the time that was typed decides, then when it was entered, then the number of the movement; never the
    place of the row (accounting rule 11). What has no time counts as of the beginning of the day.
    """
    moves = by_time(moves)
    periodic = _periodic()
    when = interval_start(workings)
    came = pl.col("operation").is_in([IN, IN_AT_RATE, RETURN_IN, REVALUE])
    place = pl.when(periodic).then(
        pl.when(came).then(0).when(pl.col("operation") == TRANSFER).then(1).otherwise(2)
    ).otherwise(0)
    moves = moves.with_columns(when.alias("when"), place.cast(pl.Int64).alias("place"))
    return moves.sort("level", *ORDER)


def _periodic() -> pl.Expr:
    return pl.col("method_name").is_in([method.name for method in methods() if method.periodic])


def interval_start(workings: Workings) -> pl.Expr:
    """When a row counts: its day; under a periodic method the first day of the interval (Month, Quarter, Year), or the
    first one open where a close cuts the interval."""
    first = pl.col("Date").dt.truncate(INTERVALS[workings.policy.periodic_interval])
    for end in workings.closed.ends:
        after = pl.lit(end + dt.timedelta(days=1))
        first = pl.when(pl.col("Date") >= after).then(pl.max_horizontal(first, after)).otherwise(first)
    return pl.when(_periodic()).then(first).otherwise(pl.col("Date"))


def by_time(moves: pl.DataFrame) -> pl.DataFrame:
    """``moves`` with ``order``, the number of each in time."""
    entered = pl.col("Entered At")
    # what was entered on a later day happened after what was entered on its own
    since = (entered - pl.col("Date").cast(pl.Datetime("us"))).dt.total_microseconds().clip(0, _DAY)
    letters = pl.col("Movement").str.strip_chars_end("0123456789")
    keys = moves.select(
        "Date", pl.coalesce(TIME, since).fill_null(-1).alias("_1"),
        entered.cast(pl.Int64).fill_null(-1).alias("_2"), letters.str.to_lowercase().alias("_3"),
        pl.col("Movement").str.slice(letters.str.len_chars()).cast(pl.Int64, strict=False).fill_null(-1).alias("_4"),
        "Movement", ROW,
    )
    # most workbooks number their movements in one way: then the numbers alone tell
    by = [name for name in ("Date", "_1", "_2", "_3") if keys[name].n_unique() > 1]
    at = keys.select(pl.arg_sort_by(*by, "_4", "Movement", ROW)).to_series() if by or keys.height else keys["_4"]
    order = np.empty(keys.height, dtype=np.int64)
    order[at.to_numpy()] = np.arange(keys.height)
    return moves.with_columns(pl.Series("order", order))
