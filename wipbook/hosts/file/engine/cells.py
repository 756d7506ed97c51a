"""Ranges of the file engine: values, formulas and number formats of a rectangle of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from wipbook.hosts.file.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, Area, cell_text, column_letters
from wipbook.ooxml.sheet.cell_edits import put_cells, put_number_format
from wipbook.ooxml.sheet.cells import formula_of
from wipbook.ooxml.sheet.sheet_parts import rename_column, set_local_name
from wipbook.ooxml.sheet.worksheet import holds_content
from wipbook.ooxml.table.formula_shift import shifted

if TYPE_CHECKING:
    from wipbook.hosts.file.engine.name import FileName
    from wipbook.hosts.file.engine.sheet import FileSheet
    from wipbook.hosts.file.engine.table import FileTable

_DIRECTIONS = {"d": (1, 0), "u": (-1, 0), "r": (0, 1), "l": (0, -1)}


@refuse_the_rest(base_classes.Range)
class FileRange(base_classes.Range):
    """A rectangle of cells of a sheet."""

    sheet: FileSheet
    area: Area

    def __init__(self, sheet: FileSheet, area: Area) -> None:
        self.sheet, self.area = sheet, area

    # place ------------------------------------------------------------------------------------------------------

    @property
    def api(self) -> FileRange:
        """The range itself: xlwings asks for it before it writes."""
        return self

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return (self.sheet.name, self.row, self.column, *self.shape)

    @property
    def row(self) -> int:
        return self.area.first_row

    @property
    def column(self) -> int:
        return self.area.first_column

    @property
    def shape(self) -> tuple[int, int]:
        return self.area.rows, self.area.columns

    def __len__(self) -> int:
        return self.area.rows * self.area.columns

    def __call__(self, row: int, column: int | None = None) -> FileRange:
        """The cell at (row, column), or the n-th cell counted row by row, from 1; it may lie outside."""
        if column is None:
            row, column = divmod(row - 1, self.area.columns)
            row, column = row + 1, column + 1
        return self._cell(self.row + row - 1, self.column + column - 1)

    def _cell(self, row: int, column: int) -> FileRange:
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise IndexError(f"row {row}, column {column} lies outside the sheet")
        return FileRange(self.sheet, Area(row, column, row, column))

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

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        def corner(row: int, column: int) -> str:
            return f"{'$' * col_absolute}{column_letters(column)}{'$' * row_absolute}{row}"

        area = self.area
        text = corner(area.first_row, area.first_column)
        if len(self) > 1:
            text += ":" + corner(area.last_row, area.last_column)
        return f"'[{self.sheet.book.name}]{self.sheet.name}'!{text}" if external else text

    # values -----------------------------------------------------------------------------------------------------

    @property
    def raw_value(self) -> Any:
        """One value, or a list of rows. A formula that was never calculated is refused, not read as blank."""
        area = self._clipped()
        worksheet = self.sheet.book.workbook.document.worksheet(self.sheet.name)
        for row, column, cell in worksheet.cells_in(area) if worksheet.has_formulas() else ():
            if formula_of(cell) and not re.search(rb"<(?:[\w.\-]+:)?v[\s>]", cell):
                refuse(
                    f"{self.sheet.name}!{cell_text(row, column)}: the value of a formula not yet calculated",
                    "save, then open the workbook once in Excel",
                )
        rows = self.sheet.book.workbook.read_area(self.sheet.name, area)
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._put(self._as_rows(data))

    def _as_rows(self, data: Any) -> list[list[Any]]:
        if not isinstance(data, list | tuple):
            if len(self) > 1_000_000:
                refuse("Range.value of more than a million cells at once", "choose a smaller range")
            return [[data] * self.area.columns for _ in range(self.area.rows)]
        return [list(row) if isinstance(row, list | tuple) else [row] for row in data]

    def _put(self, rows: list[list[Any]]) -> None:
        """Write rows from the first cell on. As in Excel, ``=`` begins a formula and ``'`` marks text."""
        document = self.sheet.book.workbook.document
        changes: dict[tuple[int, int], tuple[object, str | None]] = {}
        for r, row in enumerate(rows, self.row):
            for c, value in enumerate(row, self.column):
                if isinstance(value, str) and value[:1] in ("=", "'"):
                    is_formula = value[0] == "=" and len(value) > 1
                    changes[r, c] = (None, value[1:]) if is_formula else (value.removeprefix("'"), None)
                else:
                    changes[r, c] = (value if value != "" else None, None)
        self._keep_headers(changes)
        put_cells(document, self.sheet.name, changes, headers=True)

    def _keep_headers(self, changes: dict[tuple[int, int], tuple[object, str | None]]) -> None:
        """Header cells of tables are text, and the table definition follows a new header."""
        document = self.sheet.book.workbook.document
        for table in list(document.tables().values()):
            if table.sheet != self.sheet.name or not table.header_rows:
                continue
            for offset in range(table.area.columns):
                place = (table.area.first_row, table.area.first_column + offset)
                if place in changes:
                    value = changes[place][0]
                    text = f"Column{offset + 1}" if value is None else str(value)
                    table = rename_column(document, table, offset, text)
                    changes[place] = (text, None)

    @property
    def formula(self) -> Any:
        """The formula of each cell with its ``=``, else its value; one, or a tuple of rows."""
        area = self._clipped()
        rows = [
            ["" if value is None else value for value in row]
            for row in self.sheet.book.workbook.read_area(self.sheet.name, area)
        ]
        worksheet = self.sheet.book.workbook.document.worksheet(self.sheet.name)
        for row, column, cell in worksheet.cells_in(area):
            text = formula_of(cell)
            if text == "":
                refuse(
                    f"Range.formula of {self.sheet.name}!{cell_text(row, column)}",
                    "it shares the formula of another cell; read it in Excel",
                )
            if text is not None:
                rows[row - area.first_row][column - area.first_column] = text
        return rows[0][0] if len(self) == 1 else tuple(tuple(row) for row in rows)

    @formula.setter
    def formula(self, data: Any) -> None:
        if isinstance(data, str) and len(self) > 1:  # one formula fills the range, its references move along
            data = [[shifted(data, r, c) for c in range(self.area.columns)] for r in range(self.area.rows)]
        self._put(self._as_rows(data))

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
        cell = self.sheet.book.workbook.document.worksheet(self.sheet.name).cell(self.row, self.column)
        return cell is not None and b't="array"' in cell

    def clear_contents(self) -> None:
        """Blank the cells that hold something; formats stay."""
        area = self._clipped()
        worksheet = self.sheet.book.workbook.document.worksheet(self.sheet.name)
        filled = {(row, column): (None, None) for row, column, cell in worksheet.cells_in(area) if holds_content(cell)}
        changes: dict[tuple[int, int], tuple[object, str | None]] = dict(filled)
        self._keep_headers(changes)
        put_cells(self.sheet.book.workbook.document, self.sheet.name, changes, headers=True)

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
    def table(self) -> FileTable | None:
        for table in self.sheet.tables:
            if table.range.area.meets(self.area):
                return table
        return None

    @property
    def merge_cells(self) -> bool:
        return any(
            area.meets(self.area) for area in self.sheet.book.workbook.document.worksheet(self.sheet.name).merged()
        )

    @property
    def merge_area(self) -> FileRange:
        for area in self.sheet.book.workbook.document.worksheet(self.sheet.name).merged():
            if area.holds(self.row, self.column):
                return FileRange(self.sheet, area)
        return self._cell(self.row, self.column)

    @property
    def row_hidden(self) -> bool | None:
        """Whether all rows are hidden; None when some are."""
        worksheet = self.sheet.book.workbook.document.worksheet(self.sheet.name)
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

    def select(self) -> None:
        refuse("Range.select", "nothing can be selected in a file")

    # regions ----------------------------------------------------------------------------------------------------

    def end(self, direction: str) -> FileRange:
        """Where Ctrl and an arrow key would lead."""
        down, right = _DIRECTIONS[direction[0].lower()]
        filled, (last_row, last_column) = self._filled_line(bool(down))
        place, step = (self.row if down else self.column), down or right
        limit = (LAST_ROW if down else LAST_COLUMN) if step > 0 else 1
        stop = max(last_row if down else last_column, place) if step > 0 else 1
        if place in filled and place + step in filled:
            while place + step in filled:
                place += step
        else:
            place += step
            while place not in filled and place != stop and min(place, stop) >= 1 and (stop - place) * step > 0:
                place += step
            place = place if place in filled else limit
        return self._cell(place, self.column) if down else self._cell(self.row, place)

    def _filled_line(self, down: bool) -> tuple[set[int], tuple[int, int]]:
        """Rows (or columns) of the first cell's column (or row) with content, and the last row and column of them."""
        line = Area(1, self.column, LAST_ROW, self.column) if down else Area(self.row, 1, self.row, LAST_COLUMN)
        worksheet = self.sheet.book.workbook.document.worksheet(self.sheet.name)
        found = {(row, column) for row, column, cell in worksheet.cells_in(line) if holds_content(cell)}
        rows = max((row for row, _ in found), default=1)
        columns = max((column for _, column in found), default=1)
        return {row if down else column for row, column in found}, (rows, columns)

    @property
    def current_region(self) -> FileRange:
        """The block of cells around the first one, bounded by blank rows and columns."""
        filled = set(self._all_filled())
        area = Area(self.row, self.column, self.row, self.column)
        while True:
            first_row, first_column, last_row, last_column = (
                area.first_row,
                area.first_column,
                area.last_row,
                area.last_column,
            )
            near = [
                (row, column)
                for row, column in filled
                if first_row - 1 <= row <= last_row + 1 and first_column - 1 <= column <= last_column + 1
            ]
            rows, columns = [row for row, _ in near], [column for _, column in near]
            wider = Area(
                min([first_row, *rows]),
                min([first_column, *columns]),
                max([last_row, *rows]),
                max([last_column, *columns]),
            )
            if wider == area:
                return FileRange(self.sheet, area)
            area = wider

    def _all_filled(self) -> Iterator[tuple[int, int]]:
        worksheet = self.sheet.book.workbook.document.worksheet(self.sheet.name)
        for row, column, cell in worksheet.cells_in(Area(1, 1, LAST_ROW, LAST_COLUMN)):
            if holds_content(cell):
                yield row, column

    def _clipped(self) -> Area:
        """The area without the rows below and the columns right of everything (for whole rows and columns)."""
        area = self.area
        if area.rows < LAST_ROW and area.columns < LAST_COLUMN:
            return area
        worksheet = self.sheet.book.workbook.document.worksheet(self.sheet.name)
        last_row = min(area.last_row, max(worksheet.last_row, area.first_row))
        used = worksheet.dimension()
        last_column = min(area.last_column, max(used.last_column if used else area.last_column, area.first_column))
        return Area(area.first_row, area.first_column, last_row, last_column)
