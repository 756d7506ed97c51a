"""Cell values between LibreOffice and Python. LibreOffice has numbers, texts and errors: what a number means, a date
or a truth, is in its number format."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from wipbook.hosts.libreoffice.bridge import struct
from wipbook.hosts.libreoffice.faults import NotOnThisHost
from wipbook.port.workbook import CellError, CellMoment

#: Flags of com.sun.star.util.NumberFormat.
MOMENT, LOGICAL = 2 | 4, 1024
#: LibreOffice's error numbers as Excel writes them; what Excel has no word for is #VALUE!, as in its export.
ERRORS = {503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
_ELAPSED = re.compile(r"\[([^\W\d_])\1*\]", re.IGNORECASE)
_YEAR = re.compile(r'(?:\[[^\]]*\]|"[^"]*"|\\.|[^\w\[\]"]|[YEGB])*', re.IGNORECASE)
Grid = list[list[Any]]


class NumberFormats:
    """The number formats of a document, and the day from which it counts (``day_zero``: 1899-12-30, or the first of
    January 1904). What one means is asked once: each question to the office costs a millisecond,
    and a format never changes its meaning."""

    def __init__(self, document: Any) -> None:
        self._formats = document.NumberFormats
        self._kinds: dict[int, int] = {}
        null = document.NullDate
        self.day_zero = dt.datetime(null.Year, null.Month, null.Day)

    def kind(self, cells: Any) -> int:
        """The flags of the number format of cells that share one."""
        key = cells.NumberFormat
        if key not in self._kinds:
            one = self._formats.getByKey(key)
            kind = int(one.Type)
            self._kinds[key] = kind & ~MOMENT if kind & MOMENT and is_number(str(one.FormatString)) else kind
        return self._kinds[key]

    def text(self, cells: Any) -> str:
        """The same in LibreOffice's words."""
        return str(self._formats.getByKey(cells.NumberFormat).FormatString)

    def key(self, code: str) -> int:
        """The key of a number format in English codes, made when the document has none such."""
        english = struct("lang.Locale", Language="en", Country="US")
        found = self._formats.queryKey(code, english, False)
        return int(found if found != -1 else self._formats.addNew(code, english))


def is_number(code: str) -> bool:
    """Whether a format that LibreOffice takes for a date or time shows how long something took, or a year alone: then
    the number is meant. The letters of the clock are those of the office's language, repeated in brackets.

    >>> [is_number(code) for code in ("[HH]:MM", "[TT]:MM", "YYYY", "HH:MM", "[RED]HH:MM", "YYYY-MM-DD")]
    [True, True, True, False, False, False]
    """
    return _ELAPSED.search(code) is not None or _YEAR.fullmatch(code) is not None


def read(cells: Any, formats: NumberFormats) -> Grid:
    """The values of a range: float, str, bool, datetime, CellError, None for a blank."""
    grid: Grid = [[None if value == "" else value for value in row] for row in _data(cells)]
    if any(isinstance(value, float) for row in grid for value in row):
        _read_meaning(cells, formats, grid)
    return grid


def _data(cells: Any) -> Iterator[list[Any]]:
    """Errors come as nothing, blanks as empty text."""
    for row, values in enumerate(cells.getDataArray()):
        yield [
            CellError(ERRORS.get(cells.getCellByPosition(column, row).getError(), "#VALUE!"))
            if value is None
            else value
            for column, value in enumerate(values)
        ]


def _read_meaning(cells: Any, formats: NumberFormats, grid: Grid) -> None:
    """Turn numbers into dates and truths by the formats of their cells, asked once for all cells that share one."""
    if cells.getPropertyState("NumberFormat").value != "AMBIGUOUS_VALUE":
        _mean(grid, formats, formats.kind(cells), (0, len(grid), 0, len(grid[0])))
        return
    corner = cells.RangeAddress
    shared = cells.getUniqueCellFormatRanges()
    for number in range(shared.Count):
        alike = shared.getByIndex(number)
        kind = formats.kind(alike)
        if kind & (MOMENT | LOGICAL):
            for area in alike.RangeAddresses:
                top, left = area.StartRow - corner.StartRow, area.StartColumn - corner.StartColumn
                bottom, right = area.EndRow - corner.StartRow, area.EndColumn - corner.StartColumn
                _mean(grid, formats, kind, (top, bottom + 1, left, right + 1))


def _mean(grid: Grid, formats: NumberFormats, kind: int, block: tuple[int, int, int, int]) -> None:
    """The same in a rectangle of the grid whose cells are of one kind."""
    if not kind & (MOMENT | LOGICAL):
        return
    top, bottom, left, right = block
    for row in grid[top:bottom]:
        for at in range(left, right):
            value = row[at]
            if isinstance(value, float):
                if kind & MOMENT:
                    row[at] = moment(value, formats.day_zero)
                elif value in (0.0, 1.0):
                    row[at] = bool(value)


def moment(serial: float, day_zero: dt.datetime) -> Any:
    """A serial number as the moment it means, to the microsecond; one before day zero or after 9999 stays a number."""
    try:
        return CellMoment.of(day_zero + dt.timedelta(microseconds=round(serial * 86_400_000_000)), serial)
    except OverflowError:
        return serial


def write(cells: Any, formats: NumberFormats, grid: Grid) -> None:
    """Set values; formats stay, but a date or a truth in a cell of no such format would show as a bare number."""
    cells.setDataArray(tuple(tuple(_office_value(value, formats.day_zero) for value in row) for row in grid))
    for at in range(len(grid[0])):
        for wanted, kind, code in ((dt.datetime, MOMENT, "YYYY-MM-DD"), (bool, LOGICAL, "BOOLEAN")):
            rows = [number for number, row in enumerate(grid) if isinstance(row[at], wanted)]
            if rows:
                _give_format(cells, formats, at, rows, kind, code)


def _give_format(cells: Any, formats: NumberFormats, at: int, rows: list[int], kind: int, code: str) -> None:
    column = cells.getCellRangeByPosition(at, rows[0], at, rows[-1])
    if column.getPropertyState("NumberFormat").value != "AMBIGUOUS_VALUE" and formats.kind(column) & kind:
        return
    for row in rows:
        cell = cells.getCellByPosition(at, row)
        if not formats.kind(cell) & kind:
            cell.NumberFormat = formats.key(code)


def _office_value(value: Any, day_zero: dt.datetime) -> float | str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return (value - day_zero) / dt.timedelta(days=1)
    if isinstance(value, CellError):
        raise NotOnThisHost(where="Range.value", found=f"the error {value.code}", expected="a value",
                            remedy="write a formula that comes to the error, such as =NA()")
    return value if isinstance(value, str) else float(value)
