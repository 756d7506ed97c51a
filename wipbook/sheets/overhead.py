"""Overhead Applied: rates, what they charged, what was really spent, and what remains over or under."""

from __future__ import annotations

import polars as pl

from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.sheets.results import Results

_OVER = "=OverheadApplied[[#This Row],[Applied]]-OverheadApplied[[#This Row],[Actual Cost]]"


def _rows(results: Results) -> pl.DataFrame:
    frame = results.solution.overhead.with_columns(pl.col("Actual Cost").fill_null(0))
    material = round(results.policy.materiality * 10**results.policy.currency_places)
    proposal = (
        pl.when(pl.col("Over Applied") == 0).then(pl.lit("nothing to dispose of"))
        .when(pl.col("Over Applied").abs() < material).then(pl.lit("immaterial: to cost of goods sold"))
        .when(pl.lit(results.policy.overhead_disposition == "prorate"))
        .then(pl.lit("prorate over WIP, finished goods and cost of goods sold"))
        .otherwise(pl.lit("to cost of goods sold"))
    )  # fmt: skip
    return frame.with_columns((pl.col("Applied") - pl.col("Actual Cost")).alias("Over Applied")).with_columns(
        proposal.alias("Disposition")
    )


SHEET = OutputSheet(
    name="Overhead Applied",
    order=270,
    title="Overhead applied",
    about="Predetermined rates by pool and month, applied against actual",
    source="From Overhead, Labor, Machine Time and Movements. Applied ties to the jobs' overhead cost.",
    when_empty="hide",
    tables=(
        OutputTable(
            "OverheadApplied",
            (
                OutputColumn("Pool", Look.CODE, width=14),
                OutputColumn("Period", Look.DATE, width=12),
                OutputColumn("Driver", Look.TEXT, width=16),
                OutputColumn("Rate", Look.UNIT_COST, "Per driver unit", width=13),
                OutputColumn("Activity", Look.QUANTITY, "Driver units on jobs", width=15),
                OutputColumn("Applied", Look.MONEY, width=15, total=True),
                OutputColumn("Budget Cost", Look.MONEY, width=15, total=True),
                OutputColumn("Normal Activity", Look.QUANTITY, width=14),
                OutputColumn("Actual Cost", Look.MONEY, width=15, total=True),
                OutputColumn("Over Applied", Look.MONEY, "+ = over-applied", width=15, total=True, formula=_OVER),
                OutputColumn("Idle Capacity", Look.MONEY, "Fixed cost of unused normal capacity", width=15, total=True),
                OutputColumn("Disposition", Look.TEXT, "Proposal", width=48),
            ),
            _rows,
            key=("Pool", "Period"),
        ),
    ),
)
