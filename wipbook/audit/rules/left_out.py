"""Rejected cells as findings: one per row of the workbook, one per column where many rows have the same cause."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from wipbook.audit.findings import SCHEMA
from wipbook.audit.wording import quantity
from wipbook.ledger.ledger import Ledger
from wipbook.schema import input_sheets
from wipbook.schema.column import Column, Role

MANY = 20
"""Rows of one column up to which each is a question of its own; more have one cause, such as a pasted column."""


def is_date(column: Column) -> bool:
    """Whether a column holds days or moments."""
    return column.is_date


def is_figure(column: Column) -> bool:
    """Whether Excel keeps the cell as a number: figures, dates and times."""
    return column.is_number or column.is_date or column.role is Role.TIME


def rejected(ledger: Ledger, *reasons: str) -> pl.DataFrame:
    """The rejections of these reasons, in order of discovery."""
    return ledger.rejections.with_reasons().filter(pl.col("Reason").is_in(list(reasons)))


def column_is(test: Callable[[Column], bool]) -> pl.Expr:
    """Whether the rejected cell stands in a column that passes ``test``."""
    names = [
        f"{sheet.name}/{name}".casefold()
        for sheet in input_sheets()
        for column in sheet.columns
        if test(column)
        for name in (column.name, *column.aliases)
    ]
    return pl.concat_str(
        pl.col("Sheet"), pl.lit("/"), pl.col("Column").str.strip_chars()
    ).str.to_lowercase().is_in(names)


def listed(rows: pl.DataFrame) -> pl.DataFrame:
    """Findings of rejections, keyed by sheet and row key; by sheet and column where more than ``MANY`` rows share it.

    No money stands at them: a cell that could not be read has no amount.
    """
    said = pl.format("{} is {}, expected {}", "Column", "Found", "Expected")
    lines = (
        rows.with_columns(pl.col("Cell").str.extract(r"(\d+)").alias("_line"), said.alias("_said"))
        .group_by("Sheet", "_line", "Row Key", maintain_order=True)
        .agg(pl.col("Cell", "Effect").first(), pl.col("Column").str.join(" and "), pl.col("_said").str.join("; "))
        .with_columns(pl.len().over("Sheet", "Column").alias("_like"))
    )
    many = pl.col("_like") > MANY
    lines = lines.filter(~many | pl.struct("Sheet", "Column").is_first_distinct())
    name = pl.when(pl.col("Row Key") == "").then(pl.lit("(no key)")).otherwise(pl.col("Row Key"))
    also = pl.format(" (the first of {} such rows)", quantity(pl.col("_like").cast(pl.Int64) * 1_000_000))
    return placed(
        lines,
        key=pl.format("{}/{}", "Sheet", pl.when(many).then(pl.col("Column")).otherwise(name)),
        evidence=pl.format(
            "{}: {} ({}){}", name, "_said", "Effect", pl.when(many).then(also).otherwise(pl.lit(""))
        ),
    )


def placed(rows: pl.DataFrame, *, key: pl.Expr, evidence: pl.Expr, other: pl.Expr | None = None) -> pl.DataFrame:
    """Findings at the Sheet and Cell that ``rows`` name; ``other`` is a cell of the same sheet."""
    blank = pl.lit(None, pl.String)
    beside = blank if other is None else other
    return rows.select(
        "Sheet", "Cell", pl.when(beside.is_not_null()).then(pl.col("Sheet")).alias("Other Sheet"),
        beside.alias("Other Cell"), key.alias("Key"), evidence.alias("Evidence"), pl.lit(0, pl.Int64).alias("Amount"),
    ).select(*SCHEMA)
