"""Sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wipbook.hosts.base.sheet import Sheet, Sheets
from wipbook.hosts.libreoffice.engine.cells import OfficeRange
from wipbook.hosts.libreoffice.engine.name import OfficeNames
from wipbook.hosts.libreoffice.engine.table import OfficeTables
from wipbook.hosts.libreoffice.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, Area

if TYPE_CHECKING:
    from wipbook.hosts.libreoffice.engine.book import OfficeBook


@refuse_the_rest
class OfficeSheets(Sheets["OfficeSheet"]):
    """The sheets of a book in tab order; the active one is that of its window."""

    _book: OfficeBook

    def _list(self) -> list[OfficeSheet]:
        return [OfficeSheet(self._book, name) for name in self._book.sheet_names()]

    @property
    def active(self) -> OfficeSheet:
        controller = self._book.document.getCurrentController()
        return OfficeSheet(self._book, controller.getActiveSheet().Name if controller else self._book.sheet_names()[0])


@refuse_the_rest
class OfficeSheet(Sheet[OfficeRange]):
    """A sheet, known by its name."""

    book: OfficeBook

    @property
    def native(self) -> Any:
        """LibreOffice's own sheet."""
        return self.book.native_sheet(self._name)

    def _rename(self, value: str) -> None:
        self.native.Name, self._name = value, value
        self.book.forget()

    @property
    def names(self) -> OfficeNames:
        refuse("Sheet.names", "use the names of the book")

    @property
    def tables(self) -> OfficeTables:
        return OfficeTables(self)

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

    def activate(self) -> None:
        controller = self.book.document.getCurrentController()
        if controller is not None:
            self.book.app.when_shown(lambda: controller.setActiveSheet(self.native))

    select = activate

    def delete(self) -> None:
        self.book.document.Sheets.removeByName(self._name)
        self.book.forget()

    def copy(self, before: OfficeSheet | None, after: OfficeSheet | None) -> None:
        """Bring this sheet into another document, with its tables; its formulas then speak of the sheets there."""
        target = (before or after).book  # type: ignore[union-attr]
        if target is self.book:
            refuse("Sheet.copy within a book")
        target.take_in(self, before.index - 1 if before else after.index if after else 0)
