"""What stands around a table of a workbook that a program has open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wipbook.ooxml.address import Area, cell_text
from wipbook.port.tables import TablePlace, Unread

_FARTHEST = 2_000
"""Rows below a table that are looked at: a program may call the whole sheet used."""


def unread_around(sheet: Any, place: TablePlace) -> list[Unread]:
    """Rows below the table and columns right beside it that hold something and are in no other table; ``sheet`` is
    that of xlwings. One question where the used range of the sheet ends with the table."""
    used = sheet.used_range
    corner = used.last_cell
    right = place.first_column + len(place.headers) - 1
    found: list[Unread] = []
    others: list[Area] | None = None
    if corner.row > place.last_row:
        area = Area(place.last_row + 1, place.first_column, min(corner.row, place.last_row + _FARTHEST), right)
        others = _others(sheet, place)
        rows: dict[int, list[tuple[int, object]]] = {}
        for row, column, value in _filled(sheet, area, others):
            rows.setdefault(row, []).append((column, value))
        found += [Unread(cell_text(row, at[0][0]), at[0][1], len(at), True) for row, at in rows.items()]
    for column in (place.first_column - 1, right + 1):
        if used.column <= column <= corner.column and column >= 1:
            others = _others(sheet, place) if others is None else others
            area = Area(place.first_row, column, place.last_row, column)
            cells = list(_filled(sheet, area, others))
            if cells:
                found.append(Unread(cell_text(cells[0][0], column), cells[0][2], len(cells), False))
    return found


def _others(sheet: Any, place: TablePlace) -> list[Area]:
    ranges = [table.range for table in sheet.tables if table.name.lower() != place.name.lower()]
    return [Area(one.row, one.column, one.last_cell.row, one.last_cell.column) for one in ranges]


def _filled(sheet: Any, area: Area, others: list[Area]) -> Iterator[tuple[int, int, object]]:
    """Row, column and value of the cells of ``area`` that hold something and are in none of the other tables."""
    corners = (area.first_row, area.first_column), (area.last_row, area.last_column)
    for row, values in enumerate(sheet.range(*corners).options(ndim=2, err_to_str=True).value, area.first_row):
        for column, value in enumerate(values, area.first_column):
            if value not in (None, "") and not any(Area(row, column, row, column).meets(one) for one in others):
                yield row, column, value
