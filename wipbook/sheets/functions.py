"""Functions: each custom function with a live example from a published source. Prove writes it."""

from __future__ import annotations

import polars as pl

from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.sheets.results import Results

NEEDS_ADD_IN = "needs the add-in"
_CELL = "Functions[[#This Row],[{}]]"
_RESULT, _EXPECTED, _PLACES = _CELL.format("Result"), _CELL.format("Expected"), _CELL.format("Places")
DIFFERENCE = f'=IF(ISNUMBER({_RESULT}),ROUND({_RESULT},{_PLACES})-{_EXPECTED},"")'
_SAME = f"IF(ISNUMBER({_RESULT}),{_CELL.format('Difference')}=0,{_RESULT}={_EXPECTED})"
AGREES = f'=IF(ISERROR({_RESULT}),"{NEEDS_ADD_IN}",{_SAME})'

COLUMNS = (
    OutputColumn("Group", Look.TEXT, width=16),
    OutputColumn("Function", Look.TEXT, "[what may be left out]", width=34, wrap=True),
    OutputColumn("What It Returns", Look.TEXT, width=44, wrap=True),
    OutputColumn("Result", Look.UNIT_COST, "live, computed by the add-in", width=16),
    OutputColumn("Expected", Look.UNIT_COST, "as printed in the source", width=16),
    OutputColumn(
        "Difference", Look.UNIT_COST, "at the places printed", width=13, formula=DIFFERENCE, mark=Mark.NOT_ZERO
    ),
    OutputColumn("Agrees", Look.FLAG, width=12, formula=AGREES, mark=Mark.TRUE_IS_GOOD),
    OutputColumn("Source", Look.TEXT, "who published the figure", width=48, wrap=True),
    OutputColumn("Example", Look.TEXT, "copy it into any cell and change it", width=60),
    OutputColumn("Places", Look.COUNT, "decimal places of the source", width=8),
)


def _rows(results: Results) -> pl.DataFrame:
    raise AssertionError("the Functions sheet is written by prove, not by refresh")


SHEET = OutputSheet(
    name="Functions",
    order=395,
    title="Custom functions",
    about="Every =wip_ function with a worked example from a published source, computed live",
    source="One row per function: the example computed in this workbook beside the figure its source prints.",
    kind="control",
    tables=(OutputTable("Functions", COLUMNS, _rows),),
    filled_by="prove",
)
