"""A function as it was declared: how its arguments are read, its body called, its result made plain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import localcontext
from functools import cached_property
from typing import Any

from wipbook.errors import WipbookError

from .arguments import Argument, OneCell
from .cells import is_blank
from .fault import BadArgument
from .kept import Kept
from .results import to_python

DIGITS = 50
"""Of exact arithmetic: a product of two numbers of 15 digits, summed over a sheet of rows, needs 36."""


@dataclass(frozen=True)
class Declared:
    """``rows`` is the dataclass of the rows that a function spills a list of, ``row`` that of a function whose answer
    is one row; ``spills`` is True for both and for those that answer a table made as they go."""

    body: Callable[..., Any]
    kinds: Mapping[str, Argument]
    defaults: Mapping[str, Any]
    rows: type | None
    row: type | None
    spills: bool

    @cached_property
    def takes_columns(self) -> tuple[str, ...]:
        """The arguments that may be columns: single cells of a function that answers one cell, or one row."""
        if self.spills and self.row is None:
            return ()
        return tuple(name for name, kind in self.kinds.items() if isinstance(kind, OneCell))

    @cached_property
    def typed_defaults(self) -> dict[str, Any]:
        """What a blank argument means; an argument that is not in here may not be left blank."""
        return {
            name: self.kinds[name].read(value, name) if isinstance(value, int | float) else value
            for name, value in self.defaults.items()
        }

    def answer(self, given: Mapping[str, Any]) -> Any:
        """What the function comes to, as a Python caller gets it. Errors: those of the ValueError family."""
        with localcontext(prec=DIGITS):
            try:
                typed = [self.read(name, given.get(name)) for name in self.kinds]
                return to_python(self.body(*typed), self.rows)
            except WipbookError as error:
                if isinstance(error, ValueError):
                    raise
                raise as_value_error(error) from error

    def read(self, name: str, value: Any) -> Any:
        """An argument typed; left out or blank it takes its default, or is refused when it has none."""
        kind = self.kinds[name]
        if type(value) is Kept:
            if not _is_one(value.rows):
                return own(value.read((kind, name), lambda rows: kind.shared(kind.read(rows, name))))
            value = value.rows
        single = value[0][0] if isinstance(value, list | tuple) and _is_one(value) else value
        if is_blank(single):
            defaults = self.typed_defaults
            return own(defaults[name]) if name in defaults else kind.when_blank(name)
        return kind.read(value, name)

    def read_shared(self, name: str, value: Any) -> Any:
        """The same for many calls; each of them is handed its ``own``."""
        typed = self.read(name, value)
        return typed if type(value) is Kept else self.kinds[name].shared(typed)


def as_value_error(error: WipbookError) -> BadArgument:
    return BadArgument(
        where=error.where, found=error.found, expected=error.expected, difference=error.difference, remedy=error.remedy
    )


def own(typed: Any) -> Any:
    """What one call may do with as it likes: a list that others get as well is handed over as a copy."""
    return list(typed) if type(typed) is list else typed


def _is_one(value: Any) -> bool:
    """Whether a range is a single cell, as it is handed over with its row or without."""
    if not isinstance(value, list | tuple):
        return True
    return len(value) == 1 and isinstance(value[0], list | tuple) and len(value[0]) == 1
