"""Sheets, and the ways to name an area of one."""

from __future__ import annotations

from typing import Any, Generic, TypeVar, cast

from xlwings import base_classes

from wipbook.hosts.base.cells import CellRange
from wipbook.hosts.base.collection import Collection, One
from wipbook.hosts.base.several import several
from wipbook.hosts.base.unsupported import Refusing
from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, Area, parse_cell

Cells = TypeVar("Cells", bound=CellRange)


class Sheets(Collection[One], base_classes.Sheets):
    """The sheets of a book in tab order."""

    def __init__(self, book: Any) -> None:
        self._book = book


class Sheet(Refusing, base_classes.Sheet, Generic[Cells]):
    """A sheet, known by its name. An engine says which range lies over an area (``over``)."""

    book: Any

    def __init__(self, book: Any, name: str) -> None:
        self.book, self._name = book, name

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self._rename(value)

    def _rename(self, value: str) -> None:
        raise NotImplementedError

    @property
    def index(self) -> int:
        return int(self.book.sheet_names().index(self._name)) + 1

    @property
    def cells(self) -> Cells:
        return self.over(Area(1, 1, LAST_ROW, LAST_COLUMN))

    def over(self, area: Area) -> Cells:
        """The range over an area of this sheet."""
        raise NotImplementedError

    def range(self, arg1: Any, arg2: Any = None) -> Cells:
        """An area by what ``_area`` takes, and optionally its other corner; several with commas between them."""
        if isinstance(arg1, str) and "," in arg1 and arg2 is None:
            return cast(Cells, several(self._refuse, [self.over(self._area(one)) for one in arg1.split(",")]))
        first = self._area(arg1)
        if arg2 is None:
            return self.over(first)
        second = self._area(arg2)
        return self.over(
            Area(
                min(first.first_row, second.first_row), min(first.first_column, second.first_column),
                max(first.last_row, second.last_row), max(first.last_column, second.last_column),
            )
        )

    def _area(self, place: Any) -> Area:
        """The area of a range, of a pair of row and column (where xlwings slices, with height and width), of a text."""
        if isinstance(place, CellRange):
            return place.area
        if hasattr(place, "impl"):
            return self._area(place.impl)
        if isinstance(place, tuple):
            row, column, height, width = place if len(place) == 4 else (*place, 1, 1)
            if row < 1 or column < 1:
                raise IndexError("rows and columns count from 1")
            return Area(row, column, row + height - 1, column + width - 1)
        return self._area_of_text(str(place))

    def _area_of_text(self, text: str) -> Area:
        """An address, or whole rows or columns; ValueError for anything else."""
        left, colon, right = text.replace("$", "").partition(":")
        if colon and left.isdigit() and right.isdigit():
            return Area(int(left), 1, int(right), LAST_COLUMN)
        if colon and left.isalpha() and right.isalpha():
            return Area(1, parse_cell(left + "1")[1], LAST_ROW, parse_cell(right + "1")[1])
        return Area.parse(text)

    def clear_contents(self) -> None:
        self.used_range.clear_contents()
