"""Trial Balance: every account role from opening to closing, and what stands between the journals and the ledger."""

from __future__ import annotations

import polars as pl

from wipbook.books.journals.trial_balance import TrialBalance
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

_OF = "TrialBalance[[#This Row],[{}]]"


def _rows(papers: TrialBalance) -> pl.DataFrame:
    return papers.rows()


SHEET = OutputSheet(
    name="Trial Balance",
    order=331,
    title="Trial balance",
    about="Every account role: opening, debit, credit, closing; what the ledger was not given yet, what is pending",
    source="From the journals. Not exported: journals that no file for the ledger holds yet. Pending: adjustments of "
    "prior periods that nobody accepted. What is left is what the ledger should show.",
    kind="control",
    filled_by="journal",
    when_empty="hide",
    tables=(
        OutputTable(
            "TrialBalance",
            (
                OutputColumn("Role", Look.TEXT, width=28),
                OutputColumn("Account", Look.CODE, width=16),
                OutputColumn("Opening", Look.MONEY, "Debit positive", width=17, total=True),
                OutputColumn("Debit", Look.MONEY, width=17, total=True),
                OutputColumn("Credit", Look.MONEY, width=17, total=True),
                OutputColumn(
                    "Closing", Look.MONEY, width=17, total=True,
                    formula=f'=ROUND({_OF.format("Opening")}+{_OF.format("Debit")}-{_OF.format("Credit")},wip_places)',
                ),
                OutputColumn("Not Exported", Look.MONEY, "wipbook journal --format", width=17, total=True,
                             mark=Mark.NOT_ZERO),
                OutputColumn("Pending", Look.MONEY, "See Prior Periods", width=17, total=True, mark=Mark.NOT_ZERO),
                OutputColumn(
                    "Given and Accepted", Look.MONEY, "What the ledger should show", width=20, total=True,
                    formula=f'=ROUND({_OF.format("Closing")}-{_OF.format("Not Exported")}-{_OF.format("Pending")},'
                    "wip_places)",
                ),
            ),
            _rows,
            key=("Role",),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
    packs=("ledger",),
)
