"""What Excel's own bridge hands over, by a range that answers as COM does (XlCVError, VT_CY, VT_R8)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from wipbook.hosts.excel.shown import as_shown, exact, formats_of, show_plainly, with_errors
from wipbook.port.workbook import CellError


class Cells:
    """A rectangle with a format per cell; a question about several formats at once is answered with None."""

    def __init__(self, codes: list[list[str | None]], asked: list[int] | None = None) -> None:
        self.codes, self.asked = codes, [0] if asked is None else asked

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.codes), len(self.codes[0])

    def __getitem__(self, key: tuple[slice, slice]) -> Part:
        return Part(self, *key)


class Part:
    def __init__(self, cells: Cells, rows: slice, columns: slice) -> None:
        self._cells, self._rows, self._columns = cells, rows, columns

    @property
    def number_format(self) -> str | None:
        self._cells.asked[0] += 1
        found = {code for row in self._cells.codes[self._rows] for code in row[self._columns]}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, code: str) -> None:
        for row in self._cells.codes[self._rows]:
            row[self._columns] = [code] * len(row[self._columns])


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


def test_formats_are_asked_for_by_halves() -> None:
    cells = Cells([["General", "0%"] for _ in range(1000)])
    cells.codes[700][1] = "[h]:mm"
    found = formats_of(cells)
    assert found == cells.codes and cells.asked[0] < 30
    alike = Cells([["0.00"] * 5 for _ in range(1000)])
    assert formats_of(alike)[999][4] == "0.00" and alike.asked[0] == 1
    assert formats_of(Cells([[None]])) == [[""]]  # a program that does not tell


def test_money_is_read_as_it_is_stored() -> None:
    """Range.Value gives currency cells as VT_CY, of four places; Range.Value2 as stored."""
    money = SimpleNamespace(api=SimpleNamespace(Value2=((1.23456789, "x"), (2.5, None))))
    assert exact(money, [[Decimal("1.2346"), "x"], [2.5, None]]) == [[1.23456789, "x"], [2.5, None]]
    assert exact(object(), [[Decimal("1.2346")]]) == [[1.2346]]


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


def test_plain_numbers_take_the_percentage_away() -> None:
    cells = Cells([["0%"], ["0.00"], ["[h]:mm"]])
    show_plainly(cells)
    assert cells.codes == [["General"], ["0.00"], ["General"]]
