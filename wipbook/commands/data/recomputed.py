"""The formulas among the inputs, computed anew: whether their figures are those they come to today."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wipbook.commands.workbench.recalculation import computed, document_of
from wipbook.errors import WipbookError
from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.document import Document
from wipbook.ooxml.formulas.values import has_value
from wipbook.ooxml.sheet.cells import value_of
from wipbook.port.tables import TableCells
from wipbook.port.workbook import Workbook

_APART = 1e-9
"""How far two figures may lie apart, of the larger: the last digits differ from program to program."""


@dataclass(frozen=True)
class Differs:
    """A formula whose value in the file, ``cached``, is another than the one it comes to."""

    sheet: str
    cell: str
    cached: object
    recomputed: object


@dataclass(frozen=True)
class InputFormulas:
    """``count`` formulas stand in input tables; ``compared`` of them could be computed anew (None: by nobody here, or
    not needed), and these ``differ``. ``why_not`` is why nobody computed them."""

    count: int = 0
    compared: int | None = None
    differ: tuple[Differs, ...] = ()
    why_not: str = ""


def input_formulas(
    workbook: Workbook, tables: Mapping[str, TableCells], progress: Callable[[str], None] = lambda step: None
) -> InputFormulas:
    """Count the formulas in input ``tables``, and have LibreOffice compute them in a copy where it is at hand.

    A program that has the workbook open calculates by itself: there they are only counted. Formulas that are not
    calculated are listed elsewhere.
    """
    places: dict[str, set[tuple[int, int]]] = {}
    for cells in tables.values():
        place = cells.place
        for header, rows in cells.formulas.items():
            column = place.first_column + place.headers.index(header)
            places.setdefault(place.sheet, set()).update((place.first_row + row, column) for row in rows)
    count = sum(map(len, places.values()))
    document = document_of(workbook)
    if not count or document is None:
        return InputFormulas(count)
    cached = {sheet: _cached(document, sheet, cells) for sheet, cells in places.items()}
    progress("Computing the formulas of the inputs in LibreOffice")
    try:
        anew = computed(document, {sheet: set(values) for sheet, values in cached.items()})
    except WipbookError as error:
        return InputFormulas(count, why_not=f"{error.found}, expected {error.expected}")
    found = [
        Differs(sheet, cell_text(*place), cached[sheet][place], value)
        for sheet, values in anew.items() for place, value in sorted(values.items())
        if not same(cached[sheet][place], value)
    ]
    return InputFormulas(count, sum(map(len, anew.values())), tuple(found))


def same(one: object, other: object) -> bool:
    """Whether two values of a cell are the same figure.

    >>> same(0.1 + 0.2, 0.3), same(100, 1000), same(True, 1), same("a", "a")
    (True, False, False, True)
    """
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=_APART, abs_tol=_APART)
    return one == other


def _cached(document: Document, sheet: str, places: set[tuple[int, int]]) -> dict[tuple[int, int], object]:
    rows, columns = [row for row, _ in places], frozenset(column for _, column in places)
    area = Area(min(rows), min(columns), max(rows), max(columns))
    return {
        (row, column): value_of(cell, document.strings if b't="s"' in cell else None)
        for row, column, cell in document.worksheet(sheet).cells_at(area, columns)
        if (row, column) in places and has_value(cell)
    }
