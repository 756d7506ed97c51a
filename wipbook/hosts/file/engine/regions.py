"""Regions that follow from which cells hold something: what is used, the block around a cell, where an arrow leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, Area
from wipbook.ooxml.sheet.worksheet import holds_content

if TYPE_CHECKING:
    from wipbook.ooxml.sheet.worksheet import Worksheet

EVERYTHING = Area(1, 1, LAST_ROW, LAST_COLUMN)
_DIRECTIONS = {"d": (1, 0), "u": (-1, 0), "r": (0, 1), "l": (0, -1)}


def filled(worksheet: Worksheet, area: Area = EVERYTHING) -> Iterator[tuple[int, int]]:
    """Row and column of every cell of an area that holds something."""
    return ((row, column) for row, column, cell in worksheet.cells_in(area) if holds_content(cell))


def used(worksheet: Worksheet) -> Area:
    """From the first to the last row and column with content, as Excel has it; A1 for a blank sheet."""
    places = list(filled(worksheet)) or [(1, 1)]
    rows, columns = {row for row, _ in places}, {column for _, column in places}
    return Area(min(rows), min(columns), max(rows), max(columns))


def block_around(worksheet: Worksheet, row: int, column: int) -> Area:
    """The block of cells around one, bounded by blank rows and columns."""
    places = list(filled(worksheet))
    area = Area(row, column, row, column)
    while True:
        near = [
            (row, column) for row, column in places
            if area.first_row - 1 <= row <= area.last_row + 1
            and area.first_column - 1 <= column <= area.last_column + 1
        ]
        rows, columns = [row for row, _ in near], [column for _, column in near]
        wider = Area(
            min([area.first_row, *rows]), min([area.first_column, *columns]),
            max([area.last_row, *rows]), max([area.last_column, *columns]),
        )
        if wider == area:
            return area
        area = wider


def end_of(worksheet: Worksheet, row: int, column: int, direction: str) -> tuple[int, int]:
    """Where Ctrl and an arrow key would lead from a cell; ``direction`` begins with d, u, r or l."""
    down, right = _DIRECTIONS[direction[0].lower()]
    if down:
        line = {row for row, _ in filled(worksheet, Area(1, column, LAST_ROW, column))}
        return _end_in(line, row, down, LAST_ROW), column
    line = {column for _, column in filled(worksheet, Area(row, 1, row, LAST_COLUMN))}
    return row, _end_in(line, column, right, LAST_COLUMN)


def _end_in(line: set[int], place: int, step: int, last: int) -> int:
    """The end of a run of filled cells, else the next filled cell, else the edge of the sheet.

    >>> [_end_in({2, 3, 4, 9}, place, 1, 20) for place in (2, 4, 9)], _end_in({2, 3, 9}, 9, -1, 20)
    ([4, 9, 20], 3)
    """
    if {place, place + step} <= line:
        while place + step in line:
            place += step
        return place
    if step > 0:
        return min((one for one in line if one > place), default=last)
    return max((one for one in line if one < place), default=1)
