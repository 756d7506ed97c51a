"""A range of Excel's object model: values by their types, formulas, formats, hidden rows. What is documented of it:

- ``Value`` hands currency and accounting cells over as currency (four places) and days as dates, ``Value2`` neither
  (Range.Value2); errors are XlCVError numbers; a time of day alone is a number.
- Where rows are hidden, an array goes to the visible cells alone, its first element to each (xlwings issue 747).
- ``Formula`` puts an @ before what would spill, ``Formula2`` does not (Range.Formula2).
- What differs among cells is None: NumberFormat, MergeCells, EntireRow.Hidden.
"""

# ruff: noqa: N802, N803
from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from tests.excel_in_miniature.windows import ComError
from wipbook.hosts.file.engine.cells import FileRange
from wipbook.ooxml.address import LAST_COLUMN, Area
from wipbook.ooxml.sheet.cells import serial_of
from wipbook.port.tables import CellError, CellMoment

if TYPE_CHECKING:
    from tests.excel_in_miniature.sheets import Worksheet

ERRORS = {
    "#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036, "#N/A": 2042,
    "#SPILL!": 2045, "#FIELD!": 2049, "#CALC!": 2050,
}
MONEY = re.compile(r'[€$£]|"kr"')
SPILLS = re.compile(r"=(?:SEQUENCE|FILTER|UNIQUE|SORT)\(", re.IGNORECASE)


class Com:
    """An object in another process."""


class Range(Com):
    def __init__(self, sheet: Worksheet, *areas: Area) -> None:
        self.sheet, self.areas = sheet, areas
        self.area = areas[0]

    @property
    def file(self) -> FileRange:
        return self.sheet.file.over(self.area)

    def __call__(self, row: int, column: int) -> Range:
        return self.sheet.Cells(self.area.first_row + row - 1, self.area.first_column + column - 1)

    # place ------------------------------------------------------------------------------------------------------

    @property
    def Worksheet(self) -> Worksheet:
        return self.sheet

    @property
    def Row(self) -> int:
        return self.area.first_row

    @property
    def Column(self) -> int:
        return self.area.first_column

    @property
    def Rows(self) -> Lines:
        return Lines(self.sheet, self.area)

    @property
    def Columns(self) -> Lines:
        return Lines(self.sheet, Area(1, self.area.first_column, self.area.columns, self.area.last_column))

    @property
    def EntireRow(self) -> Lines:
        return Lines(self.sheet, self.area)

    @property
    def Hidden(self) -> bool | None:
        if self.area.columns < LAST_COLUMN:
            raise ComError("Unable to get the Hidden property of the Range class")
        return self.EntireRow.Hidden

    @property
    def Count(self) -> int:
        return self.area.rows * self.area.columns

    @property
    def Areas(self) -> list[Range]:
        return [Range(self.sheet, area) for area in self.areas]

    @property
    def Address(self) -> str:
        return self.GetAddress()

    def GetAddress(self, row: bool = True, column: bool = True, style: int = 1, external: bool = False) -> str:
        return str(self.file.get_address(row, column, external))

    # contents ---------------------------------------------------------------------------------------------------

    def _read(self) -> list[list[Any]]:
        return self.sheet.book.file.workbook.read_area(self.sheet.file.name, self.area)

    @property
    def Value(self) -> Any:
        money = self.sheet.money_in(self.area)
        rows = self._read()
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                row[c] = self._handed(value, (self.area.first_row + r, self.area.first_column + c) in money)
        return _variant(rows)

    @staticmethod
    def _handed(value: Any, money: bool) -> Any:
        if isinstance(value, CellError):
            return -2146828288 + ERRORS[value.code]
        if isinstance(value, dt.datetime):
            if value.year < 1900 or (isinstance(value, CellMoment) and value.serial < 1):
                return value.serial  # a time of day
            return dt.datetime(*value.timetuple()[:6], value.microsecond)
        if isinstance(value, float) and money:
            return Decimal(repr(value)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @property
    def Value2(self) -> Any:
        since = self.sheet.book.Date1904
        rows = [
            [serial_of(value, since) if isinstance(value, dt.datetime) else self._handed(value, False) for value in row]
            for row in self._read()
        ]
        return _variant(rows)

    @Value.setter
    def Value(self, data: Any) -> None:
        self.sheet.refuse_protected()
        shown = [row for row in range(self.area.first_row, self.area.last_row + 1) if row not in self.sheet.hidden]
        if len(shown) < self.area.rows and isinstance(data, list | tuple):
            first = data[0][0] if isinstance(data[0], list | tuple) else data[0]
            for row in shown:
                line = self.sheet.file.over(Area(row, self.area.first_column, row, self.area.last_column))
                line.raw_value = first
            return
        self.file.raw_value = data
        self.sheet.forget_texts(self.area)

    @property
    def Formula(self) -> Any:
        return self._texts()

    @Formula.setter
    def Formula(self, data: Any) -> None:
        self._put(data)
        for r in range(self.area.rows):
            for c in range(self.area.columns):
                text = data if isinstance(data, str) else data[r][c]
                if SPILLS.match(text):
                    at = self.area.first_row + r, self.area.first_column + c
                    self.sheet.texts[at] = "=@" + text[1:]

    @property
    def Formula2(self) -> Any:
        if not self.sheet.book.app.spills:
            raise AttributeError("Formula2")
        return self._texts()

    def _texts(self) -> Any:
        rows = [[self.sheet.texts.get((r, c)) or ("" if text is None else str(text))
                 for c, text in enumerate(row, self.area.first_column)]
                for r, row in enumerate(self.file._formulas(), self.area.first_row)]
        return _variant(rows)

    @Formula2.setter
    def Formula2(self, data: Any) -> None:
        if not self.sheet.book.app.spills:
            raise AssertionError("xlwings would try for ever: this Excel has no Formula2")
        self._put(data)

    def _put(self, data: Any) -> None:
        self.sheet.refuse_protected()
        if not isinstance(data, str) and any(row in self.sheet.hidden for row in self._numbers()):
            raise AssertionError("an array of formulas into hidden rows")
        self.sheet.forget_texts(self.area)
        self.file.formula = data

    def _numbers(self) -> range:
        return range(self.area.first_row, self.area.last_row + 1)

    def ClearContents(self) -> None:
        for row in self._numbers():
            if row not in self.sheet.hidden:
                self.sheet.file.over(Area(row, self.area.first_column, row, self.area.last_column)).clear_contents()

    # format and structure ---------------------------------------------------------------------------------------

    @property
    def NumberFormat(self) -> str | None:
        found = {self.sheet.file.over(area).number_format for area in self.areas}
        return found.pop() if len(found) == 1 else None

    @NumberFormat.setter
    def NumberFormat(self, code: str) -> None:
        for area in self.areas:
            self.sheet.file.over(area).number_format = code

    @property
    def MergeCells(self) -> bool | None:
        """False where nothing is merged, True where all is, None for a mixture."""
        merged = self.file._worksheet.merged()
        if not any(area.meets(self.area) for area in merged):
            return False
        inside = sum(
            any(one.holds(row, column) for one in merged) for row in self._numbers()
            for column in range(self.area.first_column, self.area.last_column + 1)
        )
        return True if inside == self.Count else None

    @property
    def MergeArea(self) -> Range:
        return Range(self.sheet, self.file.merge_area.area)

    def SpecialCells(self, kind: int) -> Range:
        assert kind == 12 and self.Count > 1, "of one cell Excel looks at the whole sheet"
        edge = self.area.first_column - 1
        parts = []
        for column in [*sorted(self.sheet.hidden_columns), self.area.last_column + 1]:
            if edge + 1 < column <= self.area.last_column + 1:
                parts.append((edge + 1, column - 1))
            edge = max(edge, column)
        runs: list[Area] = []
        for left, right in parts:
            for row in self._numbers():
                if row in self.sheet.hidden:
                    continue
                if runs and (runs[-1].last_row, runs[-1].first_column) == (row - 1, left):
                    runs[-1] = Area(runs[-1].first_row, left, row, right)
                else:
                    runs.append(Area(row, left, row, right))
        if not runs:
            raise ComError("No cells were found.")
        return Range(self.sheet, *runs)

    def Insert(self, Shift: int, CopyOrigin: Any = None) -> None:
        assert not self.sheet.FilterMode, "Excel refuses it in a filtered list"
        self.file.insert("down", "")
        by, at = self.area.rows, self.area.first_row
        self.sheet.hidden = {row + by * (row >= at) for row in self.sheet.hidden}

    def AutoFilter(self, Field: int, Criteria1: Any, Operator: int = 0, Criteria2: Any = None) -> None:
        self.sheet.filter_over(self.area).apply(Field, Criteria1, Operator, Criteria2)


class Lines(Com):
    """Rows or columns of a range."""

    def __init__(self, sheet: Worksheet, area: Area) -> None:
        self._sheet, self._area = sheet, area

    @property
    def Count(self) -> int:
        return self._area.rows

    @property
    def Hidden(self) -> bool | None:
        hidden = sum(self._area.first_row <= row <= self._area.last_row for row in self._sheet.hidden)
        return hidden > 0 if hidden in (0, self._area.rows) else None

    @Hidden.setter
    def Hidden(self, value: bool) -> None:
        rows = set(range(self._area.first_row, self._area.last_row + 1))
        self._sheet.hidden = self._sheet.hidden | rows if value else self._sheet.hidden - rows


def _variant(rows: list[list[Any]]) -> Any:
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else tuple(map(tuple, rows))
