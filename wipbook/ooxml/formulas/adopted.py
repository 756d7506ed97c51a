"""Formulas that came from another workbook with their value: whether that is what they come to here as well."""

from __future__ import annotations

from wipbook.ooxml.formulas.open_workbook import OpenWorkbook
from wipbook.ooxml.formulas.reads.precedents import Scope, Spot
from wipbook.ooxml.sheet.cells import value_of

_MOST = 2_000
"""Cells that are compared for one formula; of one that reads more nothing is known."""


class Adopted:
    """Compares what formulas read in ``source``, from whose sheet ``origin`` they came, and on ``sheet`` here."""

    def __init__(
        self, document: OpenWorkbook, here: Scope, sheet: str, source: OpenWorkbook, there: Scope, origin: str
    ) -> None:
        self._document, self._source, self._here, self._there = document, source, here, there
        self._at, self._from = document.index_of(sheet), source.index_of(origin)
        self._known: dict[str, bool] = {}

    def holds(self, text: str) -> bool:
        """Whether the formula reads the same figures here as there."""
        if text not in self._known:
            here, there = self._here.precedents(text, self._at), self._there.precedents(text, self._from)
            ours, theirs = (*here.areas, *here.rows), (*there.areas, *there.rows)
            known = not (here.anywhere or there.anywhere or here.positional or here.outside)
            self._known[text] = known and len(ours) == len(theirs) and all(
                _values(self._document, one) == _values(self._source, other) is not None
                for one, other in zip(ours, theirs, strict=True)
            )
        return self._known[text]


def _values(document: OpenWorkbook, spot: Spot) -> dict[tuple[int, int], object] | None:
    """What stands in a rectangle, counted from its corner; None when it is too large to look at."""
    at, area = spot
    entry = document.entries()[at]
    if not document.is_worksheet(entry.name) or area.columns * min(area.rows, _MOST + 1) > _MOST:
        return None
    found = {
        (row - area.first_row, column - area.first_column):
            value_of(cell, document.strings if b't="s"' in cell else None)
        for row, column, cell in document.worksheet(entry.name).cells_in(area)
    }
    return {place: value for place, value in found.items() if value is not None}
