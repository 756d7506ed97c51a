"""What Excel's own bridge hands over, by a range that answers as COM does (XlCVError, VT_CY, VT_R8)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from wipbook.hosts.excel.shown import alike, as_shown, from_stored, show_plainly, with_errors
from wipbook.ooxml.address import Area
from wipbook.port.workbook import CellError


class Cells:
    """A rectangle from A1 with a format per cell; several formats at once are None."""

    def __init__(self, codes: list[list[str | None]]) -> None:
        self.codes, self.asked = codes, 0

    @property
    def area(self) -> Area:
        return Area(1, 1, len(self.codes), len(self.codes[0]))

    def range(self, area: Area) -> Part:
        return Part(self, area)


class Part:
    def __init__(self, cells: Cells, area: Area) -> None:
        self._cells, self._area = cells, area
        self._columns = slice(area.first_column - 1, area.last_column)

    @property
    def _rows(self) -> list[list[str | None]]:
        return self._cells.codes[self._area.first_row - 1:self._area.last_row]

    @property
    def number_format(self) -> str | None:
        self._cells.asked += 1
        found = {code for row in self._rows for code in row[self._columns]}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, code: str) -> None:
        for row in self._rows:
            row[self._columns] = [code] * self._area.columns


def told(cells: Cells, **how: Any) -> list[list[str | None]]:
    grid: list[list[str | None]] = [[None] * cells.area.columns for _ in cells.codes]
    for part, code in alike(cells.range, cells.area, **how):
        for row in grid[part.first_row - 1:part.last_row]:
            row[part.first_column - 1:part.last_column] = [code] * part.columns
    return grid


@pytest.mark.parametrize("code, text", [
    (2000, "#NULL!"), (2007, "#DIV/0!"), (2015, "#VALUE!"), (2023, "#REF!"), (2029, "#NAME?"), (2036, "#NUM!"),
    (2042, "#N/A"), (2043, "#GETTING_DATA"), (2045, "#SPILL!"), (2049, "#FIELD!"), (2050, "#CALC!"),
    (2999, "#UNKNOWN!"),
])
def test_an_error_is_never_a_number(code: int, text: str) -> None:
    """pywin32 hands a VT_ERROR over as the signed SCODE 0x800A0000 + XlCVError."""
    scode = 0x800A0000 + code - (1 << 32)
    assert with_errors(scode) == CellError(text)
    assert with_errors(float(scode)) == float(scode)  # a number of a cell is a double


def test_formats_are_asked_for_by_columns_and_halves() -> None:
    cells = Cells([["General", "0%"] for _ in range(1000)])
    cells.codes[700][1] = "[h]:mm"
    assert told(cells) == cells.codes and cells.asked < 30
    same = Cells([["0.00"] * 4 for _ in range(1000)])
    assert told(same) == same.codes and same.asked == 1
    assert told(Cells([[None]])) == [[None]]  # a program that does not tell


def test_in_a_column_of_settings_only_the_numbers_are_asked_about() -> None:
    cells = Cells([["@"], ["0%"], ["@"], ["General"], ["General"], ["@"]])
    numbers = {2, 4, 5}
    found = told(cells, matters=lambda part: bool(numbers & set(range(part.first_row, part.last_row + 1))))
    assert found == [[None], ["0%"], [None], ["General"], ["General"], [None]]
    assert cells.asked == 3  # the whole, then two runs of numbers


def test_money_and_days_are_read_as_they_are_stored() -> None:
    """Range.Value gives currency cells as VT_CY, of four places, and days as VT_DATE; Range.Value2 as stored. In a book
    that counts from 1904 the number of a day is 1,462 less (Microsoft KB 214330), and the day is the same."""
    assert from_stored(Decimal("1.2346"), 1.23456789, False) == 1.23456789
    assert from_stored(Decimal("1.2346"), None, False) == 1.2346
    day = dt.datetime(2026, 3, 1)
    for since, number in ((False, 46082.0), (True, 46082.0 - 1462)):
        found = from_stored(day, number, since)
        assert found == day and found.serial == number  # type: ignore[attr-defined]
    assert from_stored("x", "x", True) == "x" and from_stored(2.5, 2.5, True) == 2.5


@pytest.mark.parametrize("value, code, expected", [
    (0.3125, "h:mm", dt.time(7, 30)),  # Excel hands a time of day over as a number
    (dt.datetime(1899, 12, 31, 7, 30), "[h]:mm", 0.3125),
    (dt.datetime(1905, 7, 18), "yyyy", 2026),
    (dt.datetime(2026, 3, 1), "yyyy-mm-dd", dt.datetime(2026, 3, 1)),
    (dt.datetime(2026, 3, 1), "", dt.datetime(2026, 3, 1)),
    (dt.datetime(2026, 3, 1), "PP.KK.VVVV", dt.datetime(2026, 3, 1)),  # a day in Finnish
    (0.22, "0%", 0.22), (True, "h:mm", True), ("x", "h:mm", "x"), (None, "h:mm", None),
])
def test_what_the_format_shows(value: Any, code: str, expected: object) -> None:
    found = as_shown(value, code)
    assert (found.time() if isinstance(expected, dt.time) else found) == expected  # type: ignore[attr-defined]


def test_a_number_is_a_day_since_1904_where_the_book_says_so() -> None:
    assert as_shown(44620.0, "yyyy-mm-dd", True) == dt.datetime(2026, 3, 1)
    assert as_shown(dt.datetime(1904, 1, 1, 7, 30), "[h]:mm", True) == 0.3125


def test_plain_numbers_take_the_percentage_away() -> None:
    cells = Cells([["0%"], ["0.00"], ["[h]:mm"]])
    show_plainly(cells.range, cells.area)
    assert cells.codes == [["General"], ["0.00"], ["General"]]
