"""Exceptions: input rows and cells that could not be taken, and what to do about each."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER, PURCHASING, SHOP


def _rows(results: Results) -> pl.DataFrame:
    return results.exceptions


SHEET = OutputSheet(
    name="Exceptions",
    order=310,
    title="Exceptions",
    about="Input rows left out or doubtful: where, what is there, what was expected, what to do",
    source="From the checks of every input sheet. Nothing you typed was changed.",
    kind="control",
    when_empty="hide",
    tables=(
        OutputTable(
            "Exceptions",
            (
                OutputColumn("Sheet", Look.TEXT, width=16),
                OutputColumn("Cell", Look.TEXT, width=10),
                OutputColumn("Row Key", Look.CODE, width=16),
                OutputColumn("Column", Look.TEXT, width=16),
                OutputColumn("Found", Look.TEXT, width=34, wrap=True),
                OutputColumn("Expected", Look.TEXT, width=44, wrap=True),
                OutputColumn("What To Do", Look.TEXT, width=44, wrap=True),
                OutputColumn("Effect", Look.TEXT, width=16, mark=Mark.EXCLUDED),
            ),
            _rows,
            key=("Sheet", "Row Key", "Column", "Found"),
        ),
    ),
    roles=(CONTROLLER, SHOP, PURCHASING, AUDITOR),
    tabs=(CONTROLLER, SHOP, PURCHASING, AUDITOR),
)
