"""Tables: LibreOffice keeps those of an Excel workbook as database ranges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from wipbook.hosts.libreoffice.bridge import struct, uno
from wipbook.hosts.libreoffice.engine.protection import writable
from wipbook.hosts.libreoffice.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml.address import Area

if TYPE_CHECKING:
    from wipbook.hosts.libreoffice.engine.cells import OfficeRange
    from wipbook.hosts.libreoffice.engine.sheet import OfficeSheet


@dataclass(frozen=True)
class Place:
    """Where a table is, header and totals rows included, and whether it has a totals row."""

    sheet: str
    area: Area
    totals: bool


@refuse_the_rest(base_classes.Tables)
class OfficeTables(base_classes.Tables):
    """The tables of a sheet."""

    parent: OfficeSheet

    def __init__(self, sheet: OfficeSheet) -> None:
        self.parent = sheet

    def _list(self) -> list[OfficeTable]:
        places = self.parent.book.tables()
        return [OfficeTable(self.parent, name) for name, place in places.items() if place.sheet == self.parent.name]

    def __call__(self, name_or_index: str | int) -> OfficeTable:
        if isinstance(name_or_index, int):
            return self._list()[name_or_index - 1]
        for table in self._list():
            if table.name.lower() == name_or_index.lower():
                return table
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._list())

    def __iter__(self) -> Iterator[OfficeTable]:
        return iter(self._list())

    def __contains__(self, name: object) -> bool:
        return any(table.name.lower() == str(name).lower() for table in self._list())


@refuse_the_rest(base_classes.Table)
class OfficeTable(base_classes.Table):
    """A table, known by its name. Tables without a header row cannot be told apart and are taken to have one."""

    parent: OfficeSheet

    def __init__(self, sheet: OfficeSheet, name: str) -> None:
        self.parent, self._name = sheet, name

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        if value != self._name:
            refuse("Table.name")

    display_name = name

    @property
    def _area(self) -> Area:
        return self.parent.book.tables()[self._name].area

    def _rows(self, first: int, last: int) -> OfficeRange:
        area = self._area
        return self.parent.over(Area(first, area.first_column, last, area.last_column))

    @property
    def range(self) -> OfficeRange:
        return self.parent.over(self._area)

    @property
    def header_row_range(self) -> OfficeRange:
        return self._rows(self._area.first_row, self._area.first_row)

    @property
    def data_body_range(self) -> OfficeRange:
        return self._rows(self._area.first_row + 1, self._area.last_row - self.show_totals)

    @property
    def totals_row_range(self) -> OfficeRange | None:
        return self._rows(self._area.last_row, self._area.last_row) if self.show_totals else None

    @property
    def insert_row_range(self) -> None:
        """Always None: a table in LibreOffice has at least one row."""

    @property
    def show_headers(self) -> bool:
        return True

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        if not value:
            refuse("Table.show_headers")

    @property
    def show_totals(self) -> bool:
        return self.parent.book.tables()[self._name].totals

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        if value != self.show_totals:
            refuse("Table.show_totals")

    def resize(self, range: Any) -> None:
        """Cover another area with the same header row. New rows take the formats of the row above them, validations
        and conditional formats with them; their contents are for the caller to write."""
        old, new = self._area, range.impl.area
        native = self.parent.book.document.DatabaseRanges.getByName(self._name)
        place = native.DataArea
        native.setDataArea(
            struct("table.CellRangeAddress", Sheet=place.Sheet, StartColumn=new.first_column - 1,
                   StartRow=new.first_row - 1, EndColumn=new.last_column - 1, EndRow=new.last_row - 1)
        )
        self.parent.book.forget()
        if new.last_row > old.last_row > old.first_row:
            grown = self.parent.over(Area(old.last_row, old.first_column, new.last_row, old.last_column)).cells_of()
            with writable(self.parent.native):
                grown.fillAuto(uno().Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM"), 1)
