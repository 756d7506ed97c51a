"""Pivots: two pivot tables over Analysis, and what each has to come to."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.cube.cube import EARLIER, THIS_PERIOD, cube
from wipbook.books.analysis.cube.measures import BALANCE, CHARGED, MEASURES
from wipbook.books.results import Results
from wipbook.sheets.analysis.cube import SHEET as ANALYSIS
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable, Pivot
from wipbook.values.user_role import AUDITOR, CONTROLLER

_TABLE = ANALYSIS.tables[0].name
_REPORTED = ("Reported", THIS_PERIOD, (EARLIER, THIS_PERIOD))
WHERE, WHAT = "Balance by work center and stage", "Cost charged by product and month"
PIVOTS = (
    Pivot(
        WHERE, _TABLE, rows=("Work Center",), columns=("Stage",), adds="Amount",
        only=(("Measure", BALANCE, tuple(MEASURES)), _REPORTED), anchor="A15", widths=(),
    ),
    Pivot(
        WHAT, _TABLE, rows=("Family", "Product"), columns=("Period",), adds="Amount",
        only=(("Measure", CHARGED, tuple(MEASURES)), _REPORTED), anchor="H15",
        widths=(18, *[12] * 13),
    ),
)
_TOTAL = (
    f"=SUMIFS({_TABLE}[Amount],{_TABLE}[Measure],PivotTotals[[#This Row],[Measure]],"
    f"{_TABLE}[Reported],PivotTotals[[#This Row],[Reported]])"
)


def _rows(results: Results) -> pl.DataFrame:
    found = cube(results).filter(pl.col("Reported") == THIS_PERIOD)
    rows = [
        (pivot.name, pivot.only[0][1], THIS_PERIOD,
         int(found.filter(pl.col("Measure") == pivot.only[0][1])["Amount"].sum()), pivot.anchor)
        for pivot in PIVOTS
    ]
    return pl.DataFrame(
        rows, schema={"Pivot": pl.String, "Measure": pl.String, "Reported": pl.String, "Total": pl.Int64,
                      "Place": pl.String}, orient="row",
    )


SHEET = OutputSheet(
    name="Pivots",
    order=216,
    title="Pivots",
    about="Pivot tables over Analysis: where the money stands, what each product was charged",
    source="Blank until a spreadsheet opens the workbook and fills them from Analysis; Total is what each comes to. "
    "Turn them as you like. This sheet is not protected: on one that is, no pivot table can be filled.",
    tables=(
        OutputTable(
            "PivotTotals",
            (
                OutputColumn("Pivot", Look.TEXT, width=34),
                OutputColumn("Measure", Look.TEXT, width=16),
                OutputColumn("Reported", Look.TEXT, width=15),
                OutputColumn("Total", Look.QUANTITY, "Of Analysis", width=16, formula=_TOTAL),
                OutputColumn("Place", Look.TEXT, "Upper left cell", width=12),
            ),
            _rows,
            key=("Pivot",),
            rows=len(PIVOTS),
        ),
    ),
    pivots=PIVOTS,
    roles=(CONTROLLER, AUDITOR),
)
