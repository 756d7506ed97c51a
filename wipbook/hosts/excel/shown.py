"""What cells of a workbook that a program has open say: its number formats decide, not what the bridge hands over.

Excel hands a cell with a time of day over as a bare number, one with a currency format as a decimal of four places, and
an error that the bridge has no word for as a number such as -2146826243.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from wipbook.ooxml.address import Area
from wipbook.ooxml.sheet.cells import ERRORS, moment_of, serial_of
from wipbook.ooxml.sheet.number_format import Shown, shown_as
from wipbook.port.workbook import CellError, CellMoment

RangeOf = Callable[[Area], Any]
"""The xlwings range over an area of a sheet."""
_TOGETHER = 4
"""Columns that may well have one format."""
_FEW = 12
"""Runs of cells that are asked about one by one."""
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


def from_stored(value: object, stored: object, date1904: bool) -> object:
    """A value as Excel hands it over, by the number that is ``stored`` (Range.Value2): money to its last digit, and a
    day as the moment and the number behind it.

    >>> from_stored(Decimal("1.2346"), 1.23456789, False), from_stored("x", "x", False)
    (1.23456789, 'x')
    >>> from_stored(dt.datetime(2026, 3, 1), 44620.0, True).isoformat()
    '2026-03-01T00:00:00'
    """
    if not isinstance(value, Decimal | dt.datetime) or not isinstance(stored, int | float):
        return float(value) if isinstance(value, Decimal) else value
    if isinstance(value, Decimal):
        return float(stored)
    moment = moment_of(float(stored), date1904)
    return CellMoment.of(moment, float(stored)) if isinstance(moment, dt.datetime) else float(stored)


def as_shown(value: object, code: str, date1904: bool = False) -> object:
    """A number as the day or time of day that its format shows, and a moment as the number where it shows none.
    ``date1904``: bare numbers count days from 1904.

    >>> as_shown(0.3125, "h:mm").time(), as_shown(dt.datetime(1899, 12, 31, 7, 30), "[h]:mm")
    (datetime.time(7, 30), 0.3125)
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and shown_as(code) is Shown.DATE:
        moment = moment_of(float(value), date1904)
        return CellMoment.of(moment, float(value)) if isinstance(moment, dt.datetime) else value
    # a format in the words of another language may show a day that we do not see: a moment stays one otherwise
    if isinstance(value, dt.datetime) and (shown_as(code) is Shown.ELAPSED or _shows_years(code)):
        return value.serial if isinstance(value, CellMoment) else serial_of(value, date1904)
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


def show_plainly(range_of: RangeOf, area: Area) -> None:
    """Take formats away that show numbers as percentages or elapsed times."""
    for part, code in list(alike(range_of, area)):
        if shown_as(code) in (Shown.PERCENT, Shown.ELAPSED):
            range_of(part).number_format = "General"


def alike(
    range_of: RangeOf, area: Area, matters: Callable[[Area], bool] = lambda part: True
) -> Iterator[tuple[Area, str]]:
    """Parts of an area whose cells share a format, and its code. Columns come first: a column nearly always has one
    format. Nothing for cells whose format the program does not tell, and for parts that do not matter."""
    if not matters(area):
        return
    code = range_of(area).number_format if area.columns <= _TOGETHER else None
    if isinstance(code, str) and code:
        yield area, code
    elif area.columns > 1:
        for column in range(area.first_column, area.last_column + 1):
            yield from alike(range_of, Area(area.first_row, column, area.last_row, column), matters)
    elif area.rows > 1:
        for first, last in _parts(area, matters):
            yield from alike(range_of, Area(first, area.first_column, last, area.last_column), matters)


def _parts(column: Area, matters: Callable[[Area], bool]) -> list[tuple[int, int]]:
    """The rows of a column of several formats, parted for the next questions: where few runs of cells matter, as in a
    column of settings, those runs, else its halves."""
    runs: list[tuple[int, int]] = []
    for row in range(column.first_row, column.last_row + 1):
        if not matters(Area(row, column.first_column, row, column.first_column)):
            continue
        if runs and runs[-1][1] == row - 1:
            runs[-1] = runs[-1][0], row
        else:
            runs.append((row, row))
        if len(runs) > _FEW:
            break
    if len(runs) <= _FEW and runs != [(column.first_row, column.last_row)]:
        return runs
    middle = (column.first_row + column.last_row) // 2
    return [(column.first_row, middle), (middle + 1, column.last_row)]
