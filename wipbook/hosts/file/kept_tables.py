"""Places and small tables of a document, for whoever asks again while they are as they were."""

from __future__ import annotations

from wipbook.hosts.file.table_cells import place_of
from wipbook.ooxml.document import Document
from wipbook.ooxml.table.tables import Table
from wipbook.port.tables import TableCells, TablePlace

_SMALL = 5_000
"""Cells of a table up to which it is kept: those that are asked for several times in a run are lists of a few rows."""


class KeptTables:
    """What was read of a document, and of the one that takes its place at a save.

    A table is kept only as far as nothing but its own sheet can change what is read: no formula in it, nothing beside
    it or below it. It is read again once its sheet was touched, a table on that sheet became another, or formats were
    added.
    """

    def __init__(self) -> None:
        self._places: tuple[object, dict[str, tuple[Table, TablePlace]]] = None, {}
        self._tables: dict[str, tuple[Document, list[Table], TableCells]] = {}

    def places(self, document: Document) -> dict[str, TablePlace]:
        """Where every table stands."""
        tables = document.tables()
        if self._places[0] is not tables:  # the document has another collection once a table changed
            self._places = tables, {name: self._place(name, table) for name, table in tables.items()}
        return {name: place for name, (_, place) in self._places[1].items()}

    def _place(self, name: str, table: Table) -> tuple[Table, TablePlace]:
        known = self._places[1].get(name)
        return known if known is not None and known[0] is table else (table, place_of(table))

    def of(self, document: Document, table: Table) -> TableCells | None:
        """The table as it was read, if reading it again would give the same."""
        known, those, cells = self._tables.get(table.name, (None, [], None))
        if known is not document or document.styles_changed or document.is_touched(table.sheet):
            return None
        now = _on_its_sheet(document, table)
        same = len(now) == len(those) and all(one is other for one, other in zip(now, those, strict=True))
        return cells if same else None

    def keep(self, document: Document, table: Table, cells: TableCells) -> TableCells:
        """Remember a table that was just read, with nothing around it; the same cells."""
        free = not (cells.formulas or cells.uncalculated or cells.outside)
        if free and cells.frame.width * cells.frame.height <= _SMALL and not document.is_touched(table.sheet):
            self._tables[table.name] = document, _on_its_sheet(document, table), cells
        return cells


def _on_its_sheet(document: Document, table: Table) -> list[Table]:
    return [one for one in document.tables().values() if one.sheet == table.sheet]
