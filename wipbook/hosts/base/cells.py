"""A rectangle of cells: its place, its address, and the shape of what is written into it."""

from __future__ import annotations

from typing import Any, Self

from xlwings import base_classes

from wipbook.hosts.base.unsupported import Refusing
from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, Area, column_letters
from wipbook.ooxml.table.formula_shift import shifted

Rows = list[list[Any]]


class CellRange(Refusing, base_classes.Range):
    """An engine says how values and formulas are read (``_values``, ``_formulas``) and written (``_put``)."""

    sheet: Any
    area: Area

    def __init__(self, sheet: Any, area: Area) -> None:
        self.sheet, self.area = sheet, area

    @property
    def api(self) -> Self:
        """The range itself: xlwings asks for it before it writes."""
        return self

    # place ------------------------------------------------------------------------------------------------------

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

    def __call__(self, row: int, column: int | None = None) -> Self:
        """The cell at (row, column), or the n-th cell counted row by row, from 1; it may lie outside."""
        if column is None:
            row, column = divmod(row - 1, self.area.columns)
            row, column = row + 1, column + 1
        return self._cell(self.row + row - 1, self.column + column - 1)

    def _cell(self, row: int, column: int) -> Self:
        if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
            raise IndexError(f"row {row}, column {column} lies outside the sheet")
        return type(self)(self.sheet, Area(row, column, row, column))

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

    @property
    def table(self) -> Any:
        """The first table of the sheet that the range touches, or None."""
        return next((table for table in self.sheet.tables if table.range.area.meets(self.area)), None)

    # contents ---------------------------------------------------------------------------------------------------

    @property
    def raw_value(self) -> Any:
        """One value, or a list of rows."""
        rows = self._values()
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._put(self._as_rows(data))

    @property
    def formula(self) -> Any:
        """The formula of each cell with its ``=`` as Excel writes it, else its value; one, or a tuple of rows."""
        rows = self._formulas()
        return rows[0][0] if len(self) == 1 else tuple(map(tuple, rows))

    @formula.setter
    def formula(self, data: Any) -> None:
        if isinstance(data, str) and len(self) > 1:  # one formula fills the range, its references move along
            data = [[shifted(data, r, c) for c in range(self.area.columns)] for r in range(self.area.rows)]
        self._put(self._as_rows(data))

    def _as_rows(self, data: Any) -> Rows:
        if not isinstance(data, list | tuple):
            return [[data] * self.area.columns for _ in range(self.area.rows)]
        return [list(row) if isinstance(row, list | tuple) else [row] for row in data]

    def _values(self) -> Rows:
        raise NotImplementedError

    def _formulas(self) -> Rows:
        """As ``formula`` gives them; a blank cell is an empty text."""
        raise NotImplementedError

    def _put(self, rows: Rows) -> None:
        """Write rows from the first cell on. As in Excel, ``=`` begins a formula and ``'`` marks text."""
        raise NotImplementedError
