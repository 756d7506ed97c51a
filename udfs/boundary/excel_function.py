"""The decorator that makes a one-line Python function a worksheet function, in Excel and in LibreOffice."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wipbook.errors import WipbookError

from .arguments import Argument
from .cells import FromCell
from .collector import collector_paused
from .declared import Declared
from .example import Example
from .results import error_table, error_text, to_cells
from .spread import blocks_of, spread, unforeseen

LONGEST_DESCRIPTION = 255
_ONE = frozenset((float, str, int, bool, type(None)))


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
    columns: tuple[str, ...]

    @property
    def signature(self) -> str:
        """``wip_x(a, [b])`` with what may be left out in brackets."""
        return f"{self.name}({', '.join(f'[{a}]' if a in self.optional else a for a in self.arguments)})"

    @property
    def about_columns(self) -> str:
        """What comes of columns of cells where the function asks for one; an empty text where it takes none."""
        if not self.columns:
            return ""
        which = "Any argument" if len(self.columns) == len(self.arguments) else _listed(self.columns)
        more = "row for each cell, and a column Status that says what is wrong with it" if self.spills else (
            "result for each cell, or the line that says what is wrong with it"
        )
        return f"{which} may be a column: the answer then has a {more}."


def excel_function(
    *, example: Example, returns: type | None = None, row: type | None = None, spills: bool = False, **kinds: Argument
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a function for the WIP category.

    ``kinds`` says how each argument is read; the function gets exact values and returns exact values. ``returns`` is
    the dataclass of the rows of a function that spills a list of them, ``row`` that of a function that answers one row;
    ``spills`` is True for the others that spill. Called from a spreadsheet it answers a fault with ``#WIP: ...`` (a
    table with a Status column when it spills), from Python it raises ``BadArgument`` or the fault of the engine, all of
    the ValueError family. A function that answers a cell or a row takes columns for its single cells. The descriptions
    come from the docstring: its first line, and the lines under ``Arguments:``.
    """

    def decorate(body: Callable[..., Any]) -> Callable[..., Any]:
        parameters = inspect.signature(body).parameters
        if list(parameters) != list(kinds):
            raise TypeError(f"{body.__name__}: the arguments are {list(parameters)}, their kinds say {list(kinds)}")
        defaults = {name: p.default for name, p in parameters.items() if p.default is not inspect.Parameter.empty}
        declared = Declared(body, kinds, defaults, returns, row, spills or returns is not None or row is not None)

        @functools.wraps(body)
        def function(*given: Any, **named: Any) -> Any:
            values = {**dict(zip(kinds, given, strict=False)), **named}
            if len(given) > len(kinds) or set(values) - set(kinds):
                raise TypeError(f"{body.__name__} takes {', '.join(kinds)}")
            in_cell = any(isinstance(value, FromCell) for value in values.values())
            bare = {name: v.value if isinstance(v, FromCell) else v for name, v in values.items()}
            return _in_cell(declared, bare) if in_cell else _answer(declared, bare, False)

        summary, documented = _read_docstring(body)
        if list(documented) != list(kinds):
            raise TypeError(f"{body.__name__}: the docstring describes {list(documented)}, not {list(kinds)}")
        card = Card(
            body.__name__, inspect.getmodule(body).__doc__.split("\n")[0].split(":")[0],  # type: ignore[union-attr]
            summary, documented, frozenset(defaults), declared.spills, example, declared.takes_columns,
        )
        function.card = card  # type: ignore[attr-defined]
        function.__doc__ = _with_columns(body.__doc__ or "", card.about_columns)
        # Excel's server and the builder of the add-in have xlwings loaded before they load a function. It takes more
        # than a second and brings pandas along: in the shell and in LibreOffice there is nobody to declare it to.
        if "xlwings" not in sys.modules:
            return function
        from .shown_to_excel import shown_to_excel

        return shown_to_excel(function, documented)

    return decorate


def _answer(declared: Declared, given: dict[str, Any], in_cell: bool) -> Any:
    blocks = blocks_of(declared, given, in_cell)
    return spread(declared, given, blocks, in_cell) if blocks else declared.answer(given)


def _in_cell(declared: Declared, given: dict[str, Any]) -> Any:
    """The answer as a spreadsheet takes it, whatever happens."""
    try:
        if _ONE.issuperset(map(type, given.values())):  # single cells: nothing for the collector to look at
            return to_cells(declared.answer(given))
        with collector_paused():
            return to_cells(_answer(declared, given, in_cell=True))
    except WipbookError as error:
        fault = error
    except Exception as error:  # noqa: BLE001 - a cell must show one line, whatever happened
        fault = unforeseen(error)
    return error_table(fault) if declared.spills else error_text(fault)


def _listed(names: tuple[str, ...]) -> str:
    """``a``, ``a or b``, ``a, b or c``.

    >>> _listed(("a", "b", "c"))
    'a, b or c'
    """
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _with_columns(docstring: str, about: str) -> str:
    """The docstring with what it says of columns, before its doctest."""
    if not about:
        return docstring
    indent = "    "
    text, doctest, example = docstring.rstrip().partition(f"\n\n{indent}>>> ")
    return f"{text}\n\n{indent}{about}{doctest}{example}\n{indent}"


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
