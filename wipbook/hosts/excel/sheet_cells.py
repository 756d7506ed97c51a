"""What the cells of one sheet hold, asked for in few and large questions.

Values come as the program stores them: money and accounting cells to their last digit, days with the number behind
them in books that count from 1904 as well, every error as an error. Rows that a filter hides are read like others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

from wipbook.hosts.excel.filters import hidden_runs
from wipbook.hosts.excel.native import Native
from wipbook.hosts.excel.shown import alike, from_stored, with_errors
from wipbook.ooxml.address import Area
from wipbook.ooxml.sheet.cells import serial_of

Rows = list[list[Any]]

_AT_ONCE = 2_000_000
"""Cells in one question: more would need room for all of them twice, here and in the program."""
_SPARE = 200_000
"""Cells beyond those of a table that are read with it without a second thought."""


class SheetCells:
    """The cells of ``sheet``, an xlwings sheet, as long as nobody writes. ``engine`` is xlwings' own."""

    def __init__(self, sheet: Any, engine: Any, native: Native) -> None:
        self.sheet, self.engine, self._native = sheet, engine, native
        self._used: Area | None = None
        self._cells: Any = None
        self._settled = True
        self._held: tuple[Area, tuple[Rows, Rows]] | None = None
        self._any_hidden: bool | None = None
        self._any_hidden_known = self._any_merged_known = False
        self._any_merged: bool | None = None
        self._last: tuple[Area, Any] | None = None

    @property
    def used(self) -> Area:
        """From the first to the last cell that the program calls used."""
        if self._used is None:
            self._cells = self.sheet.used_range
            self._used = Area.parse(str(self._cells.address))
        return self._used

    def range(self, area: Area) -> Any:
        """The range of xlwings; the one that was asked for last need not be made again."""
        if area == self._used:
            return self._cells
        if self._last is None or self._last[0] != area:
            self._last = area, self.sheet.range(area.text)
        return self._last[1]

    def hold(self, area: Area) -> None:
        """Read the whole sheet at once where that is little more than ``area``: what stands around a table is then
        known as well."""
        whole, wanted = self._around(area), area.rows * area.columns
        if not self._settled and any(map(_is_formula, chain(*self.formulas(area)))):
            self._held, self._settled = None, True
        if self._held is None and whole.rows * whole.columns <= min(4 * wanted + _SPARE, _AT_ONCE):
            try:
                self._held = whole, (self._values(whole), self._formulas(whole))
            except NotImplementedError:  # an engine that cannot tell some cell elsewhere: then the table alone
                self._held = None

    def written_elsewhere(self) -> None:
        """Another sheet is about to change: what stands here stays, and what formulas come to may not."""
        self._settled = False

    def values(self, area: Area) -> Rows:
        """Values: float, str, bool, datetime, CellError, None for a blank."""
        held = self._cut(area, 0)
        if held is not None and not self._settled and any(map(_is_formula, chain(*self.formulas(area)))):
            held = None
        return self._in_blocks(area, self._values) if held is None else held

    def formulas(self, area: Area) -> Rows:
        """The formula of each cell with its ``=``, else something that is none."""
        held = self._cut(area, 1)
        return self._in_blocks(area, self._formulas) if held is None else held

    def formats(self, area: Area, matters: Callable[[object], bool]) -> Rows:
        """The number format of each cell, "" where the program does not tell; cells whose value does not matter may
        have "" as well."""
        grid = [[""] * area.columns for _ in range(area.rows)]
        values = self.values(area)

        def wanted(part: Area) -> bool:
            top, left = part.first_row - area.first_row, part.first_column - area.first_column
            return any(
                matters(value) for row in values[top:top + part.rows] for value in row[left:left + part.columns]
            )

        for part, code in alike(self.range, area, wanted):
            top, left = part.first_row - area.first_row, part.first_column - area.first_column
            for row in grid[top:top + part.rows]:
                row[left:left + part.columns] = [code] * part.columns
        return grid

    def hidden_rows(self, area: Area) -> list[int]:
        """0-based hidden rows; one question for the whole sheet when none is hidden."""
        if not self._any_hidden_known:
            around = self._around(area)
            self._any_hidden = self._native.hidden(self.sheet, around.first_row, around.last_row)
            self._any_hidden_known = True
        if self._any_hidden is False:
            return []
        runs = hidden_runs(self.sheet, area.first_row, area.last_row, self._native)
        return [row - area.first_row for first, last in runs for row in range(first, last + 1)]

    def merged_areas(self, area: Area) -> list[str]:
        """The merged areas that touch an area, as A1 text; one question for the whole sheet when nothing is merged."""
        if not self._any_merged_known:
            self._any_merged, self._any_merged_known = self.range(self._around(area)).merge_cells, True
        if self._any_merged is False:
            return []
        found: set[Area] = set()
        for part in _where(area, lambda part: self.range(part).merge_cells is not False):
            if not any(one.holds(part.first_row, part.first_column) for one in found):
                found.add(Area.parse(self.range(part).merge_area.get_address(False, False)))
        return sorted(one.text for one in found)

    # ------------------------------------------------------------------------------------------------------------

    def _around(self, area: Area) -> Area:
        used = self.used
        return Area(
            min(used.first_row, area.first_row), min(used.first_column, area.first_column),
            max(used.last_row, area.last_row), max(used.last_column, area.last_column),
        )

    def _cut(self, area: Area, which: int) -> Rows | None:
        if self._held is None:
            return None
        whole, rows = self._held[0], self._held[1][which]
        if not (whole.holds(area.first_row, area.first_column) and whole.holds(area.last_row, area.last_column)):
            return None
        top, left = area.first_row - whole.first_row, area.first_column - whole.first_column
        return [row[left:left + area.columns] for row in rows[top:top + area.rows]]

    def _in_blocks(self, area: Area, read: Callable[[Area], Rows]) -> Rows:
        step = max(_AT_ONCE // area.columns, 1)
        found: Rows = []
        for first in range(area.first_row, area.last_row + 1, step):
            last = min(first + step - 1, area.last_row)
            found += read(Area(first, area.first_column, last, area.last_column))
        return found

    def _values(self, area: Area) -> Rows:
        cells = self.range(area).options(ndim=2, err_to_str=True)
        raw = _rows(cells.raw_value, area)
        if any(isinstance(value, Decimal | dt.datetime) for row in raw for value in row):
            whole_days = not any(map(_holds_more, chain(*raw))) and not self._native.date1904
            stored = [list(map(_day_number, row)) for row in raw] if whole_days else self._native.stored(cells)
            if stored is not None:
                numbers = _rows(stored, area)
                raw = [
                    [from_stored(value, number, self._native.date1904) for value, number in zip(*both, strict=True)]
                    for both in zip(raw, numbers, strict=True)
                ]
        clean = self.engine.impl.clean_value_data(raw, dt.datetime, None, None, True)
        return [
            [given if isinstance(given, dt.datetime) and hasattr(given, "serial") else with_errors(value)
             for given, value in zip(*both, strict=True)]
            for both in zip(raw, clean, strict=True)
        ]

    def _formulas(self, area: Area) -> Rows:
        return _rows(self._native.formulas(self.range(area)), area)


_LATER = dt.datetime(1930, 1, 1)


def _holds_more(value: object) -> bool:
    """Whether a cell may hold more than its value says: money of more than four places, a day with a time, or a day of
    the time when programs do not agree how days are counted."""
    if isinstance(value, dt.datetime):
        plain = value.replace(tzinfo=None)
        return plain < _LATER or plain.time() != dt.time()
    return isinstance(value, Decimal)


def _day_number(value: object) -> object:
    """The number behind a whole day."""
    return serial_of(value.replace(tzinfo=None), False) if isinstance(value, dt.datetime) else value


def _is_formula(text: object) -> bool:
    return isinstance(text, str) and text.startswith("=")


def _rows(raw: Any, area: Area) -> Rows:
    """Rows of an area, however a bridge nests them: a cell comes alone, and on some a row or a column as a list."""
    if not isinstance(raw, tuple | list):
        return [[raw]]
    if raw and isinstance(raw[0], tuple | list):
        return [list(row) for row in raw]
    return [list(raw)] if area.rows == 1 else [[one] for one in raw]


def _where(area: Area, touched: Callable[[Area], bool]) -> Iterator[Area]:
    """The single cells of an area that are ``touched``, by halves."""
    if not touched(area):
        return
    if area.rows == area.columns == 1:
        yield area
    elif area.rows > 1:
        middle = (area.first_row + area.last_row) // 2
        yield from _where(Area(area.first_row, area.first_column, middle, area.last_column), touched)
        yield from _where(Area(middle + 1, area.first_column, area.last_row, area.last_column), touched)
    else:
        middle = (area.first_column + area.last_column) // 2
        yield from _where(Area(area.first_row, area.first_column, area.last_row, middle), touched)
        yield from _where(Area(area.first_row, middle + 1, area.last_row, area.last_column), touched)
