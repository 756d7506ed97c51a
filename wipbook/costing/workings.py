"""A ledger while it is costed: what cannot be used is taken out here, and the ledger itself stays as it was read."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.row_hashes import row_hashes
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.policy import Policy
from wipbook.ledger.rejections import ROW_EXCLUDED, WARNING, Rejections
from wipbook.ledger.tables import ROW
from wipbook.port.tables import TableCells
from wipbook.schema import input_sheet


class Workings:
    """The tables that still count, and what was found while costing: ``rejections``, ``left_out`` (by sheet, the
    ``_row`` of what was taken out)."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._tables = dict(ledger.tables)
        self.rejections = Rejections()
        self.left_out: dict[str, set[int]] = {}

    @property
    def policy(self) -> Policy:
        return self._ledger.policy

    @property
    def closed(self) -> Closed:
        return self._ledger.closed

    def table(self, sheet: str) -> pl.DataFrame:
        """An input table without the rows that were refused so far."""
        return self._tables[sheet]

    def closed_rows(self, sheet: str) -> frozenset[int]:
        """The ``_row`` of what was there, as it is now, when its period was closed."""
        if not self.closed.standing:
            return frozenset()
        frame = self._ledger.table(sheet)
        known = self.closed.known_rows.get(sheet, set())
        hashes = row_hashes(input_sheet(sheet), frame)
        past = (frame["Date"] <= self.closed.through).to_list()
        return frozenset(
            row for row, told, closed in zip(frame[ROW].to_list(), hashes, past, strict=True)
            if closed and told in known
        )

    def cells(self, sheet: str) -> TableCells | None:
        """Where a sheet's table stands; None where the workbook has none."""
        return self._ledger.cells.get(sheet)

    def where(self, sheet: str, row: int, column: str) -> str:
        """The address of a cell, such as Movements!H12; the sheet where its table is not there."""
        cells = self.cells(sheet)
        return cells.address(row, column) if cells is not None else sheet

    def doubt(
        self, sheet: str, rows: pl.DataFrame, column: str, found: Sequence[object] | str, expected: str, remedy: str
    ) -> None:
        """List rows that are costed as they stand although they are probably not what was meant."""
        self._list(sheet, rows, column, found, expected, remedy, WARNING)

    def refuse(
        self, sheet: str, rows: pl.DataFrame, column: str, found: Sequence[object] | str, expected: str, remedy: str
    ) -> None:
        """List rows that cannot be costed, and take them out."""
        if rows.is_empty():
            return
        self._list(sheet, rows, column, found, expected, remedy, ROW_EXCLUDED)
        self.left_out.setdefault(sheet, set()).update(rows[ROW].to_list())
        self._tables[sheet] = self.table(sheet).filter(~pl.col(ROW).is_in(rows[ROW].implode()))

    def _list(
        self, sheet: str, rows: pl.DataFrame, column: str, found: Sequence[object] | str, expected: str, remedy: str,
        effect: str,
    ) -> None:
        cells = self.cells(sheet)
        if rows.is_empty() or cells is None:
            return
        keys = rows[input_sheet(sheet).key[0]].to_list()
        self.rejections.add(cells, rows[ROW].to_list(), column, found, expected, remedy, effect, keys)
