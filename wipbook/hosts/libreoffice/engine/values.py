"""Cell values between LibreOffice and Python. LibreOffice has numbers, texts and errors: what a number means, a date
or a truth, is in its number format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from wipbook.hosts.libreoffice.bridge import struct
from wipbook.hosts.libreoffice.faults import NotOnThisHost
from wipbook.port.workbook import CellError

DAY_ZERO = dt.datetime(1899, 12, 30)
#: Flags of com.sun.star.util.NumberFormat.
MOMENT, LOGICAL = 2 | 4, 1024
#: LibreOffice's error numbers as Excel writes them; what Excel has no word for is #VALUE!, as in its export.
ERRORS = {503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
Grid = list[list[Any]]


def read(cells: Any, document: Any) -> Grid:
    """The values of a range: float, str, bool, datetime, CellError, None for a blank."""
    grid: Grid = [[None if value == "" else value for value in row] for row in _data(cells)]
    numbers = [any(isinstance(row[at], float) for row in grid) for at in range(len(grid[0]))]
    for at, some in enumerate(numbers):
        if some:
            _read_meaning(cells.getCellRangeByPosition(at, 0, at, len(grid) - 1), document, grid, at)
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


def _read_meaning(column: Any, document: Any, grid: Grid, at: int, first: int = 0) -> None:
    """Turn numbers into dates and truths; halves of a column whose formats differ are looked at by themselves."""
    rows = column.Rows.Count
    if rows > 1 and column.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
        half = rows // 2
        _read_meaning(column.getCellRangeByPosition(0, 0, 0, half - 1), document, grid, at, first)
        _read_meaning(column.getCellRangeByPosition(0, half, 0, rows - 1), document, grid, at, first + half)
        return
    kind = format_kind(document, column)
    if not kind & (MOMENT | LOGICAL):
        return
    for row in grid[first : first + rows]:
        if isinstance(row[at], float):
            if kind & MOMENT:
                row[at] = moment(row[at])
            elif row[at] in (0.0, 1.0):
                row[at] = bool(row[at])


def format_kind(document: Any, cells: Any) -> int:
    """The flags of the number format of cells that share one."""
    return int(document.NumberFormats.getByKey(cells.NumberFormat).Type)


def moment(serial: float) -> Any:
    """A serial number as the moment it means, to the microsecond; one before day zero or after 9999 stays a number."""
    try:
        return DAY_ZERO + dt.timedelta(microseconds=round(serial * 86_400_000_000))
    except OverflowError:
        return serial


def write(cells: Any, document: Any, grid: Grid) -> None:
    """Set values; formats stay, but a date or a truth in a cell of no such format would show as a bare number."""
    cells.setDataArray(tuple(tuple(_office_value(value) for value in row) for row in grid))
    for at in range(len(grid[0])):
        for wanted, kind, code in ((dt.datetime, MOMENT, "YYYY-MM-DD"), (bool, LOGICAL, "BOOLEAN")):
            rows = [number for number, row in enumerate(grid) if isinstance(row[at], wanted)]
            if rows:
                _give_format(cells, document, at, rows, kind, code)


def _give_format(cells: Any, document: Any, at: int, rows: list[int], kind: int, code: str) -> None:
    column = cells.getCellRangeByPosition(at, rows[0], at, rows[-1])
    if column.getPropertyState("NumberFormat").value != "AMBIGUOUS_VALUE" and format_kind(document, column) & kind:
        return
    for row in rows:
        cell = cells.getCellByPosition(at, row)
        if not format_kind(document, cell) & kind:
            cell.NumberFormat = format_key(document, code)


def format_key(document: Any, code: str) -> int:
    """The key of a number format in English codes, made when the document has none such."""
    english, formats = struct("lang.Locale", Language="en", Country="US"), document.NumberFormats
    key = formats.queryKey(code, english, False)
    return int(key if key != -1 else formats.addNew(code, english))


def _office_value(value: Any) -> float | str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return (value - DAY_ZERO) / dt.timedelta(days=1)
    if isinstance(value, CellError):
        raise NotOnThisHost(where="Range.value", found=f"the error {value.code}", expected="a value",
                            remedy="write a formula that comes to the error, such as =NA()")
    return value if isinstance(value, str) else float(value)
