"""Margin Fade: the profit expected of each contract, month by month."""

from __future__ import annotations

import polars as pl

from wipbook.books.contracts.schedule import MONTHS, margin_by_month, margin_fade
from wipbook.books.results import Results
from wipbook.sheets.layout import HEADER_ROW, Chart, Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

ROWS_AT = HEADER_ROW + MONTHS + 5


def _months(results: Results) -> pl.DataFrame:
    return margin_by_month(results)


def _rows(results: Results) -> pl.DataFrame:
    return margin_fade(results)


SHEET = OutputSheet(
    name="Margin Fade",
    order=288,
    title="Margin fade",
    about="What profit was expected of each contract at each month end: margins that fade are asked for by sureties",
    source="Contracts in progress: the estimate dated last on each day, the changes approved and the cost to date.",
    when_empty="hide",
    decided_by="MarginFade",
    tables=(
        OutputTable(
            "MarginByMonth",
            (
                OutputColumn("Month", Look.TEXT, width=14),
                OutputColumn("Contracts", Look.COUNT, "In progress", width=13),
                OutputColumn("Price", Look.MONEY, "With approved changes", width=16),
                OutputColumn("Estimated Profit", Look.MONEY, "At completion", width=16, mark=Mark.BELOW_ZERO),
                OutputColumn("Profit %", Look.SHARE, width=11),
            ),
            _months,
            key=("Month",),
            rows=MONTHS,
        ),
        OutputTable(
            "MarginFade",
            (
                OutputColumn("Job", Look.CODE, width=14),
                OutputColumn("Month", Look.DATE, width=13),
                OutputColumn("Price", Look.MONEY, width=16),
                OutputColumn("Estimated Cost", Look.MONEY, width=16),
                OutputColumn(
                    "Estimated Profit", Look.MONEY, width=15, mark=Mark.BELOW_ZERO,
                    formula="=ROUND(MarginFade[[#This Row],[Price]]-MarginFade[[#This Row],[Estimated Cost]],"
                    "wip_places)",
                ),
                OutputColumn("Profit %", Look.SHARE, width=11),
                OutputColumn("Change", Look.SHARE, "Points since the month before", width=11, mark=Mark.BELOW_ZERO),
                OutputColumn("Since First", Look.SHARE, "Points", width=12, mark=Mark.BELOW_ZERO),
                OutputColumn("Basis", Look.TEXT, width=26),
            ),
            _rows,
            key=("Job", "Month"),
            header_row=ROWS_AT,
            heading="By contract and month",
        ),
    ),
    charts=(Chart("Profit expected of contracts in progress, by month", "column", "MarginByMonth", "Month",
                  ("Estimated Profit",), "G6", 560, 270, signed=True),),
    roles=(CONTROLLER, AUDITOR),
    packs=("contracts",),
)
