"""Excel's AutoFilter: criteria by column, and the rows they hide when they are applied."""

# ruff: noqa: N802
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.excel_in_miniature.cells import Com, Range
from tests.excel_in_miniature.windows import ComError
from wipbook.ooxml.address import Area

if TYPE_CHECKING:
    from tests.excel_in_miniature.sheets import Worksheet


@dataclass
class Filter(Com):
    """One column. A criterion that Excel does not tell is ``untold``: reading it raises, as with groups of dates."""

    On: bool = False
    Operator: int = 0
    first: Any = None
    second: Any = None
    untold: bool = False

    @property
    def Criteria1(self) -> Any:
        if self.untold or not self.On:
            raise ComError("Application-defined or object-defined error", -2146827284)
        return self.first

    @property
    def Criteria2(self) -> Any:
        if self.second is None:
            raise ComError("Application-defined or object-defined error", -2146827284)
        return self.second

    def shows(self, value: object) -> bool:
        if not self.On:
            return True
        if self.Operator == 7:
            return any(_meets(value, one) for one in self.first)
        if self.second is None:
            return _meets(value, self.first)
        both = _meets(value, self.first), _meets(value, self.second)
        return all(both) if self.Operator == 1 else any(both)


class AutoFilter(Com):
    """Over the rows of ``cells``, the first of which are headers."""

    def __init__(self, sheet: Worksheet, cells: Any) -> None:
        self._sheet, self._cells = sheet, cells
        self.columns = [Filter() for _ in range(cells().columns)]
        self.hides: set[int] = set()
        self.refuses = False

    @property
    def area(self) -> Area:
        return self._cells()

    @property
    def Range(self) -> Range:
        return Range(self._sheet, self.area)

    @property
    def FilterMode(self) -> bool:
        return any(one.On for one in self.columns)

    @property
    def Filters(self) -> Filters:
        return Filters(self.columns)

    def ShowAllData(self) -> None:
        """Every row of the range is shown, those hidden by hand as well."""
        for one in self.columns:
            one.On = False
        self._sheet.hidden -= set(range(self.area.first_row, self.area.last_row + 1))
        self.hides = set()

    def apply(self, field: int, first: Any, operator: int, second: Any) -> None:
        if self.refuses:
            raise ComError("AutoFilter method of Range class failed")
        self.columns[field - 1] = Filter(True, operator, first, second)
        area = self.area
        body = Area(area.first_row + 1, area.first_column, area.last_row, area.last_column)
        rows = self._sheet.book.file.workbook.read_area(self._sheet.file.name, body)
        self._sheet.hidden -= self.hides
        self.hides = {
            body.first_row + at for at, row in enumerate(rows)
            if not all(one.shows(value) for one, value in zip(self.columns, row, strict=True))
        }
        self._sheet.hidden |= self.hides


class Filters(Com):
    def __init__(self, columns: list[Filter]) -> None:
        self._columns = columns

    @property
    def Count(self) -> int:
        return len(self._columns)

    def __call__(self, number: int) -> Filter:
        return self._columns[number - 1]


def _meets(value: object, criterion: str) -> bool:
    for sign in (">=", "<=", "<>", ">", "<", "="):
        if str(criterion).startswith(sign):
            wanted = str(criterion)[len(sign):]
            if sign in ("=", "<>"):
                said = "" if value is None else f"{value:g}" if isinstance(value, int | float) else str(value)
                return (said.lower() == wanted.lower()) is (sign == "=")
            if not isinstance(value, int | float):
                return False
            number = float(wanted)
            return {">=": value >= number, "<=": value <= number, ">": value > number, "<": value < number}[sign]
    return str(value) == criterion
