"""The kinds of arguments a function takes: each reads cells into exact values, or says what it found instead."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from functools import cached_property
from itertools import repeat
from typing import Any, NoReturn, get_type_hints

from wipbook.values.spill import header_of

from .cells import date_of, decimal_of, decimals_of, error_of, grid_of, is_blank, number_of, text_of
from .fault import LARGEST, BadArgument, bad_argument
from .table_argument import TableArgument, table_of


class Argument(ABC):
    """One kind of argument. ``read`` gets a value that is not blank; ``takes`` says in words what it reads."""

    @property
    @abstractmethod
    def takes(self) -> str: ...

    @abstractmethod
    def read(self, value: Any, name: str) -> Any: ...

    def when_blank(self, name: str) -> NoReturn:
        raise BadArgument(where=name, found="a blank", expected=self.takes)

    def single(self, value: Any, name: str) -> Any:
        """The one cell of a range of one cell."""
        grid = grid_of(value)
        if len(grid) != 1 or len(grid[0]) != 1:
            raise BadArgument(
                where=name,
                found=f"a range of {len(grid):,} x {len(grid[0]) if grid else 0} cells",
                expected=f"{self.takes} in one cell",
            )
        return grid[0][0]


@dataclass(frozen=True)
class Number(Argument):
    """A number, exact. ``least`` and ``most`` are allowed, ``above`` and ``below`` are not."""

    least: float | None = None
    above: float | None = None
    most: float | None = None
    below: float | None = None
    whole: bool = False

    @property
    def takes(self) -> str:
        words = ["a whole number" if self.whole else "a number"]
        if self.least is not None and self.most is not None:
            percent = " (60 % is 0.6)" if self.most == 1 and not self.whole else ""
            return f"{words[0]} from {self.least:g} to {self.most:,g}{percent}"
        words += [f"of at least {self.least:g}"] if self.least is not None else []
        words += [f"above {self.above:g}"] if self.above is not None else []
        words += [f"up to {self.most:g}"] if self.most is not None else []
        words += [f"below {self.below:g}"] if self.below is not None else []
        return " ".join(words)

    def read(self, value: Any, name: str) -> Any:
        cell = self.single(value, name)
        if is_blank(cell):
            return self.when_blank(name)
        return self.checked(cell, name)

    def checked(self, cell: Any, where: str) -> Any:
        number = self.fitting(cell)
        if number is None:
            raise bad_argument(where, cell, self.takes)
        return number

    def fitting(self, cell: Any) -> Any:
        """The number of a cell, or None when it is none or out of bounds. Written for a million cells."""
        number = decimal_of(cell) if type(cell) is float and abs(cell) < LARGEST else number_of(cell)
        if number is None or not self._fits(number):
            return None
        return int(number) if self.whole else number

    def all_fitting(self, cells: Sequence[Any], blank: Any) -> list[Any] | None:
        """The numbers of a whole column, ``blank`` for each None; None when a cell needs a closer look.

        A million cells a column: what can be done for all of them at once is, and a number that comes again and again
        (a rate, a zero) is turned once.
        """
        if self.whole or not set(map(type, cells)) <= {float, type(None)}:
            return None
        different = set(cells)
        missing = None in different
        different.discard(None)
        if not all(map(float(LARGEST).__gt__, map(abs, different))):  # too large, or not a number
            return None
        known = dict(zip(different, decimals_of(different), strict=True))
        if known and not (self._fits(known[min(different)]) and self._fits(known[max(different)])):
            return None
        return list(map({**known, None: blank}.__getitem__ if missing else known.__getitem__, cells))

    def _fits(self, number: Decimal) -> bool:
        if self.whole and number != number.to_integral_value():
            return False
        least, above, most, below = self._bounds
        return (
            (least is None or number >= least)
            and (above is None or number > above)
            and (most is None or number <= most)
            and (below is None or number < below)
            and -LARGEST < number < LARGEST
        )

    @cached_property
    def _bounds(self) -> tuple[Decimal | None, ...]:
        return tuple(b if b is None else Decimal(str(b)) for b in (self.least, self.above, self.most, self.below))


@dataclass(frozen=True)
class Text(Argument):
    """A text or a code; with ``choices`` one of them, whatever its case, returned as the list spells it."""

    choices: tuple[str, ...] = ()

    @property
    def takes(self) -> str:
        return " or ".join(self.choices) if self.choices else "a text"

    def read(self, value: Any, name: str) -> str:
        cell = self.single(value, name)
        if is_blank(cell):
            return str(self.when_blank(name))
        text = text_of(cell)
        if text is None:
            raise bad_argument(name, cell, self.takes)
        if not self.choices:
            return text
        for choice in self.choices:
            if choice.casefold() == " ".join(text.replace("_", " ").split()).casefold():
                return choice
        raise bad_argument(name, cell, self.takes)


@dataclass(frozen=True)
class Date(Argument):
    """A day: a date cell, a date from Python, or ISO text."""

    takes = "a date"

    def read(self, value: Any, name: str) -> dt.date:
        cell = self.single(value, name)
        if is_blank(cell):
            return self.when_blank(name)
        day = date_of(cell)
        if day is None:
            raise bad_argument(name, cell, self.takes)
        return day


PLACES = Number(least=0, most=4, whole=True)
"""Decimal places of a currency (ISO 4217 knows none of more than four)."""


@dataclass(frozen=True)
class Numbers(Argument):
    """A row, a column or a list of numbers, exact, in order. Blanks at the end do not count.

    ``blank`` says what a blank in between is: ``"refuse"``, ``"zero"`` or ``"skip"``. A text in the first cell is
    taken for a header and skipped.
    """

    each: Number = Number()
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


def read_arguments(
    kinds: Mapping[str, Argument], given: Mapping[str, Any], defaults: Mapping[str, Any]
) -> dict[str, Any]:
    """Every argument typed; one left out or blank takes its default, or is refused when it has none."""
    typed = {}
    for name, kind in kinds.items():
        value = given.get(name)
        single = value[0][0] if isinstance(value, list | tuple) and _is_one_cell(value) else value
        if is_blank(single):
            default = defaults[name] if name in defaults else kind.when_blank(name)
            typed[name] = kind.read(default, name) if isinstance(default, int | float) else default
        else:
            typed[name] = kind.read(value, name)
    return typed


def _is_one_cell(value: Any) -> bool:
    return len(value) == 1 and isinstance(value[0], list | tuple) and len(value[0]) == 1
