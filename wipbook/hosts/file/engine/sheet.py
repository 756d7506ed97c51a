"""Sheets of the file engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wipbook.hosts.base.sheet import Sheet, Sheets
from wipbook.hosts.file.engine.cells import FileRange
from wipbook.hosts.file.engine.name import FileNames
from wipbook.hosts.file.engine.regions import used
from wipbook.hosts.file.engine.table import FileTables
from wipbook.hosts.file.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml.address import Area
from wipbook.ooxml.adoption.adopt_sheet import adopt_sheet
from wipbook.ooxml.sheet.sheet_parts import add_sheet

if TYPE_CHECKING:
    from wipbook.hosts.file.engine.book import FileBook


@refuse_the_rest
class FileSheets(Sheets["FileSheet"]):
    """The sheets of a book in tab order; the active one is known to the engine, not to the file."""

    _book: FileBook

    def _list(self) -> list[FileSheet]:
        return [FileSheet(self._book, name) for name in self._book.sheet_names()]

    @property
    def active(self) -> FileSheet:
        known = self._book.sheet_names()
        name = self._book.active_sheet
        return FileSheet(self._book, name if name in known else known[0])

    def add(
        self, before: FileSheet | None = None, after: FileSheet | None = None, name: str | None = None
    ) -> FileSheet:
        """A blank sheet before or after another, else before the active one."""
        known = self._book.sheet_names()
        if not name:
            number = 1
            while f"Sheet{number}".lower() in (one.lower() for one in known):
                number += 1
            name = f"Sheet{number}"
        place = before or (None if after else self.active)
        index = place.index - 1 if place is not None else after.index if after else 0
        add_sheet(self._book.workbook.document, name, index)
        self._book.active_sheet = name
        return FileSheet(self._book, name)


@refuse_the_rest
class FileSheet(Sheet[FileRange]):
    """A sheet, known by its name."""

    book: FileBook

    @property
    def api(self) -> Any:
        refuse("Sheet.api", "use the members of xlwings; the native object exists in Excel only")

    def _rename(self, value: str) -> None:
        if value != self._name:
            refuse("Sheet.name", "rename the sheet in Excel, which adjusts the formulas that use it")

    @property
    def names(self) -> FileNames:
        return FileNames(self.book, self.index - 1)

    @property
    def tables(self) -> FileTables:
        return FileTables(self)

    def over(self, area: Area) -> FileRange:
        return FileRange(self, area)

    @property
    def visible(self) -> bool:
        return self.book.workbook.is_visible(self._name)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.book.workbook.set_visible(self._name, bool(value))

    @property
    def used_range(self) -> FileRange:
        """The cells with content, as Excel has it; A1 for a blank sheet."""
        return FileRange(self, used(self.book.workbook.document.worksheet(self._name)))

    def _area_of_text(self, text: str) -> Area:
        """An address, whole rows or columns, a defined name, or a table."""
        try:
            return super()._area_of_text(text)
        except ValueError:
            if self.book.names.contains(text):
                found: FileRange = self.book.names(text).refers_to_range
                if found.sheet.name == self._name:
                    return found.area
            for table in self.tables:
                if table.name.lower() == text.lower():
                    return table.data_body_range.area
            raise

    def activate(self) -> None:
        """Make it the sheet that ``book.sheets.active`` gives; the file keeps its own active sheet."""
        self.book.active_sheet = self._name

    select = activate

    def copy(self, before: FileSheet | None, after: FileSheet | None) -> None:
        """Bring this sheet into another workbook file, at the place it has in this one."""
        target = (before or after).book  # type: ignore[union-attr]
        source = self.book.workbook
        if target is self.book or source.changed:
            refuse(
                "Sheet.copy within a book, or from a book with unsaved changes",
                "copy from a saved workbook, such as the template, into another one",
            )
        adopt_sheet(target.workbook.document, source.document.path, self._name)
