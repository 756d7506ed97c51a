"""Savings Log: what actions were to save, and what the month after them confirms."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.savings import savings
from wipbook.books.results import Results
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import CONTROLLER


def _rows(results: Results) -> pl.DataFrame:
    return savings(results)


SHEET = OutputSheet(
    name="Savings Log",
    order=289,
    title="Savings log",
    about="What actions were to save in a month, and what the next month confirms of it",
    source="Sheet Savings; before and after are the months around that of the action, as posted. A saving counts only "
    "when the actuals of the next month show it.",
    when_empty="hide",
    tables=(
        OutputTable(
            "SavingsLog",
            (
                OutputColumn("Saving", Look.CODE, width=12),
                OutputColumn("Date", Look.DATE, width=12),
                OutputColumn("Action", Look.TEXT, width=34, wrap=True),
                OutputColumn("Owner", Look.TEXT, width=14),
                OutputColumn("Line", Look.TEXT, "What it lowers", width=24),
                OutputColumn("Expected", Look.MONEY, "A month", width=14, total=True),
                OutputColumn("Before", Look.MONEY, "The month before", width=15),
                OutputColumn("After", Look.MONEY, "The month after", width=15),
                OutputColumn("Confirmed", Look.MONEY, "At most what was expected", width=15, total=True),
                OutputColumn("State", Look.TEXT, width=28, mark=Mark.OUTSTANDING),
            ),
            _rows,
            key=("Saving",),
        ),
    ),
    roles=(CONTROLLER,),
)
