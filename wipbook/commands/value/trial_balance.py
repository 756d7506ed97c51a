"""The trial balance on its sheet: after every journal, and with the working papers of an audit."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import Books
from wipbook.books.journals.trial_balance import TrialBalance
from wipbook.commands.value.exported import ENTRIES, exported
from wipbook.commands.workbench.filling import write_report
from wipbook.port.workbook import Workbook
from wipbook.sheets.front import home
from wipbook.sheets.value import trial_balance


def trial_balance_of(workbook: Workbook, results: Books) -> TrialBalance:
    """The journals by role, and what the ledger was given of them so far."""
    before = exported(workbook, results.policy.currency_places)
    days = before.days(ENTRIES)
    given = before.lines(ENTRIES).group_by("Role").agg(pl.col("Amount").sum())
    return TrialBalance(results, given, days[0] if days else None)


def write_trial_balance(workbook: Workbook, results: Books) -> None:
    """Fill the sheet Trial Balance; the caller saves."""
    papers = trial_balance_of(workbook, results)
    write_report(workbook, trial_balance.SHEET, papers, home.header_line(results))
