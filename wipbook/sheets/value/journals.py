"""Journals: the period as the general ledger takes it, an entry per month, line of the Statement and job or kind."""

from __future__ import annotations

import polars as pl

from wipbook.books.journals.lines import as_rows
from wipbook.books.results import Results
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _rows(results: Results) -> pl.DataFrame:
    return as_rows(results.journals)


SHEET = OutputSheet(
    name="Journals",
    order=269,
    title="Journals",
    about="Everything of the period with both of its sides, as the general ledger takes it",
    source="From the entries behind Statement and Roll-Forward, on the accounts of the sheet Accounts (the role's name "
    "where it has none). Each entry sums to zero. wipbook journal writes it for the ledger.",
    tables=(
        OutputTable(
            "Journals",
            (
                OutputColumn("Entry", Look.TEXT, "Month, line, job or kind", width=40),
                OutputColumn("Date", Look.DATE, width=12),
                OutputColumn("Line", Look.TEXT, "Of the Statement", width=26),
                OutputColumn("Role", Look.TEXT, width=24),
                OutputColumn("Account", Look.CODE, width=16),
                OutputColumn("Cost Center", Look.CODE, width=13),
                OutputColumn("Debit", Look.MONEY, width=16, total=True),
                OutputColumn("Credit", Look.MONEY, width=16, total=True),
                OutputColumn("Job", Look.CODE, width=12),
                OutputColumn("Material", Look.CODE, "Where it is one only", width=16),
                OutputColumn("Text", Look.TEXT, width=36),
            ),
            _rows,
            key=("Entry", "Role", "Job"),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
    packs=("ledger",),
)
