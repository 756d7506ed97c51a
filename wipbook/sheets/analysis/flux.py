"""Flux: what moved since last period, since last year and against the budget, and why."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.flux import KPIS, flux, kpis
from wipbook.books.results import Results
from wipbook.sheets.layout import HEADER_ROW, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

_OF = "Flux[[#This Row],[{}]]"
_LINK = f'=HYPERLINK("#\'"&{_OF.format("Where")}&"\'!A1",{_OF.format("Where")})'
_CHANGE = f'=ROUND({_OF.format("This Period")}-{_OF.format("Last Period")},wip_places)'
ROWS_AT = HEADER_ROW + KPIS + 4


def _rows(results: Results) -> pl.DataFrame:
    return flux(results).with_columns(
        pl.col("Where").alias("Go To"), pl.lit(None, dtype=pl.String).alias("Explanation"),
    )


def _kpis(results: Results) -> pl.DataFrame:
    return kpis(results)


SHEET = OutputSheet(
    name="Flux",
    order=212,
    title="Flux analysis",
    about="Every line of the Statement and every account against last period, last year and budget",
    source="From what was posted; closed periods as they were closed. Beyond: moved by more than Materiality and "
    "Flux % (Settings): say why under Explanation; what you type stays with the line of this period.",
    decided_by="Flux",
    when_empty="hide",
    tables=(
        OutputTable(
            "FluxKpis",
            (
                OutputColumn("KPI", Look.TEXT, width=26),
                OutputColumn("Unit", Look.TEXT, width=15),
                OutputColumn("This Period", Look.ESTIMATE, width=14),
                OutputColumn("Last Period", Look.ESTIMATE, width=14),
                OutputColumn("Last Year", Look.ESTIMATE, width=14),
            ),
            _kpis,
            key=("KPI",),
            rows=KPIS,
        ),
        OutputTable(
            "Flux",
            (
                OutputColumn("Line", Look.TEXT, "Of Statement or Journals", width=26),
                OutputColumn("Stage", Look.TEXT, "Of the Statement", width=15),
                OutputColumn("This Period", Look.MONEY, "Debit positive", width=14),
                OutputColumn("Last Period", Look.MONEY, width=14),
                OutputColumn("Change", Look.MONEY, width=14, formula=_CHANGE),
                OutputColumn("Change %", Look.SHARE, "Of last period", width=9),
                OutputColumn("Last Year", Look.MONEY, "Same period", width=14),
                OutputColumn("Budget", Look.MONEY, "Sheet Budgets", width=13),
                OutputColumn("Beyond", Look.FLAG, "Explain it", width=9, mark=Mark.TRUE_IS_LATE),
                OutputColumn("Moved By", Look.TEXT, "What changed most", width=28, wrap=True),
                OutputColumn("Explanation", Look.TEXT, "Yours; stays", width=22, wrap=True, typed=True, kept=True),
                OutputColumn("Go To", Look.TEXT, width=15, formula=_LINK),
                OutputColumn("Of", Look.TEXT, width=11, detail=True),
                OutputColumn("Where", Look.TEXT, width=18, detail=True),
                OutputColumn("Period End", Look.DATE, width=12, detail=True),
            ),
            _rows,
            key=("Period End", "Of", "Line", "Stage"),
            header_row=ROWS_AT,
            heading="Line by line",
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
