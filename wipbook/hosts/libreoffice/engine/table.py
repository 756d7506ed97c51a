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


_CONTENT = 1 | 2 | 4 | 16
"""Numbers, dates, texts and formulas (com.sun.star.sheet.CellFlags)."""


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
        and conditional formats with them; their contents are for the caller to write. Where something stands in the new
        rows already, it stays with its format, and validations and conditional formats alone are carried on."""
        old, new = self._area, range.impl.area
        native = self.parent.book.document.DatabaseRanges.getByName(self._name)
        place = native.DataArea
        native.setDataArea(
            struct("table.CellRangeAddress", Sheet=place.Sheet, StartColumn=new.first_column - 1,
                   StartRow=new.first_row - 1, EndColumn=new.last_column - 1, EndRow=new.last_row - 1)
        )
        self.parent.book.forget()
        if new.last_row > old.last_row > old.first_row:
            added = self.parent.over(Area(old.last_row + 1, old.first_column, new.last_row, old.last_column)).cells_of()
            with writable(self.parent.native):
                if added.queryContentCells(_CONTENT).Count:
                    self._carry_rules(old, new)
                    return
                grown = self.parent.over(Area(old.last_row, old.first_column, new.last_row, old.last_column)).cells_of()
                grown.fillAuto(uno().Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM"), 1)

    def _carry_rules(self, old: Area, new: Area) -> None:
        """Validations and conditional formats of the last row for the new ones, column by column; what stands there and
        how it is shown is somebody's, and stays."""
        for column in range(old.first_column, old.last_column + 1):
            above = self.parent.over(Area(old.last_row, column, old.last_row, column)).cells_of()
            below = self.parent.over(Area(old.last_row + 1, column, new.last_row, column)).cells_of()
            for name in ("Validation", "ConditionalFormat"):
                below.setPropertyValue(name, above.getPropertyValue(name))
