"""Where the cells of a report stand in a workbook whose rows and columns may have been moved since it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wipbook.ooxml.address import parse_cell
from wipbook.port.tables import TablePlace, letters
from wipbook.port.workbook import CellValue, Formula, Workbook
from wipbook.sheets.layout import FIRST_ROW, TOTAL_ROW, OutputSheet, OutputTable

Cells = dict[str, CellValue | Formula]


@dataclass(frozen=True)
class SheetPlaces:
    """The tables of a report as its layout describes them, and where they stand in the workbook."""

    sheet: OutputSheet
    places: Mapping[str, TablePlace]
    named: Mapping[str, str]

    @classmethod
    def of(cls, workbook: Workbook, sheet: OutputSheet) -> SheetPlaces:
        found = (workbook.find_table(table.name) for table in sheet.tables)
        return cls(sheet, {place.name: place for place in found if place}, workbook.names() if sheet.named else {})

    def placed(self, cells: Cells) -> Cells:
        """Cells keyed by an address of the layout, or by a defined name, keyed by where they stand.

        An address goes with the table it stands below, row and column; above all tables, with the first of them.
        """
        return {self._address(key): value for key, value in cells.items()}

    def total(self, table: OutputTable, header: str) -> str:
        """The cell of a column's total above the header; the column is found by its header."""
        place = self.places[table.name]
        row = place.first_row - (FIRST_ROW - TOTAL_ROW)
        return f"{letters(place.first_column + place.headers.index(header))}{row}"

    def _address(self, key: str) -> str:
        if key in self.sheet.named:
            return cell_of(self.named[key]) if key in self.named else self._address(self.sheet.named[key])
        row, column = parse_cell(key)
        table = self._owner(row, column)
        place = self.places.get(table.name)
        if place is None:
            return key
        below, offset = row > table.header_row, column - table.first_column
        moved = column + place.first_column - table.first_column
        if below and 0 <= offset < len(table.columns) and table.headers[offset] in place.headers:
            moved = place.first_column + place.headers.index(table.headers[offset])
        return f"{letters(moved)}{row + place.first_row - (table.header_row + 1)}"

    def _owner(self, row: int, column: int) -> OutputTable:
        above = [table for table in self.sheet.tables if table.header_row < row]
        over = [t for t in above if t.first_column <= column < t.first_column + len(t.columns)]
        return max(over or above or self.sheet.tables[:1], key=lambda table: table.header_row)


def cell_of(target: str) -> str:
    """``B7`` of ``Home!$B$7``."""
    return target.rpartition("!")[2].replace("$", "")
