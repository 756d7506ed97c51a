"""What stands around a table of a workbook that a program has open, and the same as rows and columns of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from wipbook.ooxml.address import Area, cell_text, column_letters
from wipbook.port.tables import Around, TableCells, TablePlace, Unread, near, row_of

_BLOCK = 10_000
"""Rows below a table that are looked at in one question."""
_BLANK = 100_000
"""Blank rows after which nobody looks on: a program may call the whole sheet used."""


def look_around(
    sheet: Any, place: TablePlace, cells_of: Callable[[TablePlace], TableCells]
) -> tuple[list[Unread], Around | None]:
    """What stands around the table and is in no other, and what of it the table might be meant to hold.

    ``sheet`` is that of xlwings, ``cells_of`` gives the cells of an area, told as a table's. One question where the
    used range of the sheet ends with the table.
    """
    used = sheet.used_range
    corner = used.last_cell
    unread = _unread(sheet, place, used.column, corner)
    if not unread and corner.column < place.first_column + len(place.headers):
        return [], None
    return unread, _around(sheet, place, unread, corner, cells_of)


def may_go_on(sheet: Any, place: TablePlace) -> bool:
    """Whether the sheet is used below the table, or a cell right of its headers holds something."""
    corner, right = sheet.used_range.last_cell, place.first_column + len(place.headers)
    if corner.row > place.last_row:
        return True
    return bool(corner.column >= right and sheet.range((place.first_row - 1, right)).value not in (None, ""))


def _unread(sheet: Any, place: TablePlace, first_used: int, corner: Any) -> list[Unread]:
    """Rows below the table and columns right beside it that hold something."""
    right = place.first_column + len(place.headers) - 1
    found: list[Unread] = []
    others: list[Area] | None = None
    if corner.row > place.last_row:
        others = _others(sheet, place)
        end = _end(sheet, place)
        if corner.row > end:
            rows: dict[int, list[tuple[int, object]]] = {}
            for row, column, value in _below(sheet, Area(end + 1, place.first_column, corner.row, right), others):
                rows.setdefault(row, []).append((column, value))
            found += [Unread(cell_text(row, at[0][0]), at[0][1], len(at), True) for row, at in rows.items()]
    for column in (place.first_column - 1, right + 1):
        if first_used <= column <= corner.column and column >= 1:
            others = _others(sheet, place) if others is None else others
            area = Area(place.first_row, column, place.last_row, column)
            cells = list(_filled(sheet, area, others))
            if cells:
                found.append(Unread(cell_text(cells[0][0], column), cells[0][2], len(cells), False))
    return found


def _around(
    sheet: Any, place: TablePlace, unread: list[Unread], corner: Any, cells_of: Callable[[TablePlace], TableCells]
) -> Around | None:
    """What a table might be meant to hold; None where nothing is."""
    right = place.first_column + len(place.headers)
    others = _others(sheet, place)
    headers = _headers(sheet, place, right, corner.column, others)
    last = near((row_of(one) for one in unread if one.below), place.last_row)
    last = last if last and _end(sheet, place) == place.last_row else 0
    beside = below = None
    texts: dict[tuple[int, str], str] = {}
    edges: list[Unread] = []
    if headers:
        beside = cells_of(replace(place, first_column=right, headers=tuple(headers)))
    if last:
        area = Area(place.last_row + 1, place.first_column, last, right + len(headers) - 1)
        stop = min((one.first_row for one in others if one.meets(area)), default=last + 1)
        if stop > area.first_row:
            below = cells_of(replace(
                place, first_row=area.first_row, last_row=min(last, stop - 1), headers=(*place.headers, *headers)
            ))
            for header, numbers in below.formulas.items():
                for row in numbers:
                    texts[row, header] = str(sheet.range(below.cell(row, header)).formula)
            for column in (place.first_column - 1, *([] if headers else [right])):
                if 1 <= column <= corner.column:
                    edge = Area(area.first_row, column, below.place.last_row, column)
                    edges += [Unread(cell_text(row, at), value, 1, False) for row, at, value in
                              _filled(sheet, edge, others)]
    return Around(beside, below, texts, edges) if beside or below else None


def _headers(sheet: Any, place: TablePlace, right: int, last: int, others: list[Area]) -> list[str]:
    """The texts right of the header row, one beside the other."""
    found: list[str] = []
    top = place.first_row - 1
    for column in range(right, last + 1):
        cell = sheet.range(f"{column_letters(column)}{top}")
        text = cell.value
        taken = {header.casefold() for header in (*place.headers, *found)}
        if not isinstance(text, str) or not text.strip() or text.casefold() in taken or cell.formula != text:
            break
        if any(Area(top, column, place.last_row, column).meets(one) for one in others):
            break
        found.append(text)
    return found


def _end(sheet: Any, place: TablePlace) -> int:
    """The last row of the table, that of totals included."""
    return int(sheet.tables[place.name].range.last_cell.row)


def _others(sheet: Any, place: TablePlace) -> list[Area]:
    ranges = [table.range for table in sheet.tables if table.name.lower() != place.name.lower()]
    return [Area(one.row, one.column, one.last_cell.row, one.last_cell.column) for one in ranges]


def _below(sheet: Any, area: Area, others: list[Area]) -> Iterator[tuple[int, int, object]]:
    """The filled cells of an area that may be as long as the sheet, block by block."""
    known = area.first_row
    for first in range(area.first_row, area.last_row + 1, _BLOCK):
        if first - known > _BLANK:
            return
        block = replace(area, first_row=first, last_row=min(first + _BLOCK - 1, area.last_row))
        for row, column, value in _filled(sheet, block, others):
            known = row
            yield row, column, value


def _filled(sheet: Any, area: Area, others: list[Area]) -> Iterator[tuple[int, int, object]]:
    """Row, column and value of the cells of ``area`` that hold something and are in none of the other tables."""
    corners = (area.first_row, area.first_column), (area.last_row, area.last_column)
    for row, values in enumerate(sheet.range(*corners).options(ndim=2, err_to_str=True).value, area.first_row):
        for column, value in enumerate(values, area.first_column):
            if value not in (None, "") and not any(Area(row, column, row, column).meets(one) for one in others):
                yield row, column, value
