"""Optional columns that held values at the last refresh and are not there any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from wipbook.ledger.rejections import COLUMN_GONE, Listed, Reason, Row
from wipbook.port.tables import TableCells, TablePlace
from wipbook.schema import input_sheets

Filled = tuple[str, str, int]
"""Sheet, column, and in how many rows it held a value."""


@dataclass(frozen=True)
class GoneColumn:
    """An optional column that held values in ``rows`` rows; ``near`` is a header that may be what became of it."""

    sheet: str
    column: str
    rows: int
    near: str = ""


def gone_columns(filled: Collection[Filled], places: Mapping[str, TablePlace]) -> tuple[GoneColumn, ...]:
    """Which of the columns that were ``filled`` no table of ``places`` (by sheet) has, under its name or an alias.

    A required column is not among them: without it the ledger is not read at all.

    >>> place = TablePlace("Movements", "Movements", 7, 9, 1, ("Movement", "Landed Costs"))
    >>> gone_columns([("Movements", "Landed Cost", 3), ("Movements", "Movement", 3)], {"Movements": place})
    (GoneColumn(sheet='Movements', column='Landed Cost', rows=3, near='Landed Costs'),)
    """
    rows = {(sheet.casefold(), column.casefold()): count for sheet, column, count in filled}
    found = []
    for sheet in input_sheets():
        headers = places[sheet.name].headers if sheet.name in places else ()
        there = {header.strip().casefold() for header in headers}
        known = {name.casefold() for column in sheet.columns for name in (column.name, *column.aliases)}
        unknown = [header for header in headers if header.strip().casefold() not in known]
        for column in sheet.columns:
            count = rows.get((sheet.name.casefold(), column.name.casefold()), 0)
            if count and not there & {name.casefold() for name in (column.name, *column.aliases)}:
                near = get_close_matches(column.name, unknown, n=1)
                found.append(GoneColumn(sheet.name, column.name, count, near[0] if near else ""))
    return tuple(found)


def list_gone(gone: Collection[GoneColumn], cells: Mapping[str, TableCells]) -> Listed:
    """The rows of Exceptions."""
    return Listed(tuple(_row(one, one.sheet in cells) for one in gone))


def _row(one: GoneColumn, there: bool) -> Row:
    found = f"no column {one.column!r}" if there else "no such table"
    found += f" (but {one.near!r})" if one.near else ""
    held = f"{one.rows:,} row{'' if one.rows == 1 else 's'}"
    return (
        one.sheet, "", "", one.column, found, f"the column, which held values in {held} at the last refresh",
        (f"rename {one.near!r} to {one.column!r}" if one.near else "undo, or wipbook restore, and copy the column back")
        + "; if it is to be gone, choose yes in Let Go on the sheet Columns",
        COLUMN_GONE, Reason.UNREAD.value,
    )
