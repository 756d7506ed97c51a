"""Costed rows as the movements that people typed: parts of a row together, what was handed on said by where it went."""

from __future__ import annotations

import polars as pl

from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

TRUE_UP = "Negative stock true-up"
_SUMMED = ("quantity_in", "quantity_out", "value_in", "value_out", "handed_on", "variance", "shortage", "value")


def into_jobs() -> pl.Expr:
    """Whether a movement moves goods into a job, or back from one."""
    kinds = [MovementType.ISSUE, MovementType.RETURN_FROM_JOB]
    return (pl.col("Type").is_in(kinds) & pl.col("Job").is_not_null()).fill_null(False)


def as_movements(rows: pl.DataFrame, carried: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """One row per movement, in workbook order.

    Of what a row handed on (the price of what had been short, a revaluation), ``to_jobs`` is what went into jobs and
    ``true_up`` the rest: what was expensed, with what had been sold or scrapped by then. ``parts``: over how many
    receipts a row was shared.
    """
    typed = events.filter(pl.col("position") >= 0).group_by("position").agg(
        pl.col("value_in").sum().alias("_in"), pl.col("handed_on").sum().alias("_on"),
        pl.col("variance").sum().alias("_variance"),
    )
    both = carried.filter(pl.col("by") >= 0).select("by", "to", "Amount")
    jobs = looked_up(both, "to", rows.select(pl.col("position").alias("to"), "Type", "Job")).filter(into_jobs())
    to_jobs = jobs.group_by(pl.col("by").alias("position")).agg(pl.col("Amount").sum().alias("to_jobs"))
    rows = looked_up(rows, "position", typed, to_jobs).with_columns(
        (pl.col("value_in") + pl.col("_in").fill_null(0)).alias("value_in"),
        (pl.col("handed_on") + pl.col("_on").fill_null(0)).alias("handed_on"),
        (pl.col("variance") + pl.col("_variance").fill_null(0)).alias("variance"),
        pl.col("to_jobs").fill_null(0),
    ).drop("_in", "_on", "_variance")
    rows = rows.with_columns(pl.lit(1, dtype=pl.Int64).alias("parts"))
    if rows[ROW].n_unique() < rows.height:
        last = [name for name in rows.columns if name not in (*_SUMMED, ROW, "to_jobs", "remark", "parts")]
        rows = rows.group_by(ROW, maintain_order=True).agg(
            *(pl.col(name).sum() for name in (*_SUMMED, "to_jobs")), pl.col("remark").max(),
            pl.len().cast(pl.Int64).alias("parts"),
            *(pl.col(name).last() for name in last),
        )
    return rows.with_columns((pl.col("handed_on") - pl.col("to_jobs")).alias("true_up")).sort(ROW)
