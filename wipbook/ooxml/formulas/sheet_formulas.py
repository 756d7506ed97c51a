"""The formulas of a workbook, sheet by sheet; sheets without any are passed over quickly."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from itertools import chain

from wipbook.ooxml.formulas.formula_cells import (
    FormulaCells,
    formula_cells,
    holds_formulas,
    plain_texts,
    rows_with_formulas,
)
from wipbook.ooxml.formulas.open_workbook import OpenWorkbook
from wipbook.ooxml.formulas.vouched import Vouched
from wipbook.ooxml.markup import prefix_of


class SheetFormulas:
    """The formulas of one sheet of which nobody knows whether their value is still right. Those of rows that are only
    just being written are left out: they come with values, or are known to have none. ``at`` is the place of the sheet
    among the tabs, from 0."""

    def __init__(self, at: int, name: str, data: bytes, prefix: bytes, vouched: Vouched) -> None:
        self.at, self.name, self._data, self._prefix, self._vouched = at, name, data, prefix, vouched

    @cached_property
    def texts(self) -> frozenset[str] | None:
        """The different texts of its formulas; None when the text of some formula is not all there is to it."""
        return None if self._vouched.knows(self.name) else plain_texts(self._data, self._prefix)

    @cached_property
    def cells(self) -> list[FormulaCells]:
        """Every cell with such a formula."""
        found, vouched, name = formula_cells(self._data, self._prefix), self._vouched, self.name
        if not vouched.knows(name):
            return list(found)
        return [one for one in found if not vouched.holds(name, one.row, one.column)]


def formula_sheets(document: OpenWorkbook, vouched: Vouched | None = None) -> list[SheetFormulas]:
    """The sheets that hold formulas, in tab order; without those that are ``vouched`` for."""
    sheets = {
        at: (entry.name, document.part_of(entry.name))
        for at, entry in enumerate(document.entries()) if document.is_worksheet(entry.name)
    }
    closed = {
        at: part for at, (_, part) in sheets.items()
        if part not in document.worksheets and part not in document.known.without_formulas
    }
    with ThreadPoolExecutor(2) as pool:  # inflating takes the time, and leaves Python to others meanwhile
        found = dict(zip(closed, pool.map(partial(_rows_of, document), closed.values()), strict=True))
    document.known.without_formulas |= {closed[at] for at, (_, rows) in found.items() if not rows}
    for at, (_, part) in sheets.items():
        worksheet = document.worksheets.get(part)
        if worksheet is not None:
            found[at] = worksheet.prefix, b"".join(
                rows for rows in worksheet.rows_with_others_formulas() if holds_formulas(rows)
            )
    return [
        SheetFormulas(at, sheets[at][0], rows, prefix, vouched or Vouched())
        for at, (prefix, rows) in sorted(found.items()) if rows
    ]


def _rows_of(document: OpenWorkbook, part: str) -> tuple[bytes, bytes]:
    """The prefix of a sheet that nobody has opened, and its rows near formulas."""
    pieces = document.package.stream(part)
    first = next(pieces, b"")
    return prefix_of(first), rows_with_formulas(chain((first,), pieces))
