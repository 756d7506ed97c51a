"""Exports: what of the journals the general ledger was given, line by line; appended and never rewritten."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

COLUMNS = (
    OutputColumn("Export", Look.COUNT, "Its number", width=9),
    OutputColumn("When", Look.TIMESTAMP, width=21),
    OutputColumn("User", Look.TEXT, width=14),
    OutputColumn("Format", Look.TEXT, width=12),
    OutputColumn("Kind", Look.TEXT, "Of journal", width=16),
    OutputColumn("Scope", Look.TEXT, "Differences or all", width=13),
    OutputColumn("From", Look.DATE, width=12),
    OutputColumn("Through", Look.DATE, width=12),
    OutputColumn("File", Look.TEXT, width=40),
    OutputColumn("Hash", Look.CODE, "SHA-256, 16 digits", width=20),
    OutputColumn("Entry", Look.TEXT, width=40),
    OutputColumn("Date", Look.DATE, width=12),
    OutputColumn("Line", Look.TEXT, width=26),
    OutputColumn("Role", Look.TEXT, width=24),
    OutputColumn("Account", Look.CODE, width=16),
    OutputColumn("Job", Look.CODE, width=12),
    OutputColumn("Amount", Look.MONEY, "Debit positive", width=16),
)


def _rows(results: Results) -> pl.DataFrame:
    raise AssertionError("exports are appended, never rebuilt")


SHEET = OutputSheet(
    name="Exports",
    order=386,
    title="Exports",
    about="Each line of the journals that the general ledger was given: when, in which file",
    source="Appended by wipbook journal; a later export holds only what differs from all that stands here.",
    kind="control",
    filled_by="journal",
    tables=(OutputTable("Exports", COLUMNS, _rows,
    shown=("Export", "When", "User", "Format", "From", "Through", "File", "Entry", "Date", "Role", "Account", "Amount"),
),),
    roles=(CONTROLLER, AUDITOR),
    packs=("ledger",),
)
