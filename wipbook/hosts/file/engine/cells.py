"""Ranges of the file engine: values, formulas and number formats of a rectangle of cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wipbook.hosts.base.cells import CellRange, Rows
from wipbook.hosts.file.engine.regions import block_around, end_of, filled
from wipbook.hosts.file.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, Area, cell_text
from wipbook.ooxml.insertion.insert_rows import insert_rows
from wipbook.ooxml.sheet.cell_edits import put_number_format
from wipbook.ooxml.sheet.cells import formula_of
from wipbook.ooxml.sheet.sheet_parts import set_local_name
from wipbook.ooxml.table.rename import put_cells_and_headers

if TYPE_CHECKING:
    from wipbook.hosts.file.engine.name import FileName
    from wipbook.hosts.file.engine.sheet import FileSheet
    from wipbook.ooxml.sheet.worksheet import Worksheet


@refuse_the_rest
class FileRange(CellRange):
    """A rectangle of cells of a sheet."""

    sheet: FileSheet

    @property
    def _worksheet(self) -> Worksheet:
        return self.sheet.book.workbook.document.worksheet(self.sheet.name)

    # parts ------------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> list[FileRange]:
        area = self.area
        return [
            FileRange(self.sheet, Area(row, area.first_column, row, area.last_column))
            for row in range(area.first_row, area.last_row + 1)
        ]

    @property
    def columns(self) -> list[FileRange]:
        area = self.area
        return [
            FileRange(self.sheet, Area(area.first_row, column, area.last_row, column))
            for column in range(area.first_column, area.last_column + 1)
        ]

    # values -----------------------------------------------------------------------------------------------------

    def _values(self) -> Rows:
        """A formula that was never calculated is refused, not read as blank."""
        area = self._clipped()
        worksheet = self._worksheet
        for row, column, cell in worksheet.cells_in(area) if worksheet.has_formulas() else ():
            if formula_of(cell) and not re.search(rb"<(?:[\w.\-]+:)?v[\s>]", cell):
                refuse(
                    f"{self.sheet.name}!{cell_text(row, column)}: the value of a formula not yet calculated",
                    "save, then open the workbook once in Excel",
                )
        return self.sheet.book.workbook.read_area(self.sheet.name, area)

    def _as_rows(self, data: Any) -> Rows:
        if not isinstance(data, list | tuple) and len(self) > 1_000_000:
            refuse("Range.value of more than a million cells at once", "choose a smaller range")
        return super()._as_rows(data)

    def _put(self, rows: Rows) -> None:
        document = self.sheet.book.workbook.document
        changes: dict[tuple[int, int], tuple[object, str | None]] = {}
        for r, row in enumerate(rows, self.row):
            for c, value in enumerate(row, self.column):
                if isinstance(value, str) and value[:1] in ("=", "'"):
                    is_formula = value[0] == "=" and len(value) > 1
                    changes[r, c] = (None, value[1:]) if is_formula else (value.removeprefix("'"), None)
                else:
                    changes[r, c] = (value if value != "" else None, None)
        self._name_headers(changes)
        put_cells_and_headers(document, self.sheet.name, changes)

    def _name_headers(self, changes: dict[tuple[int, int], tuple[object, str | None]]) -> None:
        """Header cells of tables are text, as Excel makes them; blank ones get a name."""
        for table in self.sheet.book.workbook.document.tables().values():
            if table.sheet != self.sheet.name or not table.header_rows:
                continue
            for offset in range(table.area.columns):
                place = (table.area.first_row, table.area.first_column + offset)
                value, formula = changes.get(place, ("", None))
                if formula is None and place in changes:
                    changes[place] = (f"Column{offset + 1}" if value is None else str(value), None)

    def _formulas(self) -> Rows:
        area = self._clipped()
        rows = [
            ["" if value is None else value for value in row]
            for row in self.sheet.book.workbook.read_area(self.sheet.name, area)
        ]
        worksheet = self._worksheet
        for row, column, cell in worksheet.cells_in(area):
            text = formula_of(cell)
            if text == "":
                refuse(
                    f"Range.formula of {self.sheet.name}!{cell_text(row, column)}",
                    "it shares the formula of another cell; read it in Excel",
                )
            if text is not None:
                rows[row - area.first_row][column - area.first_column] = text
        return rows

    @property
    def formula2(self) -> Any:
        return self.formula

    @formula2.setter
    def formula2(self, data: Any) -> None:
        rows = self._as_rows(data)
        if any(isinstance(value, str) and value.startswith("=") for row in rows for value in row):
            refuse("Range.formula2", "use Range.formula; dynamic arrays are entered in Excel")
        self._put(rows)

    @property
    def has_array(self) -> bool:
        cell = self._worksheet.cell(self.row, self.column)
        return cell is not None and b't="array"' in cell

    def clear_contents(self) -> None:
        """Blank the cells that hold something; formats stay."""
        changes: dict[tuple[int, int], tuple[object, str | None]] = {}
        changes.update(dict.fromkeys(filled(self._worksheet, self._clipped()), (None, None)))
        self._name_headers(changes)
        put_cells_and_headers(self.sheet.book.workbook.document, self.sheet.name, changes)

    # format and structure ---------------------------------------------------------------------------------------

    @property
    def number_format(self) -> str | None:
        """The number format; None when the cells differ."""
        document, area = self.sheet.book.workbook.document, self._clipped()
        worksheet = document.worksheet(self.sheet.name)
        found = {
            document.styles.number_format(int(worksheet.style_for(row, column) or 0))
            for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
        }
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, code: str) -> None:
        if len(self) > 1_000_000:
            refuse("Range.number_format of whole columns", "choose the cells that are used")
        put_number_format(self.sheet.book.workbook.document, self.sheet.name, self.area, code)

    @property
    def merge_cells(self) -> bool:
        return any(
            area.meets(self.area) for area in self._worksheet.merged()
        )

    @property
    def merge_area(self) -> FileRange:
        for area in self._worksheet.merged():
            if area.holds(self.row, self.column):
                return FileRange(self.sheet, area)
        return self._cell(self.row, self.column)

    @property
    def row_hidden(self) -> bool | None:
        """Whether all rows are hidden; None when some are."""
        worksheet = self._worksheet
        hidden = sum(
            re.search(rb"""\shidden=["'](?:1|true)""", row[: row.index(b">")]) is not None
            for _, row in worksheet.rows_between(self.area.first_row, self.area.last_row)
        )
        return True if hidden == self.area.rows else None if hidden else False

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        if value != self.row_hidden:
            refuse("Range.rows.hidden")

    @property
    def name(self) -> FileName | None:
        quoted = "'" + self.sheet.name.replace("'", "''") + "'!"
        for name in self.sheet.book.names:
            if name.refers_to in (f"={self.sheet.name}!{self.address}", f"={quoted}{self.address}"):
                return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        quoted = "'" + self.sheet.name.replace("'", "''") + "'!"
        set_local_name(self.sheet.book.workbook.document, value, quoted + self.address, None)

    def insert(self, shift: str | None = None, copy_origin: str = "") -> None:
        """Blank rows; with a format of their own only where somebody writes one."""
        if self.area.columns < LAST_COLUMN or shift != "down":
            refuse("Range.insert of other than whole rows", "insert whole rows, as sheet.range('5:7')")
        insert_rows(self.sheet.book.workbook.document, self.sheet.name, self.row, self.area.rows)

    def select(self) -> None:
        refuse("Range.select", "nothing can be selected in a file")

    # regions ----------------------------------------------------------------------------------------------------

    def end(self, direction: str) -> FileRange:
        """Where Ctrl and an arrow key would lead."""
        return self._cell(*end_of(self._worksheet, self.row, self.column, direction))

    @property
    def current_region(self) -> FileRange:
        """The block of cells around the first one, bounded by blank rows and columns."""
        return FileRange(self.sheet, block_around(self._worksheet, self.row, self.column))

    def _clipped(self) -> Area:
        """The area without the rows below and the columns right of everything (for whole rows and columns)."""
        area = self.area
        if area.rows < LAST_ROW and area.columns < LAST_COLUMN:
            return area
        worksheet = self._worksheet
        last_row = min(area.last_row, max(worksheet.last_row, area.first_row))
        used = worksheet.dimension()
        last_column = min(area.last_column, max(used.last_column if used else area.last_column, area.first_column))
        return Area(area.first_row, area.first_column, last_row, last_column)
