"""Ranges: values, formulas and number formats of a rectangle of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wipbook.hosts.base.cells import CellRange, Rows
from wipbook.hosts.libreoffice.engine import values
from wipbook.hosts.libreoffice.engine.protection import writable
from wipbook.hosts.libreoffice.engine.unsupported import refuse, refuse_the_rest
from wipbook.ooxml.address import LAST_COLUMN, Area

if TYPE_CHECKING:
    from wipbook.hosts.libreoffice.engine.sheet import OfficeSheet

#: com.sun.star.sheet.CellFlags: values, dates, texts, formulas; formats and comments stay.
_CONTENTS = 1 | 2 | 4 | 16
_TRUTHS = ("=TRUE()", "=FALSE()")


@refuse_the_rest
class OfficeRange(CellRange):
    """A rectangle of cells of a sheet."""

    sheet: OfficeSheet

    def cells_of(self) -> Any:
        """LibreOffice's own range."""
        area = self.area
        return self.sheet.native.getCellRangeByPosition(
            area.first_column - 1, area.first_row - 1, area.last_column - 1, area.last_row - 1
        )

    # contents ---------------------------------------------------------------------------------------------------

    def _values(self) -> Rows:
        """Calculated, whatever the calculation mode."""
        self.sheet.book.settle()
        return values.read(self.cells_of(), self.sheet.book.formats)

    def _put(self, rows: Rows) -> None:
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
            values.write(target, self.sheet.book.formats, plain)
            for (r, c), text in formulas.items():
                target.getCellByPosition(c, r).setFormula(self._office(text))

    def _office(self, formula: str) -> str:
        return self.sheet.book.formulas.to_office(formula, self.sheet.index - 1)

    def _formulas(self) -> Rows:
        cells, book = self.cells_of(), self.sheet.book
        texts = cells.getFormulaArray()
        if not any(text.startswith("=") for row in texts for text in row):
            rows = self._values()
        else:
            book.settle()
            rows = values.read(cells, book.formats)
            for number, (row, line) in enumerate(zip(rows, texts, strict=True)):
                for at, text in enumerate(line):
                    # a text that begins with = looks the same as a formula; a constant truth is kept as =TRUE()
                    if text.startswith("=") and text != row[at] and text not in _TRUTHS:
                        row[at] = book.formulas.of(cells.getCellByPosition(at, number), text)
        return [["" if value is None else value for value in row] for row in rows]

    def clear_contents(self) -> None:
        """Blank the cells; formats and comments stay."""
        with writable(self.sheet.native):
            self.cells_of().clearContents(_CONTENTS)

    # format and structure ---------------------------------------------------------------------------------------

    @property
    def number_format(self) -> str | None:
        """The number format in LibreOffice's words; None when the cells differ."""
        cells = self.cells_of()
        if cells.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
            return None
        return self.sheet.book.formats.text(cells)

    @number_format.setter
    def number_format(self, code: str) -> None:
        with writable(self.sheet.native):
            self.cells_of().NumberFormat = self.sheet.book.formats.key(code)

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

    def insert(self, shift: str | None = None, copy_origin: str = "") -> None:
        """Rows with the formats of the row above them."""
        if self.area.columns < LAST_COLUMN or shift != "down":
            refuse("Range.insert of other than whole rows", "insert whole rows, as sheet.range('5:7')")
        with writable(self.sheet.native):
            self.sheet.native.Rows.insertByIndex(self.row - 1, self.area.rows)
        self.sheet.book.forget()

    def select(self) -> None:
        controller = self.sheet.book.document.getCurrentController()
        if controller is None:
            refuse("Range.select", "the document has no window")
        self.sheet.book.app.when_shown(lambda: controller.select(self.cells_of()))


def _unmarked(value: Any) -> Any:
    return value.removeprefix("'") if isinstance(value, str) else value
