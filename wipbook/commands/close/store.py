"""Records into the workbook: what was closed is added to the sheets that hold it, and nothing there is rewritten."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from wipbook.commands.workbench.front.tabs import arrange
from wipbook.commands.workbench.sheets import bring_back_sheets
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import Record
from wipbook.ledger.closed.visible import balance_rows, periods_rows
from wipbook.ledger.ledger import read_policy
from wipbook.port.workbook import Workbook
from wipbook.sheets.close import closed_records, closing_balances, periods
from wipbook.sheets.close.closed_records import record_rows
from wipbook.sheets.layout import OutputSheet, to_cells


def store(workbook: Workbook, closed: Closed, new: Sequence[Record]) -> None:
    """Add the rows of the ``new`` records, which are the last ones of ``closed``; the caller saves."""
    bring_back_sheets(workbook)
    added = pl.col("Record").is_in([record.number for record in new])
    _append(workbook, closed_records.SHEET, pl.concat([record_rows(record) for record in new]))
    _append(workbook, periods.SHEET, periods_rows(closed).filter(added))
    _append(workbook, closing_balances.SHEET, balance_rows(closed).filter(added))
    arrange(workbook, read_policy(workbook).role, {periods.SHEET.name: True})


def _append(workbook: Workbook, sheet: OutputSheet, rows: pl.DataFrame) -> None:
    table = sheet.tables[0]
    if rows.height:
        workbook.append_rows(table.name, to_cells(rows, table.columns, read_policy(workbook).currency_places))
