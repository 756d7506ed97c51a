"""Ranges: values, formulas and number formats of a rectangle of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from wipbook.hosts.libreoffice.engine import values
from wipbook.hosts.libreoffice.engine.protection import writable
from wipbook.hosts.libreoffice.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml.address import Area, column_letters
from wipbook.ooxml.table.formula_shift import shifted

if TYPE_CHECKING:
    from wipbook.hosts.libreoffice.engine.sheet import OfficeSheet
    from wipbook.hosts.libreoffice.engine.table import OfficeTable

#: com.sun.star.sheet.CellFlags: values, dates, texts, formulas; formats and comments stay.
_CONTENTS = 1 | 2 | 4 | 16
_TRUTHS = ("=TRUE()", "=FALSE()")


@refuse_the_rest(base_classes.Range)
class OfficeRange(base_classes.Range):
    """A rectangle of cells of a sheet."""

    sheet: OfficeSheet
    area: Area

    def __init__(self, sheet: OfficeSheet, area: Area) -> None:
        self.sheet, self.area = sheet, area

    def cells_of(self) -> Any:
        """LibreOffice's own range."""
        area = self.area
        return self.sheet.native.getCellRangeByPosition(
            area.first_column - 1, area.first_row - 1, area.last_column - 1, area.last_row - 1
        )

    # place ------------------------------------------------------------------------------------------------------

    @property
    def api(self) -> OfficeRange:
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

    def __call__(self, row: int, column: int | None = None) -> OfficeRange:
        """The cell at (row, column), or the n-th cell counted row by row, from 1; it may lie outside."""
        if column is None:
            row, column = divmod(row - 1, self.area.columns)
            row, column = row + 1, column + 1
        row, column = self.row + row - 1, self.column + column - 1
        return self.sheet.over(Area(row, column, row, column))

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

    # contents ---------------------------------------------------------------------------------------------------

    @property
    def raw_value(self) -> Any:
        """One value, or a list of rows; calculated, whatever the calculation mode."""
        self.sheet.book.settle()
        grid = values.read(self.cells_of(), self.sheet.book.document)
        return grid[0][0] if len(self) == 1 else grid

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._put(self._as_rows(data))

    def _as_rows(self, data: Any) -> list[list[Any]]:
        if not isinstance(data, list | tuple):
            return [[data] * self.area.columns for _ in range(self.area.rows)]
        return [list(row) if isinstance(row, list | tuple) else [row] for row in data]

    def _put(self, rows: list[list[Any]]) -> None:
        """Write rows from the first cell on. As in Excel, ``=`` begins a formula and ``'`` marks text."""
        formulas, plain = {}, []
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, str) and value.startswith("=") and len(value) > 1:
                    formulas[r, c] = value
            plain.append([None if (r, c) in formulas else _unmarked(value) for c, value in enumerate(row)])
        target = self.sheet.over(
            Area(self.row, self.column, self.row + len(rows) - 1, self.column + len(rows[0]) - 1)
        ).cells_of()
        with writable(self.sheet.native):
            if len(formulas) == len(rows) * len(rows[0]):
                target.setFormulaArray(tuple(tuple(self._office(value) for value in row) for row in rows))
                return
            values.write(target, self.sheet.book.document, plain)
            for (r, c), text in formulas.items():
                target.getCellByPosition(c, r).setFormula(self._office(text))

    def _office(self, formula: str) -> str:
        return self.sheet.book.formulas.to_office(formula, self.sheet.index - 1)

    @property
    def formula(self) -> Any:
        """The formula of each cell with its ``=`` as Excel writes it, else its value; one, or a tuple of rows."""
        cells, book = self.cells_of(), self.sheet.book
        texts = cells.getFormulaArray()
        if not any(text.startswith("=") for row in texts for text in row):
            data = self.raw_value
            rows = [[data]] if len(self) == 1 else data
        else:
            book.settle()
            rows = values.read(cells, book.document)
            for number, (row, line) in enumerate(zip(rows, texts, strict=True)):
                for at, text in enumerate(line):
                    # a text that begins with = looks the same as a formula; a constant truth is kept as =TRUE()
                    if text.startswith("=") and text != row[at] and text not in _TRUTHS:
                        row[at] = book.formulas.of(cells.getCellByPosition(at, number), text)
        rows = [["" if value is None else value for value in row] for row in rows]
        return rows[0][0] if len(self) == 1 else tuple(tuple(row) for row in rows)

    @formula.setter
    def formula(self, data: Any) -> None:
        if isinstance(data, str) and len(self) > 1:  # one formula fills the range, its references move along
            data = [[shifted(data, r, c) for c in range(self.area.columns)] for r in range(self.area.rows)]
        self._put(self._as_rows(data))

    def clear_contents(self) -> None:
        """Blank the cells; formats and comments stay."""
        with writable(self.sheet.native):
            self.cells_of().clearContents(_CONTENTS)

    # format and structure ---------------------------------------------------------------------------------------

    @property
    def number_format(self) -> str | None:
        """The number format in LibreOffice's words; None when the cells differ."""
        cells, document = self.cells_of(), self.sheet.book.document
        if cells.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
            return None
        return str(document.NumberFormats.getByKey(cells.NumberFormat).FormatString)

    @number_format.setter
    def number_format(self, code: str) -> None:
        with writable(self.sheet.native):
            self.cells_of().NumberFormat = values.format_key(self.sheet.book.document, code)

    @property
    def table(self) -> OfficeTable | None:
        return next((table for table in self.sheet.tables if table.range.area.meets(self.area)), None)

    @property
    def merge_cells(self) -> bool:
        return bool(self.cells_of().getIsMerged())

    @property
    def merge_area(self) -> OfficeRange:
        cursor = self.sheet.native.createCursorByRange(self.cells_of())
        cursor.collapseToMergedArea()
        return self.sheet.over(self.sheet.area_of(cursor.RangeAddress))

    @property
    def row_hidden(self) -> bool | None:
        """Whether all rows are hidden; None when some are. A hidden column hides no row."""
        cells = self.cells_of()
        columns = cells.Columns
        shown = next((at for at in range(columns.Count) if columns.getByIndex(at).IsVisible), None)
        if shown is None:
            return False
        line = cells.getCellRangeByPosition(shown, 0, shown, self.area.rows - 1)
        visible = sum(one.EndRow - one.StartRow + 1 for one in line.queryVisibleCells().getRangeAddresses())
        return True if not visible else False if visible == self.area.rows else None

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        with writable(self.sheet.native):
            self.cells_of().Rows.IsVisible = not value

    def select(self) -> None:
        controller = self.sheet.book.document.getCurrentController()
        if controller is None:
            refuse("Range.select", "the document has no window")
        controller.select(self.cells_of())


def _unmarked(value: Any) -> Any:
    return value.removeprefix("'") if isinstance(value, str) else value
