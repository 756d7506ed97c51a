"""The input rows that made closed periods otherwise: new, changed or gone since the close."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.closed.closing import settings_of
from wipbook.ledger.closed.row_hashes import KEY, row_hashes
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.policy import Policy
from wipbook.ledger.tables import ROW
from wipbook.schema import input_sheets
from wipbook.schema.sheet import InputSheet

NEW, CHANGED, GONE = "new", "changed", "gone"
CAUSES = {"Sheet": pl.String, "Cell": pl.String, "Row Key": pl.String, "State": pl.String, "Rows": pl.Int64}
_COST = (
    "Movements", "Materials", "Jobs", "Job Adjustments", "Estimates", "Units in Process", "Operations",
    "Labor", "Machine Time", "Bill of Materials", "Outputs", "Standards", "Landed Cost Charges",
    "Employees", "Rates", "Pay Types", "Work Centers", "Overhead",
)
"""Sheets that cost depends on."""
_UNDATED_MASTERS = frozenset({"Materials", "Employees", "Work Centers", "Outputs", "Pay Types"})
"""Where a new row moves nothing by itself: what names it does."""


def causes(ledger: Ledger) -> pl.DataFrame:
    """Sheet, Cell (of the row's key; blank for what is gone), Row Key, State, Rows (1; how many of a sheet are gone).

    A row counts as new or changed against the last close. New rows dated after it have nothing to do with it.
    """
    closed = ledger.closed
    if closed.through is None:
        return pl.DataFrame(schema=CAUSES)
    found: list[tuple[str, str, str, str, int]] = []
    for sheet in input_sheets():
        if sheet.name in _COST:
            found += _of_sheet(ledger, sheet, closed.known_rows.get(sheet.name, set()), closed.through)
    return pl.DataFrame([*found, *_settings(ledger)], schema=CAUSES, orient="row")


def _settings(ledger: Ledger) -> list[tuple[str, str, str, str, int]]:
    """Settings that are otherwise than at the last close."""
    last = ledger.closed.last
    if last is None:
        return []
    was, now = dict(last.part("settings").iter_rows()), dict(settings_of(ledger).iter_rows())
    usual = vars(Policy())
    return [
        ("Settings", "Settings", f"{name.replace('_', ' ').title()}: {was.get(name, usual[name])} then, "
         f"{now.get(name, usual[name])} now", CHANGED, 1)
        for name in sorted({*was, *now}) if was.get(name) != now.get(name)
    ]


def _of_sheet(
    ledger: Ledger, sheet: InputSheet, known: set[bytes], through: dt.date
) -> list[tuple[str, str, str, str, int]]:
    frame = ledger.table(sheet.name)
    now = row_hashes(sheet, frame)
    cells = ledger.cells.get(sheet.name)
    keys = {told[:KEY] for told in known}
    day = next((column.name for column in sheet.columns if column.is_date), None)
    days = frame[day].to_list() if day else [None] * frame.height
    names = frame.select(pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in sheet.key],
                                       separator=" / ")).to_series()
    found = []
    for told, row, name, when in zip(now, frame[ROW], names, days, strict=True):
        if told in known:
            continue
        is_new = told[:KEY] not in keys
        if is_new and (sheet.name in _UNDATED_MASTERS or (when is not None and _day(when) > through)):
            continue
        cell = cells.address(row, sheet.key[0]) if cells is not None else sheet.name
        found.append((sheet.name, cell, name.strip(" /"), NEW if is_new else CHANGED, 1))
    there = {told[:KEY] for told in now}
    gone = sum(told[:KEY] not in there for told in known)
    return [*found, *([(sheet.name, "", "", GONE, gone)] if gone else [])]


def _day(when: dt.date) -> dt.date:
    return when.date() if isinstance(when, dt.datetime) else when
