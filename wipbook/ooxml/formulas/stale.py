"""Formulas whose value is no longer true, because something they depend on was changed: their values are taken out.

A formula without a value is computed by whoever opens the workbook, and read by nobody as if it were a figure. What
others changed before cannot be seen in a file; what is changed here can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from wipbook.ooxml import workbook as book
from wipbook.ooxml.address import Area
from wipbook.ooxml.formulas.adopted import Adopted
from wipbook.ooxml.formulas.changed_cells import ChangedCells, changed_cells
from wipbook.ooxml.formulas.dependents import Cell, Dependents, places_of, reads_of
from wipbook.ooxml.formulas.formula_cells import FormulaCells
from wipbook.ooxml.formulas.open_workbook import OpenWorkbook
from wipbook.ooxml.formulas.reads.precedents import Precedents, Scope
from wipbook.ooxml.formulas.reads.sheet_reads import joined
from wipbook.ooxml.formulas.sheet_formulas import SheetFormulas, formula_sheets
from wipbook.ooxml.formulas.structure import structure_of
from wipbook.ooxml.formulas.values import without_values
from wipbook.ooxml.sheet.worksheet import Worksheet
from wipbook.ooxml.table.tables import Table, parse_table


def drop_stale_values(document: OpenWorkbook) -> int:
    """Take the value out of every formula that depends on a changed cell; how many values were taken out.

    Formulas that were written with their value keep it. Errors: those of reading the sheets.
    """
    if not document.touched and document.workbook == document.first_workbook and not document.package.changed:
        return 0
    sheets = formula_sheets(document, document.known.vouched)
    if not sheets:
        return 0
    by_sheet = places_of(_Stale(document, sheets).found())
    names = [entry.name for entry in document.entries()]
    return sum(without_values(document, names[at], cells) for at, cells in by_sheet.items())


def scope_of(document: OpenWorkbook) -> Scope:
    """What the formulas of a workbook can speak of, and what of it is not what it was in the file."""
    entries = book.sheet_entries(document.first_workbook)
    old_sheets = [entry.name.casefold() for entry in entries]
    sheets = [entry.name for entry in document.entries()]
    number = {name.casefold(): at for at, name in enumerate(sheets)}
    old: dict[tuple[int | None, str], str] = {}
    for one in book.defined_names(document.first_workbook):
        text = one.text
        for insertion in document.known.insertions:
            text = insertion.formula(text, False)
        local = one.sheet  # of a sheet that there never was it stays what it is
        if local is not None and 0 <= local < len(old_sheets):
            local = number.get(old_sheets[local])
        old[local, one.name.casefold()] = text
    now = {(one.sheet, one.name.casefold()): one.text for one in book.defined_names(document.workbook)}
    moved = frozenset(key for key in {*old, *now} if old.get(key) != now.get(key))
    tables = document.tables()
    return Scope(
        sheets, {name.casefold(): table for name, table in tables.items()},
        {**{key: "#REF!" for key in old if key not in now}, **now}, moved, _resized(document, tables.values()),
    )


def _resized(document: OpenWorkbook, tables: Iterable[Table]) -> dict[str, Area]:
    """The tables that had another size in the file, with the area they had; those that are new."""
    found: dict[str, Area] = {}
    archive = document.package.archive
    for table in tables:
        if table.part not in archive.members:
            found[table.name.casefold()] = table.area
        elif document.package.is_changed(table.part):
            area = parse_table(archive.read(table.part), table.part, table.sheet).area
            for insertion in document.known.insertions:
                if insertion.sheet.casefold() == table.sheet.casefold():
                    area = Area(insertion.row(area.first_row), area.first_column,
                                insertion.row(area.last_row), area.last_column)
            if area != table.area:
                found[table.name.casefold()] = area
    return found


class _Stale:
    """One search. ``changed`` are the cells that say something else, by sheet, as far as formulas read them."""

    def __init__(self, document: OpenWorkbook, sheets: list[SheetFormulas]) -> None:
        self.document, self.sheets = document, sheets
        self.structure = structure_of(document)
        self.entries = document.entries()
        new = {entry.name for entry in self.entries if document.part_of(entry.name) not in self._old_parts()}
        self.new = {at for at, entry in enumerate(self.entries) if entry.name in new}
        self.positional = bool(document.known.insertions or new)
        self.adopted: dict[str, Adopted] = {}
        self.reads = {sheet.at: self._reads(sheet) for sheet in sheets}
        self.changed = self._changed()

    @cached_property
    def scope(self) -> Scope:
        """Every table is read for it: only where what whole sheets read is not enough."""
        return scope_of(self.document)

    def _old_parts(self) -> set[str]:
        return set(self.document.package.archive.members)

    def found(self) -> Iterator[Cell]:
        """Every formula whose value is no longer true."""
        sheets = self._joined()
        if not sheets:
            return iter(())
        dependents, first = Dependents(self.scope), list[Cell]()
        for sheet in sheets:
            for one in sheet.cells:
                cell, reads = (sheet.at, one), reads_of(self.scope, sheet.at, one)
                if self._is_first(sheet, one, reads):
                    first.append(cell)
                else:
                    dependents.add(cell, reads)
        return dependents.of(first)

    def _is_first(self, sheet: SheetFormulas, one: FormulaCells, reads: Precedents) -> bool:
        """Whether a formula is stale by what it reads itself."""
        if sheet.at in self.new or self.document.known.doubtful.holds(sheet.name, one.row, one.column):
            return bool(one.down or one.right) or not self._is_as_adopted(sheet.name, one.text)
        return self._is_hit(reads, one.row)

    def _is_as_adopted(self, sheet: str, text: str) -> bool:
        """Whether a formula that came from another workbook comes to what it came to there."""
        if sheet not in self.adopted:
            path, origin = self.document.known.origins.get(sheet.casefold(), (None, ""))
            if path is None:
                return False
            source = self.document.source(path)
            self.adopted[sheet] = Adopted(self.document, self.scope, sheet, source, scope_of(source), origin)
        return self.adopted[sheet].holds(text)

    def _is_hit(self, reads: Precedents, row: int | None) -> bool:
        """Whether a formula reads what changed; ``row`` is its own (None: that of any formula with this text)."""
        if reads.anywhere or reads.moved or (reads.positional and self.positional):
            return True
        if any(self._meets(at, area) for at, area in reads.areas):
            return True
        return any(
            self._meets(at, area if row is None else Area(row, area.first_column, row, area.last_column))
            for at, area in reads.rows
        )

    def _meets(self, at: int, area: Area) -> bool:
        changed = self.changed.get(at)
        return at in self.new or (changed is not None and changed.meet(area))

    def _joined(self) -> list[SheetFormulas]:
        """The sheets on which some formula may be stale: it reads what changed, or a sheet on which one may be."""
        left, found = list(self.sheets), list[SheetFormulas]()
        while True:
            dirty = {sheet.at for sheet in found}
            more = [
                sheet for sheet in left
                if sheet.at in self.new or self.document.known.doubtful.knows(sheet.name)
                or self._is_hit(self.reads[sheet.at], None)
                or any(at in dirty for at, _ in (*self.reads[sheet.at].areas, *self.reads[sheet.at].rows))
            ]
            if not more:
                return found
            found += more
            left = [sheet for sheet in left if sheet not in more]

    def _reads(self, sheet: SheetFormulas) -> Precedents:
        """What the formulas of a sheet read, together."""
        texts = sheet.texts
        if texts is None:
            return joined(reads_of(self.scope, sheet.at, one) for one in sheet.cells)
        return self.document.known.reads.of(
            self.structure, sheet.at, texts, lambda: joined(self.scope.precedents(text, sheet.at) for text in texts)
        )

    def _changed(self) -> dict[int, ChangedCells]:
        """Cells are compared only on sheets that were touched, and only where some formula reads them."""
        document = self.document
        touched = {
            at: entry.name for at, entry in enumerate(self.entries)
            if at not in self.new and document.is_worksheet(entry.name) and document.is_touched(entry.name)
        }
        interest: dict[int, set[Area]] = {}
        for reads in self.reads.values():
            for at, area in (*reads.areas, *reads.rows):
                if at in touched:
                    interest.setdefault(at, set()).add(area)
        return {at: self._differences(touched[at], areas) for at, areas in interest.items()}

    def _differences(self, sheet: str, interest: set[Area]) -> ChangedCells:
        document = self.document
        part = document.part_of(sheet)
        old = Worksheet(document.package.archive.read(part), f"{document.path.name}, sheet {sheet}")
        insertions = [one for one in document.known.insertions if one.sheet.casefold() == sheet.casefold()]

        def origin(row: int) -> int | None:
            for insertion in reversed(insertions):
                if insertion.at <= row < insertion.at + insertion.rows:
                    return None
                row = row if row < insertion.at else row - insertion.rows
            return row

        found = changed_cells(
            old, document.worksheet(sheet), interest, lambda: document.strings, origin if insertions else None
        )
        if document.known.settled.knows(sheet):
            found.cells = {place for place in found.cells if not document.known.settled.holds(sheet, *place)}
        return found
