"""Aging: how old stock and work in process are, in money."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.books.statement import STAGES
from wipbook.books.stock.aging import BANDS
from wipbook.sheets.layout import Chart, Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

_TOTAL = "=" + "+".join(f"Aging[[#This Row],[{stage}]]" for stage in STAGES)


def _rows(results: Results) -> pl.DataFrame:
    return results.aging.with_columns(pl.sum_horizontal(STAGES).alias("Total"))


SHEET = OutputSheet(
    name="Aging",
    order=280,
    title="Aging of inventory",
    about="Value by age at the as-of date",
    source="Stock by the age of its layers, jobs by the days since release. Ties to the Statement.",
    tables=(
        OutputTable(
            "Aging",
            (
                OutputColumn("Age", Look.TEXT, width=18),
                *(OutputColumn(stage, Look.MONEY, width=19, total=True) for stage in STAGES),
                OutputColumn("Total", Look.MONEY, width=19, total=True, formula=_TOTAL),
            ),
            _rows,
            key=("Age",),
            rows=len(BANDS),
        ),
    ),
    charts=(Chart("Value by age", "stacked", "Aging", "Age", STAGES, "A16", 688, 320),),
    roles=(CONTROLLER, AUDITOR),
)
