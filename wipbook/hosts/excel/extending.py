"""A table of a workbook that a program has open comes to cover what was typed right below and beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wipbook.hosts.excel.filters import all_rows_shown
from wipbook.hosts.excel.native import Native
from wipbook.hosts.excel.places import Found
from wipbook.hosts.excel.sheet_cells import SheetCells
from wipbook.ooxml.address import Area
from wipbook.ooxml.faults import CellsInTheWay
from wipbook.port.tables import TablePlace


def extend_table(
    found: Found, place: TablePlace, last_row: int, headers: tuple[str, ...], texts: Sequence[object], engine: Any,
    native: Native,
) -> TablePlace:
    """Let a table reach down to ``last_row`` and over the columns of more ``headers``; where it stands now. ``texts``
    are the formulas of its last row, ``engine`` is xlwings' own.

    Cells stay as they are; blank cells of a column whose last formula speaks of its table get that formula. Raises
    CellsInTheWay where the table has a row of totals.
    """
    if found.totals:
        raise CellsInTheWay(
            where=f"table {place.name} ({place.sheet})", found="a row of totals",
            expected="no row of totals below rows that are to be taken in", remedy="pull the table over its rows",
        )
    sheet, last, left = found.sheet, max(last_row, place.last_row), place.first_column
    right = left + len(place.headers) - 1
    wider = TablePlace(
        place.name, place.sheet, place.first_row, last, left, (*place.headers, *headers)
    )
    with all_rows_shown(sheet, place.first_row, last, native):
        found.table.resize(sheet.range(Area(place.first_row - 1, left, last, right + len(headers)).text))
        if last == place.last_row:
            return wider
        # asked only now: the program may have filled calculated columns by itself
        there = SheetCells(sheet, engine, native).values(Area(place.last_row + 1, left, last, right))
        for column, text in enumerate(texts, left):
            if isinstance(text, str) and text.startswith("=") and "[" in text:
                blank = [row for row, values in enumerate(there) if values[column - left] in (None, "")]
                for first, end in _runs(blank):
                    run = Area(place.last_row + 1 + first, column, place.last_row + 1 + end, column)
                    native.put_formula(sheet.range(run.text), text)
    return wider


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """The first and last of each run of ascending rows.

    >>> _runs([0, 1, 2, 5])
    [(0, 2), (5, 5)]
    """
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = runs[-1][0], row
        else:
            runs.append((row, row))
    return runs
