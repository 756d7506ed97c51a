"""The decorator that makes a one-line Python function a worksheet function, in Excel and in LibreOffice."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import localcontext
from typing import Any

from wipbook.errors import WipbookError

from .arguments import Argument, read_arguments
from .cells import FromCell
from .collector import collector_paused
from .example import Example
from .fault import BadArgument
from .results import error_table, error_text, to_cells, to_python

LONGEST_DESCRIPTION = 255
DIGITS = 50
"""Of exact arithmetic: a product of two numbers of 15 digits, summed over a sheet of rows, needs 36."""


@dataclass(frozen=True)
class Card:
    """What is known of a function: for the wizard, the Functions sheet, the documentation, and Prove."""

    name: str
    group: str
    summary: str
    arguments: dict[str, str]
    optional: frozenset[str]
    spills: bool
    example: Example

    @property
    def signature(self) -> str:
        """``wip_x(a, [b])`` with what may be left out in brackets."""
        return f"{self.name}({', '.join(f'[{a}]' if a in self.optional else a for a in self.arguments)})"


def excel_function(
    *, example: Example, returns: type | None = None, spills: bool | None = None, **kinds: Argument
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a function for the WIP category.

    ``kinds`` says how each argument is read; the function gets exact values and returns exact values. ``returns`` is
    the dataclass of the rows of a function that spills a list of them; ``spills`` is True for the others that spill.
    Called from a spreadsheet it answers a fault with ``#WIP: ...`` (a table with a Status column when it spills),
    from Python it raises ``BadArgument`` or the fault of the engine, all of the ValueError family. The
    descriptions come from the docstring: its first line, and the lines under ``Arguments:``.
    """

    def decorate(body: Callable[..., Any]) -> Callable[..., Any]:
        parameters = inspect.signature(body).parameters
        if list(parameters) != list(kinds):
            raise TypeError(f"{body.__name__}: the arguments are {list(parameters)}, their kinds say {list(kinds)}")
        defaults = {name: p.default for name, p in parameters.items() if p.default is not inspect.Parameter.empty}
        is_table = returns is not None or bool(spills)

        @functools.wraps(body)
        def function(*given: Any, **named: Any) -> Any:
            values = {**dict(zip(kinds, given, strict=False)), **named}
            if len(given) > len(kinds) or set(values) - set(kinds):
                raise TypeError(f"{body.__name__} takes {', '.join(kinds)}")
            in_cell = any(isinstance(value, FromCell) for value in values.values())
            bare = {name: v.value if isinstance(v, FromCell) else v for name, v in values.items()}
            if not in_cell:
                return _answer(body, kinds, bare, defaults, returns)
            try:
                with collector_paused():
                    return to_cells(_answer(body, kinds, bare, defaults, returns))
            except WipbookError as error:
                return error_table(error) if is_table else error_text(error)
            except Exception as error:  # noqa: BLE001 - a cell must show one line, whatever happened
                fault = WipbookError(found=f"{type(error).__name__} ({error})", expected="no fault: please report it")
                return error_table(fault) if is_table else error_text(fault)

        summary, documented = _read_docstring(body)
        if list(documented) != list(kinds):
            raise TypeError(f"{body.__name__}: the docstring describes {list(documented)}, not {list(kinds)}")
        function.card = Card(  # type: ignore[attr-defined]
            body.__name__, inspect.getmodule(body).__doc__.split("\n")[0].split(":")[0],  # type: ignore[union-attr]
            summary, documented, frozenset(defaults), is_table, example,
        )
        # Excel's server and the builder of the add-in have xlwings loaded before they load a function. It takes more
        # than a second and brings pandas along: in the shell and in LibreOffice there is nobody to declare it to.
        if "xlwings" not in sys.modules:
            return function
        from .shown_to_excel import shown_to_excel

        return shown_to_excel(function, documented)

    return decorate


def _answer(
    body: Callable[..., Any], kinds: dict[str, Argument], given: dict[str, Any], defaults: dict[str, Any],
    returns: type | None,
) -> Any:
    try:
        with localcontext(prec=DIGITS):
            return to_python(body(**read_arguments(kinds, given, defaults)), returns)
    except WipbookError as error:
        if isinstance(error, ValueError):
            raise
        raise BadArgument(
            where=error.where, found=error.found, expected=error.expected, difference=error.difference,
            remedy=error.remedy,
        ) from error


def _read_docstring(body: Callable[..., Any]) -> tuple[str, dict[str, str]]:
    text = inspect.cleandoc(body.__doc__ or "")
    summary = text.split("\n\n")[0].replace("\n", " ")
    found: dict[str, str] = {}
    section = re.search(r"^Arguments:\n((?:(?: {4}.*)?\n?)+)", text, re.MULTILINE)
    name = ""
    for line in section.group(1).splitlines() if section else []:
        start = re.match(r" {4}(\w+): (.*)", line)
        if start:
            name = start.group(1)
            found[name] = start.group(2).strip()
        elif name and line.strip():
            found[name] += " " + line.strip()
    for label, description in (("", summary), *found.items()):
        if len(description) > LONGEST_DESCRIPTION:
            raise TypeError(f"{body.__name__} {label}: the description is longer than {LONGEST_DESCRIPTION}")
    return summary, found
