"""A table whose rows are compared: what a cell says, whatever its type, and where in the range it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wipbook.values.spill import Spill

from .arguments import Argument
from .cells import error_of, is_blank, number_of
from .fault import BadArgument
from .table_argument import TableArgument, table_of


@dataclass(frozen=True)
class KeyedRows:
    """The rows of a table that are not blank."""

    table: TableArgument

    def keys(self, names: Sequence[str] | None) -> list[tuple[Any, ...] | None]:
        """What each row says in the named columns (None: in all); None where all of them are blank.

        Case and spaces do not matter, and a number typed as text is the number: 4711 is "4711".
        """
        headers = names or [header for header in self.table.headers if header]
        columns = [self._column(at) for at in map(self.table.column, headers)]
        return [key if any(key) else None for key in zip(*columns, strict=True)]

    def _column(self, at: int | None) -> list[str]:
        assert at is not None  # a required column: column() has raised when there is none
        column = []
        for row, number in zip(self.table.rows, self.table.numbers, strict=True):
            if error_of(row[at]):
                raise BadArgument(
                    where=f"{self.table.name}, row {number}, {self.table.headers[at]}",
                    found=f"the error {error_of(row[at])}", expected="a value to compare",
                )
            column.append(_said(row[at]))
        return column

    def grouped(self, groups: Iterable[tuple[int, int]]) -> Spill:
        """The rows at the given positions, with group number and row number in front."""
        rows = [
            (group, self.table.numbers[at], *(error_of(cell) or cell for cell in self.table.rows[at]))
            for group, at in groups
        ]
        return Spill(("Group", "Row", *self.table.headers), rows)


@dataclass(frozen=True)
class RowsToCompare(Argument):
    """A table with its header row: ``read`` gives ``KeyedRows``."""

    takes = "a table with its header row"

    def read(self, value: Any, name: str) -> KeyedRows:
        return KeyedRows(table_of(value, name))


def _said(cell: Any) -> str:
    if isinstance(cell, str):
        return " ".join(cell.split()).casefold()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if is_blank(cell):
        return ""
    number = number_of(cell)  # a cell formatted as currency arrives as a Decimal: 5.00 is 5
    return str(cell).casefold() if number is None else f"{number.normalize():f}"
