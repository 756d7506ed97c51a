"""Sheets of the file engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from wipbook.hosts.file.engine.cells import FileRange
from wipbook.hosts.file.engine.name import FileNames
from wipbook.hosts.file.engine.table import FileTables
from wipbook.hosts.file.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, Area, parse_cell
from wipbook.ooxml.adopt import adopt_sheet
from wipbook.ooxml.sheet.sheet_parts import add_sheet
from wipbook.ooxml.sheet.worksheet import holds_content

if TYPE_CHECKING:
    from wipbook.hosts.file.engine.book import FileBook


@refuse_the_rest(base_classes.Sheets)
class FileSheets(base_classes.Sheets):
    """The sheets of a book in tab order."""

    def __init__(self, book: FileBook) -> None:
        self._book = book

    @property
    def active(self) -> FileSheet:
        known = self._book.workbook.sheets()
        name = self._book.active_sheet
        return FileSheet(self._book, name if name in known else known[0])

    def __call__(self, name_or_index: str | int) -> FileSheet:
        known = self._book.workbook.sheets()
        if isinstance(name_or_index, int):
            return FileSheet(self._book, known[name_or_index - 1])
        for name in known:
            if name.lower() == name_or_index.lower():
                return FileSheet(self._book, name)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._book.workbook.sheets())

    def __iter__(self) -> Iterator[FileSheet]:
        return (FileSheet(self._book, name) for name in self._book.workbook.sheets())

    def __contains__(self, name: object) -> bool:
        return str(name).lower() in (one.lower() for one in self._book.workbook.sheets())

    def add(
        self, before: FileSheet | None = None, after: FileSheet | None = None, name: str | None = None
    ) -> FileSheet:
        """A blank sheet before or after another, else before the active one."""
        known = self._book.workbook.sheets()
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


@refuse_the_rest(base_classes.Sheet)
class FileSheet(base_classes.Sheet):
    """A sheet, known by its name."""

    book: FileBook

    def __init__(self, book: FileBook, name: str) -> None:
        self.book, self._name = book, name

    @property
    def api(self) -> Any:
        refuse("Sheet.api", "use the members of xlwings; the native object exists in Excel only")

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        if value != self._name:
            refuse("Sheet.name", "rename the sheet in Excel, which adjusts the formulas that use it")

    @property
    def index(self) -> int:
        return self.book.workbook.sheets().index(self._name) + 1

    @property
    def names(self) -> FileNames:
        return FileNames(self.book, self.index - 1)

    @property
    def tables(self) -> FileTables:
        return FileTables(self)

    @property
    def cells(self) -> FileRange:
        return FileRange(self, Area(1, 1, LAST_ROW, LAST_COLUMN))

    @property
    def visible(self) -> bool:
        return self.book.workbook.is_visible(self._name)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.book.workbook.set_visible(self._name, bool(value))

    @property
    def used_range(self) -> FileRange:
        """The cells with content, from A1 on like Excel's; A1 for a blank sheet."""
        worksheet = self.book.workbook.document.worksheet(self._name)
        rows, columns = [1], [1]
        first_row, first_column = LAST_ROW, LAST_COLUMN
        for row, column, cell in worksheet.cells_in(Area(1, 1, LAST_ROW, LAST_COLUMN)):
            if holds_content(cell):
                rows.append(row)
                columns.append(column)
                first_row, first_column = min(first_row, row), min(first_column, column)
        if len(rows) == 1:
            first_row = first_column = 1
        return FileRange(self, Area(first_row, first_column, max(rows), max(columns)))

    def range(self, arg1: Any, arg2: Any = None) -> FileRange:
        """An area by address, defined name, (row, column) pair or range, and optionally its other corner."""
        first = self._area(arg1)
        if arg2 is None:
            return FileRange(self, first)
        second = self._area(arg2)
        return FileRange(
            self,
            Area(
                min(first.first_row, second.first_row),
                min(first.first_column, second.first_column),
                max(first.last_row, second.last_row),
                max(first.last_column, second.last_column),
            ),
        )

    def _area(self, place: Any) -> Area:
        if isinstance(place, FileRange):
            return place.area
        if hasattr(place, "impl"):
            return self._area(place.impl)
        if isinstance(place, tuple) and len(place) == 4:  # row, column, height, width: so xlwings slices
            row, column, height, width = place
            return Area(row, column, row + height - 1, column + width - 1)
        if isinstance(place, tuple):
            row, column = place
            if row < 1 or column < 1:
                raise IndexError("rows and columns count from 1")
            return Area(row, column, row, column)
        text = str(place)
        if ":" in text:
            left, right = text.replace("$", "").split(":", 1)
            if left.isdigit() and right.isdigit():
                return Area(int(left), 1, int(right), LAST_COLUMN)
            if left.isalpha() and right.isalpha():
                return Area(1, parse_cell(left + "1")[1], LAST_ROW, parse_cell(right + "1")[1])
        try:
            return Area.parse(text)
        except ValueError:
            if self.book.names.contains(text):
                found = self.book.names(text).refers_to_range
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

    def clear_contents(self) -> None:
        self.used_range.clear_contents()

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
