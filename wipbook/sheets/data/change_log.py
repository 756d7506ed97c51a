"""Change Log: one row per command that wrote, appended and never rewritten."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

COLUMNS = (
    OutputColumn("When", Look.TIMESTAMP, width=22),
    OutputColumn("Command", Look.TEXT, width=12),
    OutputColumn("User", Look.TEXT, width=14),
    OutputColumn("Version", Look.TEXT, width=10),
    OutputColumn("Rows Read", Look.COUNT, width=12),
    OutputColumn("Rows Left Out", Look.COUNT, width=14),
    OutputColumn("Raw Materials", Look.MONEY, width=16),
    OutputColumn("Work in Process", Look.MONEY, width=16),
    OutputColumn("Finished Goods", Look.MONEY, width=16),
    OutputColumn("Checks", Look.TEXT, width=22),
    OutputColumn("What Changed", Look.TEXT, width=70, wrap=True),
    OutputColumn("Backup", Look.TEXT, "In wipbook_backups: the file before it", width=48),
)


def _rows(results: Results) -> pl.DataFrame:
    raise AssertionError("the Change Log is appended to, never rebuilt")


SHEET = OutputSheet(
    name="Change Log",
    order=390,
    title="Change log",
    about="Each command that wrote to this workbook: when, by whom, what the figures were after it",
    source="Appended by every command; never rewritten.",
    kind="control",
    filled_by="every command",
    tables=(OutputTable("ChangeLog", COLUMNS, _rows,
    shown=(
        "When", "Command", "User", "Rows Read", "Rows Left Out", "Raw Materials", "Work in Process",
        "Finished Goods", "Checks", "What Changed",
    ),
),),
    roles=(CONTROLLER, AUDITOR),
    tabs=(AUDITOR,),
)
