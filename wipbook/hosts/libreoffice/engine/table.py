"""Tables: LibreOffice keeps those of an Excel workbook as database ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wipbook.hosts.base.table import Table, Tables
from wipbook.hosts.libreoffice.bridge import struct, uno
from wipbook.hosts.libreoffice.engine.cells import OfficeRange
from wipbook.hosts.libreoffice.engine.protection import writable
from wipbook.hosts.libreoffice.engine.unsupported import refuse_the_rest
from wipbook.ooxml.address import Area

if TYPE_CHECKING:
    from wipbook.hosts.libreoffice.engine.sheet import OfficeSheet


@dataclass(frozen=True)
class Place:
    """Where a table is, header and totals rows included, and whether it has a totals row."""

    sheet: str
    area: Area
    totals: bool


@refuse_the_rest
class OfficeTables(Tables["OfficeTable"]):
    """The tables of a sheet."""

    parent: OfficeSheet

    def _list(self) -> list[OfficeTable]:
        places = self.parent.book.tables()
        return [OfficeTable(self.parent, name) for name, place in places.items() if place.sheet == self.parent.name]


@refuse_the_rest
class OfficeTable(Table[OfficeRange]):
    """A table, known by its name. Tables without a header row cannot be told apart and are taken to have one."""

    parent: OfficeSheet

    @property
    def _area(self) -> Area:
        return self.parent.book.tables()[self._name].area

    def _has_headers(self) -> bool:
        return True

    def _has_totals(self) -> bool:
        return self.parent.book.tables()[self._name].totals

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
