"""The kinds of arguments that are one cell, and a column of such cells read at once."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NoReturn

from wipbook.errors import WipbookError

from .cells import date_of, decimal_of, decimals_of, grid_of, is_blank, number_of, text_of
from .fault import LARGEST, BadArgument, bad_argument

Column = tuple[list[Any], dict[int, WipbookError]]
"""The values of a column of cells, and the faults of those that have none, by their position."""
_PLAIN = frozenset((float, str, int, bool, type(None), dt.datetime))


class Argument(ABC):
    """One kind of argument. ``read`` gets a value that is not blank; ``takes`` says in words what it reads."""

    @property
    @abstractmethod
    def takes(self) -> str: ...

    @abstractmethod
    def read(self, value: Any, name: str) -> Any: ...

    def when_blank(self, name: str) -> NoReturn:
        raise BadArgument(where=name, found="a blank", expected=self.takes)

    def shared(self, typed: Any) -> Any:
        """What was read, as it is handed to many calls."""
        return typed


class OneCell(Argument):
    """An argument that is one cell. ``value_of`` gets a cell that is not blank and says None when it does not fit.

    Given a column of cells the function answers for each of them.
    """

    @abstractmethod
    def value_of(self, cell: Any) -> Any: ...

    def read(self, value: Any, name: str) -> Any:
        cell = value if type(value) in _PLAIN else self.single(value, name)
        if is_blank(cell):
            return self.when_blank(name)
        found = self.value_of(cell)
        if found is None:
            raise bad_argument(name, cell, self.takes)
        return found

    def column(self, cells: Sequence[Any], name: str, defaults: Sequence[Any] = ()) -> Column:
        """``read`` of each cell; ``defaults`` holds what a blank means, nothing when it is a fault.

        A column says the same codes, days and numbers again and again: each is read once.
        """
        values: list[Any] = []
        faults: dict[int, WipbookError] = {}
        known: dict[Any, Any] = {}
        for at, cell in enumerate(cells):
            key = type(cell), cell  # TRUE and 1 are equal, but not the same cell
            try:
                value = known[key]
            except KeyError:
                value = known[key] = self._value_or_fault(cell, name, defaults)
            except TypeError:  # no cell of a spreadsheet
                value = self._value_or_fault(cell, name, defaults)
            if isinstance(value, WipbookError):
                faults[at], value = value, None
            values.append(value)
        return values, faults

    def _value_or_fault(self, cell: Any, name: str, defaults: Sequence[Any]) -> Any:
        if defaults and is_blank(cell):
            return defaults[0]
        try:
            return self.read(cell, name)
        except WipbookError as error:
            return error

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
class Number(OneCell):
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

    def value_of(self, cell: Any) -> Any:
        return self.fitting(cell)

    def column(self, cells: Sequence[Any], name: str, defaults: Sequence[Any] = ()) -> Column:
        if defaults or None not in cells:
            fast = self.all_fitting(cells, *(defaults or (None,)))
            if fast is not None:
                return fast, {}
        return super().column(cells, name, defaults)

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
class Text(OneCell):
    """A text or a code; with ``choices`` one of them, whatever its case, returned as the list spells it."""

    choices: tuple[str, ...] = ()

    @property
    def takes(self) -> str:
        return " or ".join(self.choices) if self.choices else "a text"

    def value_of(self, cell: Any) -> str | None:
        text = text_of(cell)
        if text is None:
            return None
        if not self.choices:
            return text
        for choice in self.choices:
            if choice.casefold() == " ".join(text.replace("_", " ").split()).casefold():
                return choice
        return None


@dataclass(frozen=True)
class Date(OneCell):
    """A day: a date cell, a date from Python, or ISO text."""

    takes = "a date"

    def value_of(self, cell: Any) -> dt.date | None:
        return date_of(cell)


PLACES = Number(least=0, most=4, whole=True)
"""Decimal places of a currency (ISO 4217 knows none of more than four)."""
