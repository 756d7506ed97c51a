"""Which formulas read a cell, and which read those, to the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wipbook.ooxml.address import Area
from wipbook.ooxml.formulas.areas_index import AreasIndex
from wipbook.ooxml.formulas.formula_cells import FormulaCells
from wipbook.ooxml.formulas.reads.precedents import Precedents, Scope

_MANY = 10_000
Cell = tuple[int, FormulaCells]
"""A formula, and the place of its sheet among the tabs."""


def reads_of(scope: Scope, at: int, one: FormulaCells) -> Precedents:
    """What a formula of a sheet reads."""
    reads = scope.precedents(one.text, at, one.down, one.right)
    if not one.besides:
        return reads
    return Precedents((*reads.areas, *((at, area) for area in one.besides)), reads.rows, reads.anywhere)


def places_of(found: Iterable[Cell]) -> dict[int, set[tuple[int, int]]]:
    """The cells that formulas fill, by row and column, sheet by sheet."""
    places: dict[int, set[tuple[int, int]]] = {}
    for at, one in found:
        area = one.area
        places.setdefault(at, set()).update(
            (row, column) for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
        )
    return places


class Dependents:
    """Formulas by what they read."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._whole: dict[int, AreasIndex[Cell]] = {}
        self._by_row: dict[int, dict[Area, dict[int, list[Cell]]]] = {}

    def add(self, cell: Cell, reads: Precedents) -> None:
        """A formula, and what it reads."""
        for at, area in reads.areas:
            self._whole.setdefault(at, AreasIndex()).add(area, cell)
        for at, area in reads.rows:
            self._by_row.setdefault(at, {}).setdefault(area, {}).setdefault(cell[1].row, []).append(cell)

    def of(self, first: Iterable[Cell]) -> Iterator[Cell]:
        """These formulas and all that depend on them, each once. It can be asked once: what was found is forgotten."""
        waiting = list(first)
        done: set[tuple[int, int, int]] = set()
        while waiting:
            at, one = cell = waiting.pop()
            if (at, one.row, one.column) in done:
                continue
            done.add((at, one.row, one.column))
            yield cell
            waiting += self._readers(at, one.area)

    def _readers(self, at: int, area: Area) -> Iterator[Cell]:
        """Who reads a cell of an area."""
        whole, by_row = self._whole.get(at), self._by_row.get(at, {})
        if area.rows * area.columns > _MANY:
            yield from whole.meeting(area) if whole else ()
            for other, rows in by_row.items():
                if other.meets(area):
                    yield from (cell for cells in rows.values() for cell in cells)
            return
        for row in range(area.first_row, area.last_row + 1):
            for column in range(area.first_column, area.last_column + 1):
                yield from whole.take(row, column) if whole else ()
                for other, rows in by_row.items():
                    if other.holds(row, column):
                        yield from rows.get(row, ())
