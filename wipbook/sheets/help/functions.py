"""Functions: each custom function with a live example from a published source. Prove writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import polars as pl

from wipbook.books.results import Results
from wipbook.port.tab import Button, Group
from wipbook.port.tables import CellValue, Formula, letters
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

NEEDS_ADD_IN = "needs the add-in"
_CELL = "Functions[[#This Row],[{}]]"
_RESULT, _EXPECTED, _PLACES = _CELL.format("Result"), _CELL.format("Expected"), _CELL.format("Places")
DIFFERENCE = f'=IF(ISNUMBER({_RESULT}),ROUND({_RESULT},{_PLACES})-{_EXPECTED},"")'
_SAME = f"IF(ISNUMBER({_RESULT}),{_CELL.format('Difference')}=0,{_RESULT}={_EXPECTED})"
AGREES = f'=IF(ISERROR({_RESULT}),"{NEEDS_ADD_IN}",{_SAME})'

COLUMNS = (
    OutputColumn("Group", Look.TEXT, width=16),
    OutputColumn("Function", Look.TEXT, "[what may be left out]", width=34, wrap=True),
    OutputColumn("What It Returns", Look.TEXT, width=44, wrap=True),
    OutputColumn("Result", Look.UNIT_COST, "live, computed by the add-in", width=16),
    OutputColumn("Expected", Look.UNIT_COST, "as printed in the source", width=16),
    OutputColumn(
        "Difference", Look.UNIT_COST, "at the places printed", width=13, formula=DIFFERENCE, mark=Mark.NOT_ZERO
    ),
    OutputColumn("Agrees", Look.FLAG, width=12, formula=AGREES, mark=Mark.TRUE_IS_GOOD),
    OutputColumn("Source", Look.TEXT, "who published the figure", width=48, wrap=True),
    OutputColumn("Example", Look.TEXT, "copy it into any cell and change it", width=60),
    OutputColumn("Places", Look.COUNT, "decimal places of the source", width=8),
)


class Example(Protocol):
    """What a function brings to be proved (see ``udfs.boundary.example``)."""

    arguments: tuple[Any, ...]
    source: str

    @property
    def expected(self) -> float | str: ...

    @property
    def places(self) -> int: ...

    def formula(self, name: str) -> str: ...

    def picked(self, result: Any) -> Any: ...

    def agrees(self, got: Any) -> bool: ...


class Card(Protocol):
    """What a function says of itself (see ``udfs.boundary.excel_function``)."""

    name: str
    group: str
    summary: str

    @property
    def signature(self) -> str: ...

    @property
    def example(self) -> Example: ...


def _rows(results: Results) -> pl.DataFrame:
    raise AssertionError("the Functions sheet is written by prove, not by refresh")


SHEET = OutputSheet(
    name="Functions",
    order=395,
    title="Custom functions",
    about="Every =wip_ function with a worked example from a published source, computed live",
    source="One row per function: the example computed in this workbook beside the figure its source prints.",
    kind="control",
    tables=(OutputTable("Functions", COLUMNS, _rows, of_release=True),),
    filled_by="prove",
    button=Button(
        Group.HELP, 10, "Functions", "FunctionWizard", "Go to the list of functions",
        "Every =wip_ function with its arguments and a worked example.",
    ),
    roles=(CONTROLLER, AUDITOR),
)


def rows_of(cards: Sequence[Card], functions: Mapping[str, Callable[..., Any]]) -> pl.DataFrame:
    """The table Functions without Result and Expected, whose cells differ in kind from row to row.

    Difference and Agrees are what their formulas come to.
    """
    rows = []
    for card in cards:
        example = card.example
        got = _computed(card, functions)
        close = example.agrees(got)
        difference = 0.0 if close and not isinstance(got, str) else None
        if not close and isinstance(got, int | float) and not isinstance(example.expected, str):
            difference = round(got, example.places) - example.expected
        rows.append((card.group, card.signature, card.summary, difference, close, example.source,
                     example.formula(card.name), float(example.places)))
    schema = {"Group": pl.String, "Function": pl.String, "What It Returns": pl.String, "Difference": pl.Float64,
              "Agrees": pl.Boolean, "Source": pl.String, "Example": pl.String, "Places": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def live_cells(
    cards: Sequence[Card], functions: Mapping[str, Callable[..., Any]], first_row: int, columns: Sequence[str]
) -> dict[str, CellValue | Formula]:
    """The cells of Result (the example as a formula, with its value) and Expected."""
    result, expected = (letters(columns.index(name) + 1) for name in ("Result", "Expected"))
    cells: dict[str, CellValue | Formula] = {}
    for row, card in enumerate(cards, first_row):
        cells[f"{result}{row}"] = Formula(card.example.formula(card.name), _computed(card, functions))
        cells[f"{expected}{row}"] = card.example.expected
    return cells


def computed_once(
    cards: Sequence[Card], functions: Mapping[str, Callable[..., Any]]
) -> dict[str, Callable[..., Any]]:
    """Functions by name that give the answers to the examples of the ``cards``, for ``rows_of`` and ``live_cells``:
    both ask for every one, and some of them cost a whole plant."""
    return {card.name: _always(functions[card.name](*card.example.arguments)) for card in cards}


def _always(answer: Any) -> Callable[..., Any]:
    return lambda *arguments: answer


def _computed(card: Card, functions: Mapping[str, Callable[..., Any]]) -> Any:
    return card.example.picked(functions[card.name](*card.example.arguments))
