"""Columns: which optional columns hold values, and which of them are gone since the last refresh."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.schema import input_sheets
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

GONE, FILLED, LET_GO = "ColumnsGone", "ColumnsFilled", "Let Go"
_SCHEMA = {"Sheet": pl.String, "Column": pl.String, "Rows": pl.Int64}


def _gone(results: Results) -> pl.DataFrame:
    rows = [(one.sheet, one.column, one.rows, one.near or None, None) for one in results.ledger.gone]
    return pl.DataFrame(rows, schema={**_SCHEMA, "Perhaps": pl.String, LET_GO: pl.String}, orient="row")


def _filled(results: Results) -> pl.DataFrame:
    """What holds values now, and what held some and is gone, until it is back or let go."""
    ledger = results.read
    rows = [
        (sheet.name, column.name, ledger.table(sheet.name)[column.name].count())
        for sheet in input_sheets()
        for column in sheet.columns
        if not column.required
    ]
    rows += [(one.sheet, one.column, one.rows) for one in ledger.gone]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row").filter(pl.col("Rows") > 0)


SHEET = OutputSheet(
    name="Columns",
    order=315,
    title="Columns that are gone",
    about="Optional columns of the inputs that held values at the last refresh and are deleted or renamed",
    source="What they held counts for nothing now. Bring the column back, or let it go: then it is not asked about "
    "again.",
    kind="control",
    when_empty="hide",
    tables=(
        OutputTable(
            GONE,
            (
                OutputColumn("Sheet", Look.TEXT, width=20),
                OutputColumn("Column", Look.TEXT, width=24),
                OutputColumn("Rows", Look.COUNT, "With a value, then", width=16),
                OutputColumn("Perhaps", Look.TEXT, "A header that is like it", width=24),
                OutputColumn(LET_GO, Look.TEXT, "yes: it is to be gone", width=20, typed=True, choices=("yes",)),
            ),
            _gone,
            key=("Sheet", "Column"),
        ),
        OutputTable(
            FILLED,
            (
                OutputColumn("Sheet", Look.TEXT, "Optional columns", width=20),
                OutputColumn("Column", Look.TEXT, "that hold values", width=24),
                OutputColumn("Rows", Look.COUNT, width=12),
            ),
            _filled,
            key=("Sheet", "Column"),
            first_column=7,
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
