"""What stands around a table of a workbook that a program has open, and the same as rows and columns of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

from wipbook.hosts.excel.places import Found, Places
from wipbook.hosts.excel.sheet_cells import SheetCells
from wipbook.hosts.excel.table_cells import body_of
from wipbook.ooxml.address import Area, cell_text
from wipbook.port.tables import Around, CellError, TableCells, TablePlace, Unread, near, row_of

_BLOCK = 10_000
"""Rows below a table that are looked at in one question."""
_BLANK = 100_000
"""Blank rows after which nobody looks on: a program may call the whole sheet used."""


class Surroundings:
    """What stands around the table ``found``; ``cells_of`` gives the cells of an area, told as a table's."""

    def __init__(
        self, found: Found, places: Places, sheet: SheetCells, cells_of: Callable[[TablePlace], TableCells]
    ) -> None:
        assert found.place is not None
        self._found, self._places, self._sheet, self._cells_of = found, places, sheet, cells_of
        self._place = found.place

    @cached_property
    def _others(self) -> list[Area]:
        """Where the other tables of the sheet are."""
        return [one.whole for one in self._places.others(self._found)]

    def look(self) -> tuple[list[Unread], Around | None]:
        """What is in no other table, and what of it the table might be meant to hold.

        No more questions where the used range of the sheet ends with the table.
        """
        unread = self._unread()
        if not unread and self._sheet.used.last_column < self._place.first_column + len(self._place.headers):
            return [], None
        return unread, self._around(unread)

    def _unread(self) -> list[Unread]:
        """Rows below the table and columns right beside it that hold something."""
        place, used = self._place, self._sheet.used
        right = place.first_column + len(place.headers) - 1
        found: list[Unread] = []
        if used.last_row > place.last_row:
            rows: dict[int, list[tuple[int, object]]] = {}
            area = Area(place.last_row + 1, place.first_column, used.last_row, right)
            for row, column, value in self._outside(_below(self._sheet, area)):
                if row > self._found.whole.last_row:  # asked only where something stands: a row of totals is no other
                    rows.setdefault(row, []).append((column, value))
            found += [Unread(cell_text(row, at[0][0]), at[0][1], len(at), True) for row, at in rows.items()]
        for column in (place.first_column - 1, right + 1):
            if used.first_column <= column <= used.last_column and column >= 1:
                area = Area(place.first_row, column, place.last_row, column)
                cells = list(self._outside(_filled(self._sheet, area)))
                if cells:
                    found.append(Unread(cell_text(cells[0][0], column), cells[0][2], len(cells), False))
        return found

    def _around(self, unread: list[Unread]) -> Around | None:
        """What a table might be meant to hold; None where nothing is."""
        place, sheet, used = self._place, self._sheet, self._sheet.used
        right = place.first_column + len(place.headers)
        headers = self._headers(right, used.last_column)
        last = near((row_of(one) for one in unread if one.below), place.last_row)
        last = 0 if last and self._found.totals else last
        beside = below = None
        texts: dict[tuple[int, str], str] = {}
        edges: list[Unread] = []
        if headers:
            beside = self._cells_of(replace(place, first_column=right, headers=tuple(headers)))
        if last:
            area = Area(place.last_row + 1, place.first_column, last, right + len(headers) - 1)
            stop = min((one.first_row for one in self._others if one.meets(area)), default=last + 1)
            if stop > area.first_row:
                below = self._cells_of(replace(
                    place, first_row=area.first_row, last_row=min(last, stop - 1), headers=(*place.headers, *headers)
                ))
                formulas = sheet.formulas(body_of(below.place)) if below.formulas else []
                for header, numbers in below.formulas.items():
                    at = below.place.headers.index(header)
                    texts |= {(row, header): str(formulas[row][at]) for row in numbers}
                for column in (place.first_column - 1, *([] if headers else [right])):
                    if 1 <= column <= used.last_column:
                        edge = Area(area.first_row, column, below.place.last_row, column)
                        edges += [Unread(cell_text(row, at), value, 1, False) for row, at, value in
                                  self._outside(_filled(sheet, edge))]
        return Around(beside, below, texts, edges) if beside or below else None

    def _headers(self, right: int, last: int) -> list[str]:
        """The texts right of the header row, one beside the other."""
        found: list[str] = []
        top = self._place.first_row - 1
        if last < right:
            return found
        row = Area(top, right, top, last)
        texts, formulas = self._sheet.values(row)[0], self._sheet.formulas(row)[0]
        for column, text, formula in zip(range(right, last + 1), texts, formulas, strict=True):
            taken = {header.casefold() for header in (*self._place.headers, *found)}
            if not isinstance(text, str) or not text.strip() or text.casefold() in taken or formula != text:
                break
            if any(Area(top, column, self._place.last_row, column).meets(one) for one in self._others):
                break
            found.append(text)
        return found

    def _outside(self, cells: Iterator[tuple[int, int, object]]) -> Iterator[tuple[int, int, object]]:
        """Those that are in none of the other tables."""
        for row, column, value in cells:
            if not any(one.holds(row, column) for one in self._others):
                yield row, column, value


def may_go_on(sheet: SheetCells, place: TablePlace) -> bool:
    """Whether the sheet is used below the table, or a cell right of its headers holds something."""
    used, right = sheet.used, place.first_column + len(place.headers)
    if used.last_row > place.last_row:
        return True
    if used.last_column < right:
        return False
    top = place.first_row - 1
    return sheet.values(Area(top, right, top, right))[0][0] not in (None, "")


def _below(sheet: SheetCells, area: Area) -> Iterator[tuple[int, int, object]]:
    """The filled cells of an area that may be as long as the sheet, block by block."""
    known = area.first_row
    for first in range(area.first_row, area.last_row + 1, _BLOCK):
        if first - known > _BLANK:
            return
        block = replace(area, first_row=first, last_row=min(first + _BLOCK - 1, area.last_row))
        for row, column, value in _filled(sheet, block):
            known = row
            yield row, column, value


def _filled(sheet: SheetCells, area: Area) -> Iterator[tuple[int, int, object]]:
    """Row, column and value of the cells of ``area`` that hold something."""
    for row, values in enumerate(sheet.values(area), area.first_row):
        for column, value in enumerate(values, area.first_column):
            if value not in (None, ""):
                yield row, column, value.code if isinstance(value, CellError) else value
