"""Which optional columns held values at the last refresh, as the sheet Columns remembers it."""

from __future__ import annotations

import polars as pl

from wipbook.ledger.around.gone_columns import Filled
from wipbook.port.workbook import Workbook
from wipbook.sheets.data.columns import FILLED, GONE, LET_GO


def remembered_columns(workbook: Workbook) -> list[Filled]:
    """Sheet, column and rows of each; nothing of those that the user let go, or without the sheet."""
    if workbook.find_table(FILLED) is None:
        return []
    frame = workbook.read_table(FILLED).frame
    if not {"Sheet", "Column", "Rows"} <= set(frame.columns):
        return []
    let_go = _let_go(workbook)
    rows = frame.select(
        pl.col("Sheet").cast(pl.String), pl.col("Column").cast(pl.String),
        pl.col("Rows").cast(pl.Float64, strict=False).fill_null(0).cast(pl.Int64),
    ).drop_nulls().rows()
    return [row for row in rows if row[:2] not in let_go]


def _let_go(workbook: Workbook) -> set[tuple[str, str]]:
    if workbook.find_table(GONE) is None:
        return set()
    frame = workbook.read_table(GONE).frame
    if not {"Sheet", "Column", LET_GO} <= set(frame.columns):
        return set()
    texts = frame.select(pl.col("Sheet", "Column", LET_GO).cast(pl.String)).drop_nulls()
    return {(sheet, column) for sheet, column, answer in texts.rows() if answer.strip().casefold() == "yes"}
