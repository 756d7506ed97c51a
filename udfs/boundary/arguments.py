"""The kinds of arguments a function takes: each reads cells into exact values, or says what it found instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from functools import cached_property
from itertools import repeat
from typing import Any, NoReturn, get_type_hints

from wipbook.values.spill import header_of

from .cells import date_of, error_of, grid_of, is_blank, number_of, text_of
from .fault import BadArgument, bad_argument
from .one_cell import PLACES, Argument, Date, Number, OneCell, Text
from .table_argument import TableArgument, table_of

__all__ = ["PLACES", "Argument", "Date", "Number", "Numbers", "OneCell", "Records", "Text", "Texts"]


ANY_NUMBER = Number()


@dataclass(frozen=True)
class Numbers(Argument):
    """A row, a column or a list of numbers, exact, in order. Blanks at the end do not count.

    ``blank`` says what a blank in between is: ``"refuse"``, ``"zero"`` or ``"skip"``. A text in the first cell is
    taken for a header and skipped.
    """

    each: Number = ANY_NUMBER
    blank: str = "refuse"
    takes = "a row or column of numbers"

    def when_blank(self, name: str) -> NoReturn:
        raise BadArgument(where=name, found="no cell with a number", expected=self.takes)

    def read(self, value: Any, name: str) -> list[Any]:
        grid = grid_of(value)
        if len(grid) > 1 and any(len(row) != 1 for row in grid):
            raise BadArgument(
                where=name, found=f"a range of {len(grid):,} x {len(grid[0])} cells", expected="one row or one column"
            )
        cells = list(grid[0]) if len(grid) == 1 else [row[0] for row in grid]
        offset = 1
        if len(cells) > 1 and isinstance(cells[0], str) and not is_blank(cells[0]) and not error_of(cells[0]):
            cells, offset = cells[1:], 2
        while cells and (cells[-1] is None or is_blank(cells[-1])):
            cells.pop()
        if not cells:
            return list(self.when_blank(name))
        fast = self.each.all_fitting(cells, Decimal(0))
        if fast is not None and (self.blank == "zero" or None not in cells):
            return fast
        numbers = []
        fitting = self.each.fitting
        for at, cell in enumerate(cells, offset):
            number = fitting(cell)
            if number is not None:
                numbers.append(number)
            elif not is_blank(cell):
                raise bad_argument(f"{name}, cell {at}", cell, self.each.takes)
            elif self.blank == "zero":
                numbers.append(0 if self.each.whole else Decimal(0))
            elif self.blank == "refuse":
                raise bad_argument(f"{name}, cell {at}", cell, self.each.takes)
        return numbers


@dataclass(frozen=True)
class Texts(Argument):
    """A row, a column or a list of texts (column names, a single one as well); several in one cell by commas."""

    takes = "one or more texts"

    def read(self, value: Any, name: str) -> list[str]:
        grid = grid_of(value)
        texts: list[str] = []
        for cell in (cell for row in grid for cell in row):
            if is_blank(cell):
                continue
            text = text_of(cell)
            if text is None:
                raise bad_argument(name, cell, self.takes)
            texts += [part.strip() for part in text.split(",") if part.strip()]
        return texts or list(self.when_blank(name))


@dataclass(frozen=True)
class Records(Argument):
    """A table read into instances of a dataclass, a row each.

    Its fields are the columns: ``unit_cost`` is the header Unit Cost (or what the metadata ``header`` says, or one of
    its ``aliases``), ``Decimal`` a number, ``str`` a text, ``date`` a date, ``| None`` or a default a cell that may be
    blank. Metadata ``least``, ``above`` and ``most`` bound a number; with ``column`` the column must be there though
    its cells may be blank; the field with ``row_number`` gets the row of the range (the header is row 1).
    ``amounts_only`` refuses a column of numbers that no field takes: left out of a sum it would be missed.
    """

    row_type: type
    may_be_empty: bool = False
    amounts_only: bool = False

    @property
    def takes(self) -> str:
        return "a table with the columns " + ", ".join(map(header_of, filter(_is_required, self._columns)))

    @cached_property
    def _columns(self) -> list[Any]:
        return [field for field in fields(self.row_type) if "row_number" not in field.metadata]

    def read(self, value: Any, name: str) -> list[Any]:
        table = table_of(value, name)
        hints = get_type_hints(self.row_type)
        columns = {
            field.name: table.column(header_of(field), field.metadata.get("aliases", ()), _is_required(field))
            for field in self._columns
        }
        if self.amounts_only:
            self._refuse_other_amounts(table, {at for at in columns.values() if at is not None})
        if not table.rows and not self.may_be_empty:
            raise BadArgument(where=name, found="no row below the header", expected="at least one row")
        values = [
            table.numbers
            if field.name not in columns
            else repeat(field.default, len(table.rows))
            if (at := columns[field.name]) is None
            else _field_values(table, at, hints[field.name], field)
            for field in fields(self.row_type)
        ]
        return list(map(self.row_type, *values))

    def _refuse_other_amounts(self, table: TableArgument, taken: set[int]) -> None:
        for at, header in enumerate(table.headers):
            if at not in taken and any(number_of(cell) is not None for cell in table.values(at)):
                raise BadArgument(
                    where=table.name, found=f"numbers in a column {header!r}",
                    expected="no amounts but " + ", ".join(map(header_of, self._columns)),
                )


def _is_required(field: Any) -> bool:
    return field.default is MISSING or "column" in field.metadata


def _field_values(table: TableArgument, at: int, hint: Any, field: Any) -> list[Any]:
    """A column, each cell as the field's type; the first that cannot be read is named."""
    kinds, cells = str(hint), table.values(at)
    bounds = {bound: field.metadata.get(bound) for bound in ("least", "above", "most")}
    number = Number(**bounds, whole="int" in kinds)
    take, takes = {"date": (date_of, "a date"), "text": (text_of, "a text"), "number": (number.fitting, number.takes)}[
        "number" if "Decimal" in kinds or "int" in kinds else "date" if "date" in kinds else "text"
    ]
    # a long column says the same few days and codes again and again; numbers are seldom the same
    reader = take if take == number.fitting else _remembering(take)
    if take == number.fitting and (field.default is not MISSING or None not in cells):
        fast = number.all_fitting(cells, field.default)
        if fast is not None:
            return fast
    if take == text_of and set(map(type, cells)) == {str}:
        stripped = list(map(str.strip, cells))
        if all(stripped) and not any(text[0] in "#E" and error_of(text) for text in stripped):
            return stripped
    values = []
    for row, cell in zip(table.numbers, cells, strict=True):
        value = None if cell is None else reader(cell)
        if value is None:
            if not is_blank(cell) or field.default is MISSING:
                raise bad_argument(f"{table.name}, row {row}, {table.headers[at]}", cell, takes)
            value = field.default
        values.append(value)
    return values


def _remembering(take: Callable[[Any], Any]) -> Callable[[Any], Any]:
    known: dict[Any, Any] = {}

    def reader(cell: Any) -> Any:
        key = (type(cell), cell)  # TRUE and 1 are equal, but not the same cell
        if key not in known:
            known[key] = None if is_blank(cell) else take(cell)
        return known[key]

    return reader
