"""The formulas of a workbook, sheet by sheet; sheets without any are passed over quickly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from wipbook.ooxml.formulas.formula_cells import FormulaCells, formula_cells, may_hold_formulas, plain_texts
from wipbook.ooxml.formulas.vouched import Vouched
from wipbook.ooxml.markup import prefix_of

if TYPE_CHECKING:
    from wipbook.ooxml.document import Document


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


def formula_sheets(document: Document, vouched: Vouched | None = None) -> list[SheetFormulas]:
    """The sheets that hold formulas, in tab order; without those that are ``vouched`` for."""
    return list(_formula_sheets(document, vouched or Vouched()))


def _formula_sheets(document: Document, vouched: Vouched) -> Iterator[SheetFormulas]:
    for at, entry in enumerate(document.entries()):
        if not document.is_worksheet(entry.name):
            continue
        part = document.part_of(entry.name)
        worksheet = document.worksheets.get(part)
        if worksheet is not None:
            data = b"".join(worksheet.rows_with_others_formulas())
            if may_hold_formulas((data,)):
                yield SheetFormulas(at, entry.name, data, worksheet.prefix, vouched)
        elif part not in document.known.without_formulas:
            if may_hold_formulas(document.package.stream(part)):
                data = document.package.read(part)
                yield SheetFormulas(at, entry.name, data, prefix_of(data), vouched)
            else:
                document.known.without_formulas.add(part)
