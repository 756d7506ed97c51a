"""Sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from wipbook.hosts.libreoffice.engine.cells import OfficeRange
from wipbook.hosts.libreoffice.engine.name import OfficeNames
from wipbook.hosts.libreoffice.engine.table import OfficeTables
from wipbook.hosts.libreoffice.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, Area

if TYPE_CHECKING:
    from wipbook.hosts.libreoffice.engine.book import OfficeBook


@refuse_the_rest(base_classes.Sheets)
class OfficeSheets(base_classes.Sheets):
    """The sheets of a book in tab order."""

    def __init__(self, book: OfficeBook) -> None:
        self._book = book

    @property
    def active(self) -> OfficeSheet:
        controller = self._book.document.getCurrentController()
        return OfficeSheet(self._book, controller.getActiveSheet().Name if controller else self._book.sheet_names()[0])

    def __call__(self, name_or_index: str | int) -> OfficeSheet:
        known = self._book.sheet_names()
        if isinstance(name_or_index, int):
            return OfficeSheet(self._book, known[name_or_index - 1])
        for name in known:
            if name.lower() == name_or_index.lower():
                return OfficeSheet(self._book, name)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._book.sheet_names())

    def __iter__(self) -> Iterator[OfficeSheet]:
        return (OfficeSheet(self._book, name) for name in self._book.sheet_names())

    def __contains__(self, name: object) -> bool:
        return str(name).lower() in (one.lower() for one in self._book.sheet_names())


@refuse_the_rest(base_classes.Sheet)
class OfficeSheet(base_classes.Sheet):
    """A sheet, known by its name."""

    book: OfficeBook

    def __init__(self, book: OfficeBook, name: str) -> None:
        self.book, self._name = book, name

    @property
    def native(self) -> Any:
        """LibreOffice's own sheet."""
        return self.book.native_sheet(self._name)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.native.Name, self._name = value, value
        self.book.forget()

    @property
    def index(self) -> int:
        return self.book.sheet_names().index(self._name) + 1

    @property
    def names(self) -> OfficeNames:
        refuse("Sheet.names", "use the names of the book")

    @property
    def tables(self) -> OfficeTables:
        return OfficeTables(self)

    @property
    def cells(self) -> OfficeRange:
        return self.over(Area(1, 1, LAST_ROW, LAST_COLUMN))

    @property
    def visible(self) -> bool:
        return bool(self.native.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.native.IsVisible = bool(value)

    @property
    def used_range(self) -> OfficeRange:
        """From A1 to the last cell with content or a format of its own."""
        cursor = self.native.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return self.over(Area(1, 1, cursor.RangeAddress.EndRow + 1, cursor.RangeAddress.EndColumn + 1))

    def over(self, area: Area) -> OfficeRange:
        """The range over an area of this sheet."""
        if not (1 <= area.first_row <= area.last_row <= LAST_ROW):
            raise IndexError(f"rows {area.first_row} to {area.last_row} lie outside the sheet")
        if not (1 <= area.first_column <= area.last_column <= LAST_COLUMN):
            raise IndexError(f"columns {area.first_column} to {area.last_column} lie outside the sheet")
        return OfficeRange(self, area)

    @staticmethod
    def area_of(place: Any) -> Area:
        """An address as LibreOffice gives it, as an area."""
        return Area(place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)

    def range(self, arg1: Any, arg2: Any = None) -> OfficeRange:
        """An area by address, (row, column) pair or range, and optionally its other corner."""
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
        if isinstance(place, OfficeRange):
            return place.area
        if hasattr(place, "impl"):
            return self._area(place.impl)
        if isinstance(place, tuple):  # row and column, and where xlwings slices, height and width
            row, column, height, width = place if len(place) == 4 else (*place, 1, 1)
            return Area(row, column, row + height - 1, column + width - 1)
        return Area.parse(str(place))

    def activate(self) -> None:
        controller = self.book.document.getCurrentController()
        if controller is not None:
            controller.setActiveSheet(self.native)

    select = activate

    def clear_contents(self) -> None:
        self.used_range.clear_contents()

    def delete(self) -> None:
        self.book.document.Sheets.removeByName(self._name)
        self.book.forget()

    def copy(self, before: OfficeSheet | None, after: OfficeSheet | None) -> None:
        """Bring this sheet into another document, with its tables; its formulas then speak of the sheets there."""
        target = (before or after).book  # type: ignore[union-attr]
        if target is self.book:
            refuse("Sheet.copy within a book")
        target.take_in(self, before.index - 1 if before else after.index if after else 0)
