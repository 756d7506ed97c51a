"""The formulas of a workbook, sheet by sheet; sheets without any are passed over quickly."""

from __future__ import annotations

from collections.abc import Callable
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

    def __init__(
        self, at: int, name: str, read: Callable[[], tuple[bytes, bytes]], vouched: Vouched,
        texts: frozenset[str] | None = None,
    ) -> None:
        """``read`` gives the prefix of the sheet and its rows near formulas; ``texts``: where they are known."""
        self.at, self.name, self._read, self._vouched, self._texts = at, name, read, vouched, texts

    @cached_property
    def _rows(self) -> tuple[bytes, bytes]:
        return self._read()

    @cached_property
    def texts(self) -> frozenset[str] | None:
        """The different texts of its formulas; None when the text of some formula is not all there is to it."""
        if self._vouched.knows(self.name):
            return None
        return self._texts if self._texts is not None else plain_texts(self._rows[1], self._rows[0])

    @cached_property
    def cells(self) -> list[FormulaCells]:
        """Every cell with such a formula."""
        prefix, data = self._rows
        found, vouched, name = formula_cells(data, prefix), self._vouched, self.name
        if not vouched.knows(name):
            return list(found)
        return [one for one in found if not vouched.holds(name, one.row, one.column)]


def formula_sheets(document: OpenWorkbook, vouched: Vouched | None = None) -> list[SheetFormulas]:
    """The sheets that hold formulas, in tab order; without those that are ``vouched`` for.

    Sheets that nobody has opened are looked through once: what is known of them is in ``document.known.texts``, and
    they are read again only when single cells are asked for. Errors: those of the guard, for one that holds formulas.
    """
    known, vouched = document.known.texts, vouched or Vouched()
    sheets = {
        at: (entry.name, document.part_of(entry.name))
        for at, entry in enumerate(document.entries()) if document.is_worksheet(entry.name)
    }
    new = [part for _, part in sheets.values() if part not in document.worksheets and part not in known]
    with ThreadPoolExecutor(2) as pool:  # inflating takes the time, and leaves Python to others meanwhile
        rows = dict(zip(new, pool.map(partial(_rows_of, document), new), strict=True))
    found = []
    for at, (name, part) in sheets.items():
        worksheet = document.worksheets.get(part)
        if worksheet is not None:
            data = b"".join(rows for rows in worksheet.rows_with_others_formulas() if holds_formulas(rows))
            if data:
                found.append(SheetFormulas(at, name, partial(_as_read, worksheet.prefix, data), vouched))
            continue
        if part in rows:
            prefix, data = rows[part]
            if data:
                document.extent(name)  # nobody may have read the sheet before: no formula is, before the guard is done
            texts = plain_texts(data, prefix) if data else frozenset()
            if texts is not None:
                known[part] = texts
            if data:
                found.append(SheetFormulas(at, name, partial(_as_read, prefix, data), vouched, texts))
        elif known[part]:
            found.append(SheetFormulas(at, name, partial(_rows_of, document, part), vouched, known[part]))
    return found


def _as_read(prefix: bytes, data: bytes) -> tuple[bytes, bytes]:
    return prefix, data


def _rows_of(document: OpenWorkbook, part: str) -> tuple[bytes, bytes]:
    """The prefix of a sheet that nobody has opened, and its rows near formulas."""
    pieces = document.package.stream(part)
    first = next(pieces, b"")
    return prefix_of(first), rows_with_formulas(chain((first,), pieces))
