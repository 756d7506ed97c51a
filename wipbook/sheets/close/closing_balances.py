"""Closing Balances: what each close held, by stock, job and account; added and never rewritten."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.ledger.closed.visible import balance_rows
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _rows(results: Results) -> pl.DataFrame:
    return balance_rows(results.ledger.closed)


SHEET = OutputSheet(
    name="Closing Balances",
    order=337,
    title="Closing balances",
    about="What every closed period ended with: stock by place, cost in jobs by element, accounts since the first day",
    source="Appended by close from the valuation, the cost sheets of jobs and the journals of the period. Zero "
    "balances are left out.",
    kind="control",
    filled_by="close",
    when_empty="hide",
    tables=(
        OutputTable(
            "ClosingBalances",
            (
                OutputColumn("Record", Look.COUNT, "Of the sheet Periods", width=9),
                OutputColumn("Period End", Look.DATE, width=13),
                OutputColumn("Of", Look.TEXT, "stock, job, account", width=11),
                OutputColumn("Material", Look.CODE, width=16),
                OutputColumn("Location", Look.CODE, width=12),
                OutputColumn("Lot", Look.CODE, width=12),
                OutputColumn("Job", Look.CODE, width=14),
                OutputColumn("Element", Look.TEXT, width=14),
                OutputColumn("Role", Look.TEXT, width=26),
                OutputColumn("Quantity", Look.QUANTITY, width=16),
                OutputColumn("Value", Look.MONEY, "Debit positive", width=18),
            ),
            _rows,
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
