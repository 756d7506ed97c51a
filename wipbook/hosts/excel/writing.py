"""The rows of a table in an open workbook are replaced: one block of values, then its calculated columns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import polars as pl

from wipbook.hosts.excel.filters import all_rows_shown
from wipbook.hosts.excel.native import Native
from wipbook.hosts.excel.places import Found
from wipbook.hosts.excel.sheet_cells import SheetCells
from wipbook.hosts.excel.shown import RangeOf, show_plainly
from wipbook.ooxml.address import LAST_ROW, Area, cell_text, parse_cell
from wipbook.ooxml.faults import CellsInTheWay, NoSuchColumn, TooManyRows
from wipbook.ooxml.sheet.rows import refuse_unwritable
from wipbook.port.workbook import CellValue, Formula, TablePlace

_PREFIXES = re.compile(r"_xlfn\.(?:_xlws\.)?|_xlpm\.")
"""File syntax marks functions that came after 2007; Excel itself knows them by their plain names."""
_AT_ONCE = 100_000
"""Cells in one array: what xlwings itself hands Excel at most."""

Cell = TypeVar("Cell")


class Writing:
    """``engine`` is xlwings' own."""

    def __init__(self, engine: Any, native: Native) -> None:
        self._engine, self._native = engine, native

    def rows(
        self, found: Found, place: TablePlace, kept: int, frame: pl.DataFrame, formulas: Mapping[str, str], plain: bool
    ) -> TablePlace:
        """Replace the rows of a table from its 0-based row ``kept`` on; where it stands now.

        Errors: NoSuchColumn, TooManyRows, CellsInTheWay, FilterInTheWay, those of values that no cell can hold.
        """
        _refuse_unknown(place, [*frame.columns, *formulas])
        refuse_unwritable(frame, place.name, date1904=self._native.date1904)
        first, last = place.first_row + kept, max(place.first_row + kept + frame.height - 1, place.first_row)
        if last > LAST_ROW:
            raise TooManyRows(
                where=f"table {place.name} ({place.sheet})",
                found=f"{frame.height:,} rows",
                expected=f"at most {LAST_ROW - first + 1:,}",
                remedy="split the data by period",
            )
        sheet, left = found.sheet, place.first_column
        right = left + len(place.headers) - 1
        with all_rows_shown(sheet, place.first_row, max(last, place.last_row), self._native):
            if last > place.last_row:
                self.refuse_cells_below(sheet, place, last)
            if last < place.last_row:
                sheet.range(Area(last + 1, left, place.last_row, right).text).clear_contents()
            if last != place.last_row:
                found.table.resize(sheet.range(Area(place.first_row - 1, left, last, right).text))
            self._columns(found, replace(place, first_row=first, last_row=last), frame, formulas, plain)
        return replace(place, last_row=last)

    def _columns(
        self, found: Found, body: TablePlace, frame: pl.DataFrame, formulas: Mapping[str, str], plain: bool
    ) -> None:
        """Values from the first column that is not calculated to the last, blank where the frame has none; then what is
        calculated."""
        calculated = [header for header in body.headers if formulas.get(header)]
        given = [at for at, header in enumerate(body.headers) if header not in calculated]
        if given and body.last_row >= body.first_row:
            headers = body.headers[given[0]:given[-1] + 1]
            blank: list[CellValue] = [None] * body.rows
            columns = [
                frame[header].to_list() if header in frame.columns and frame.height and header not in calculated
                else blank for header in headers
            ]
            corner = body.first_row, body.first_column + given[0]
            self.values(found.range, corner, list(zip(*columns, strict=True)))
            if plain:
                numbers = [header in frame.columns and frame[header].dtype.is_numeric() for header in headers]
                for at, number in enumerate(numbers):
                    if number and frame.height:
                        column = corner[1] + at
                        show_plainly(found.range, Area(body.first_row, column, body.last_row, column))
        for header in calculated:
            column = body.first_column + body.headers.index(header)
            cells = found.range(Area(body.first_row, column, body.last_row, column))
            self._native.put_formula(cells, "=" + plain_functions(formulas[header].removeprefix("=")))

    def values(self, range_of: RangeOf, corner: tuple[int, int], rows: Sequence[Sequence[CellValue]]) -> None:
        """Write rows from a corner on, in as few arrays as the program takes."""
        width, prepare = len(rows[0]), self._engine.impl.prepare_xl_data_element
        step = max(_AT_ONCE // width, 1)
        for at in range(0, len(rows), step):
            block = [[prepare(guarded(value), {}) for value in row] for row in rows[at:at + step]]
            top, left = corner[0] + at, corner[1]
            cells = range_of(Area(top, left, top + len(block) - 1, left + width - 1))
            cells.raw_value = block if len(block) * width > 1 else block[0][0]

    def cells(self, sheet: Any, cells: Mapping[str, CellValue | Formula]) -> None:
        """Single cells; those that stand together go together, values and formulas each for themselves."""
        at = {parse_cell(address): value for address, value in cells.items()}
        texts = {place: plain_functions(value.text) for place, value in at.items() if isinstance(value, Formula)}
        values = {place: value for place, value in at.items() if not isinstance(value, Formula)}
        rows = [row for row, _ in at]

        def range_of(area: Area) -> Any:
            return sheet.range(area.text)

        with all_rows_shown(sheet, min(rows), max(rows), self._native):
            for area in rectangles(values):
                self.values(range_of, (area.first_row, area.first_column), _grid(area, values))
            for area in rectangles(texts):
                grid = _grid(area, texts)
                self._native.put_formula(range_of(area), grid if len(grid) * len(grid[0]) > 1 else grid[0][0])

    def refuse_cells_below(self, sheet: Any, place: TablePlace, last: int) -> None:
        """CellsInTheWay when something stands below a table down to row ``last``."""
        right = place.first_column + len(place.headers) - 1
        self._refuse_filled(
            sheet, Area(place.last_row + 1, place.first_column, last, right), place.sheet,
            f"free cells below table {place.name} down to row {last}",
            "move what stands below the table to another place",
        )

    def refuse_cells_beside(self, sheet: Any, place: TablePlace) -> None:
        """CellsInTheWay when something stands right beside a table."""
        top, column = place.first_row - 1, place.first_column + len(place.headers)
        self._refuse_filled(
            sheet, Area(top, column, place.last_row, column), place.sheet,
            f"a free column right of table {place.name}", "move it one column to the right",
        )

    def _refuse_filled(self, sheet: Any, area: Area, tab: str, expected: str, remedy: str) -> None:
        cells = SheetCells(sheet, self._engine, self._native).values(area)
        for row, values in enumerate(cells, area.first_row):
            for column, value in enumerate(values, area.first_column):
                if value is not None:
                    raise CellsInTheWay(
                        where=f"{tab}!{cell_text(row, column)}", found=repr(getattr(value, "code", value)),
                        expected=expected, remedy=remedy,
                    )


def rectangles(places: Iterable[tuple[int, int]]) -> list[Area]:
    """Single cells (row, column) as few rectangles: neighbours in a row, then equal rows below one another.

    >>> [area.text for area in rectangles([(7, 4), (7, 5), (8, 4), (8, 5), (9, 4), (1, 1)])]
    ['A1', 'D7:E8', 'D9']
    """
    runs: list[Area] = []
    for row, column in sorted(set(places)):
        last = runs[-1] if runs else None
        if last is not None and (last.first_row, last.last_column) == (row, column - 1):
            runs[-1] = Area(row, last.first_column, row, column)
        else:
            runs.append(Area(row, column, row, column))
    found: list[Area] = []
    open_: dict[tuple[int, int], int] = {}
    for run in runs:
        at = open_.get((run.first_column, run.last_column))
        if at is not None and found[at].last_row == run.first_row - 1:
            above = found[at]
            found[at] = Area(above.first_row, above.first_column, run.last_row, above.last_column)
        else:
            open_[run.first_column, run.last_column] = len(found)
            found.append(run)
    return found


def _grid(area: Area, cells: Mapping[tuple[int, int], Cell]) -> list[list[Cell]]:
    columns = range(area.first_column, area.last_column + 1)
    return [[cells[row, column] for column in columns] for row in range(area.first_row, area.last_row + 1)]


def plain_functions(formula: str) -> str:
    """A formula in file syntax as Excel itself writes it.

    >>> plain_functions("=_xlfn._xlws.FILTER(A1:A9,B1:B9)+_xlfn.XLOOKUP(1,A:A,B:B)")
    '=FILTER(A1:A9,B1:B9)+XLOOKUP(1,A:A,B:B)'
    """
    return _PREFIXES.sub("", formula)


def guarded(value: object) -> object:
    """Text with the apostrophe that keeps Excel from reading a formula, a number or a date into it."""
    if isinstance(value, str):
        return "'" + value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)
    return value


def _refuse_unknown(place: TablePlace, headers: Sequence[str]) -> None:
    unknown = [header for header in headers if header not in place.headers]
    if unknown:
        raise NoSuchColumn(
            where=f"table {place.name} ({place.sheet})",
            found=", ".join(place.headers),
            expected=f"a column {', '.join(map(repr, unknown))}",
            remedy="restore the header in the sheet, or drop the column",
        )
