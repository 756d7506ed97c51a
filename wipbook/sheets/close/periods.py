"""Periods: one row per close and per reopening, added and never rewritten."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.ledger.closed.visible import periods_rows
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _rows(results: Results) -> pl.DataFrame:
    return periods_rows(results.ledger.closed)


SHEET = OutputSheet(
    name="Periods",
    order=336,
    title="Closed periods",
    about="Every close and reopening: when, by whom, what the books held, which copy was kept",
    source="Appended by close and reopen. Each row rests on the one before by its hash; what is changed here turns a "
    "check red.",
    kind="control",
    filled_by="close",
    when_empty="hide",
    tables=(
        OutputTable(
            "Periods",
            (
                OutputColumn("Record", Look.COUNT, width=9),
                OutputColumn("Kind", Look.TEXT, width=10),
                OutputColumn("Period Start", Look.DATE, width=13),
                OutputColumn("Period End", Look.DATE, width=13),
                OutputColumn("When", Look.TIMESTAMP, width=20),
                OutputColumn("By", Look.TEXT, width=14),
                OutputColumn("Reason", Look.TEXT, width=28, wrap=True),
                OutputColumn("Despite", Look.TEXT, "What was overruled", width=22, wrap=True),
                OutputColumn("Raw Materials", Look.MONEY, "At its end", width=17),
                OutputColumn("WIP", Look.MONEY, "At its end", width=17),
                OutputColumn("Finished Goods", Look.MONEY, "At its end", width=17),
                OutputColumn("Copy", Look.TEXT, "In the folder of backups", width=34),
                OutputColumn("Copy Hash", Look.CODE, "SHA-256 of the copy", width=22),
                OutputColumn("Hash", Look.CODE, "SHA-256 of the record", width=22),
            ),
            _rows,
            shown=(
                "Record", "Kind", "Period Start", "Period End", "When", "By", "Reason", "Despite", "Raw Materials",
                "WIP", "Finished Goods",
            ),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
