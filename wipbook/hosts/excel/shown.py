"""What cells of a workbook that a program has open say: its number formats decide, not what the bridge hands over.

Excel hands a cell with a time of day over as a bare number, one with a currency format as a decimal of four places, and
an error that the bridge has no word for as a number such as -2146826243.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from wipbook.ooxml.sheet.cells import ERRORS, moment_of, serial_of
from wipbook.ooxml.sheet.number_format import Shown, shown_as
from wipbook.port.workbook import CellError, CellMoment

_SCODE = -2146828288
"""0x800A0000: an error value of Excel is this and its number (XlCVError)."""
_NUMBERED = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!",
    2050: "#CALC!",
}


def with_errors(value: object) -> object:
    """A value with errors as ``CellError``. Numbers of cells are floats; a whole number among Excel's codes is one.

    >>> with_errors(-2146826243), with_errors("#N/A"), with_errors(-2146826243.0)
    (CellError(code='#SPILL!'), CellError(code='#N/A'), -2146826243.0)
    """
    if isinstance(value, str):
        return CellError(value) if value in ERRORS else value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value - _SCODE <= 0xFFFF:
        return CellError(_NUMBERED.get(value - _SCODE, "#UNKNOWN!"))
    return value


def exact(cells: Any, rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """``rows``, the values of ``cells``, with money as it is stored, not to the four places of Excel's currency."""
    found = [list(row) for row in rows]
    if not any(isinstance(value, Decimal) for row in found for value in row):
        return found
    try:
        stored = cells.api.Value2
    except (AttributeError, NotImplementedError):
        stored = None
    if len(found) == len(found[0]) == 1 and stored is not None:
        stored = ((stored,),)
    for at, row in enumerate(found):
        for number, value in enumerate(row):
            if isinstance(value, Decimal):
                row[number] = float(value) if stored is None else stored[at][number]
    return found


def formats_of(cells: Any) -> list[list[str]]:
    """The number format of each cell of a range, row by row, "" where the program does not tell; few questions where
    formats are alike."""
    rows, columns = cells.shape
    grid = [[""] * columns for _ in range(rows)]
    for top, left, bottom, right, code in _alike(cells, (0, 0, rows, columns)):
        for row in grid[top:bottom]:
            row[left:right] = [code] * (right - left)
    return grid


def as_shown(value: object, code: str) -> object:
    """A number as the day or time of day that its format shows, and a moment as the number where it shows none.

    >>> as_shown(0.3125, "h:mm").time(), as_shown(dt.datetime(1899, 12, 31, 7, 30), "[h]:mm")
    (datetime.time(7, 30), 0.3125)
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and shown_as(code) is Shown.DATE:
        moment = moment_of(float(value))
        return CellMoment.of(moment, float(value)) if isinstance(moment, dt.datetime) else value
    # a format in the words of another language may show a day that we do not see: a moment stays one otherwise
    if isinstance(value, dt.datetime) and (shown_as(code) is Shown.ELAPSED or _shows_years(code)):
        return value.serial if isinstance(value, CellMoment) else serial_of(value)
    return value


def _shows_years(code: str) -> bool:
    letters = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.|[^a-z]', "", code.lower())
    return set(letters) == {"y"}


def showing(kind: Shown, codes: Sequence[str], values: Sequence[object]) -> list[int]:
    """The cells of a column whose format makes this of a number, and which hold a number or nothing.

    >>> showing(Shown.PERCENT, ["0%", "0%", "0%", "0.00"], [0.22, None, "x", 0.5])
    [0, 1]
    """
    return [
        at for at, (code, value) in enumerate(zip(codes, values, strict=True))
        if shown_as(code) is kind
        and (value is None or (isinstance(value, int | float) and not isinstance(value, bool)))
    ]


def show_plainly(cells: Any) -> None:
    """Take formats away that show numbers as percentages or elapsed times."""
    rows, columns = cells.shape
    for top, left, bottom, right, code in list(_alike(cells, (0, 0, rows, columns))):
        if shown_as(code) in (Shown.PERCENT, Shown.ELAPSED):
            cells[top:bottom, left:right].number_format = "General"


Block = tuple[int, int, int, int]


def _alike(cells: Any, block: Block) -> Iterator[tuple[int, int, int, int, str]]:
    """Blocks (top, left, bottom, right, 0-based, ends excluded) of cells that share a format, and its code. Columns
    come first: a column nearly always has one format."""
    top, left, bottom, right = block
    code = cells[top:bottom, left:right].number_format
    if isinstance(code, str) and code:
        yield top, left, bottom, right, code
    elif right - left > 1:
        middle = (left + right) // 2
        yield from _alike(cells, (top, left, bottom, middle))
        yield from _alike(cells, (top, middle, bottom, right))
    elif bottom - top > 1:
        middle = (top + bottom) // 2
        yield from _alike(cells, (top, left, middle, right))
        yield from _alike(cells, (middle, left, bottom, right))
