"""A workbook file open for edits: its parts known by what they are, its changes pending until saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from wipbook.ooxml import workbook as book
from wipbook.ooxml.faults import (
    DuplicateTable,
    NoSuchSheet,
    NoSuchTable,
    NotAWorkbook,
    SignedWorkbook,
    StrictWorkbook,
)
from wipbook.ooxml.formulas.known import KnownFormulas
from wipbook.ooxml.formulas.stale import drop_stale_values
from wipbook.ooxml.guard.limits import LARGEST_PART
from wipbook.ooxml.guard.sheet import Extent
from wipbook.ooxml.guard.strings import check_strings
from wipbook.ooxml.markup import check_markup
from wipbook.ooxml.package.package import Package, Relationship
from wipbook.ooxml.sheet.chart_caches import renew_charts
from wipbook.ooxml.sheet.shared_strings import shared_strings
from wipbook.ooxml.sheet.worksheet import Worksheet
from wipbook.ooxml.styles import Styles
from wipbook.ooxml.table.follow import Growth, follow_chart, follow_formula, follow_pivot_source, follow_sheet_end
from wipbook.ooxml.table.tables import Table, parse_table
from wipbook.ooxml.table.used_strings import SharedItems

_STRICT = b"http://purl.oclc.org/ooxml/"
_ROWS_END = re.compile(rb"</(?:[\w.\-]+:)?sheetData\s*>|<(?:[\w.\-]+:)?sheetData\s*/>")


class Document:
    """The parts of a workbook and what is going to change in them; ``known`` is what is known of its formulas. A
    ``handle`` that is open for reading is read whatever ``path`` leads to by now, and closed with the package."""

    def __init__(self, path: Path, handle: int | None = None) -> None:
        self.path = path
        self.package = Package(path, handle)
        try:
            main = self.package.related("", "officeDocument")
            if main is None or "spreadsheet" not in self._main_type(main):
                raise NotAWorkbook(
                    where=path.name,
                    found="an Office document of another kind",
                    expected="an .xlsx or .xlsm workbook",
                    remedy="choose another file",
                )
            self.main = main
            self.workbook = self.package.read_xml(main)
            if _STRICT in self.workbook[:4096]:
                raise StrictWorkbook(
                    where=path.name,
                    found="the 'Strict Open XML' dialect",
                    expected="an ordinary Excel workbook",
                    remedy="in Excel choose Save As, 'Excel Workbook (*.xlsx)'",
                )
        except BaseException:
            self.package.close()
            raise
        self.worksheets: dict[str, Worksheet] = {}
        self.touched: set[str] = set()
        self.formulas_touched = False
        self.first_workbook = self.workbook
        self.known = KnownFormulas()
        self.growths: list[Growth] = []
        self._tables: dict[str, Table] | None = None
        self._unchanged: dict[tuple[str, str], Table] = {}
        self._sources: dict[tuple[Path, int, int, int], Document] = {}
        self._entries: tuple[bytes, list[book.SheetEntry], dict[str, int]] | None = None
        self._relations: tuple[object, dict[str, Relationship]] = None, {}

    def _main_type(self, main: str) -> str:
        kind = self.package.content_type(main)
        if "binary" in kind:
            raise NotAWorkbook(
                where=self.path.name,
                found="a binary workbook (.xlsb)",
                expected="an .xlsx or .xlsm workbook",
                remedy="save it as .xlsx in Excel",
            )
        return kind.replace("ms-excel", "spreadsheet")

    @property
    def changed(self) -> bool:
        return bool(self.touched) or self.package.changed or self.growths != []

    def source(self, path: Path) -> Document:
        """A workbook that something is taken from, only to be read: opened once, however often it is asked for, and
        closed when this one is saved or closed."""
        with suppress(OSError):
            told = path.stat()
            key = (path, told.st_ino, told.st_size, told.st_mtime_ns)
            if key not in self._sources:
                self._sources[key] = Document(path)
            return self._sources[key]
        return Document(path)  # says what is wrong with it

    def close(self) -> None:
        """Close the file, and those that something was taken from."""
        self._close_sources()
        self.package.close()

    def _close_sources(self) -> None:
        while self._sources:
            self._sources.popitem()[1].close()

    def entries(self) -> list[book.SheetEntry]:
        """The sheets in tab order, chart sheets included."""
        if self._entries is None or self._entries[0] is not self.workbook:
            found = book.sheet_entries(self.workbook)
            places = {entry.name.lower(): at for at, entry in reversed(list(enumerate(found)))}
            self._entries = (self.workbook, found, places)
        return self._entries[1]

    def index_of(self, sheet: str) -> int:
        """0-based index of a sheet; NoSuchSheet with the names there are."""
        entries = self.entries()
        index = self._entries[2].get(sheet.lower()) if self._entries else None
        if index is not None:
            return index
        raise NoSuchSheet(
            where=self.path.name,
            found=f"the sheets {', '.join(entry.name for entry in entries)}",
            expected=f"a sheet {sheet!r}",
            remedy="restore the sheet or correct its name",
        )

    def part_of(self, sheet: str) -> str:
        """The part that holds a sheet."""
        one = self._relation_of(sheet)
        if one is not None:
            return one.target
        raise NoSuchSheet(
            where=self.path.name,
            found=f"a sheet {sheet!r} without content",
            expected="a worksheet",
            remedy="open and save the workbook with Excel",
        )

    def is_worksheet(self, sheet: str) -> bool:
        """Whether a sheet has cells (chart and dialog sheets have none)."""
        one = self._relation_of(sheet)
        return one is not None and one.type.rsplit("/", 1)[-1] == "worksheet"

    def _relation_of(self, sheet: str) -> Relationship | None:
        known = self.package.relationships(self.main)
        if self._relations[0] is not known:  # the package has another list once a relationship changed
            self._relations = known, {one.id: one for one in reversed(known)}
        return self._relations[1].get(self.entries()[self.index_of(sheet)].relation)

    def worksheet(self, sheet: str) -> Worksheet:
        """A sheet open for reading cells and for edits."""
        part = self.part_of(sheet)
        if part not in self.worksheets:
            if not self.is_worksheet(sheet):
                raise NoSuchSheet(
                    where=f"{self.path.name}, sheet {sheet}",
                    found="a chart or dialog sheet",
                    expected="a sheet with cells",
                    remedy="choose another sheet",
                )
            self.extent(sheet)
            data = check_markup(self.package.read(part), f"{self.path.name}, sheet {sheet}")
            self.worksheets[part] = Worksheet(data, f"{self.path.name}, sheet {sheet}")
        return self.worksheets[part]

    def extent(self, sheet: str) -> Extent | None:
        """How far a sheet reaches, looked at by the guard before any reader sees it; None for one changed here."""
        return self.package.sheet_extent(self.part_of(sheet), f"{self.path.name}, sheet {sheet}")

    def touch(self, sheet: str) -> Worksheet:
        """A sheet that is going to be changed."""
        worksheet = self.worksheet(sheet)
        self.touched.add(self.part_of(sheet))
        return worksheet

    def end_of(self, sheet: str) -> bytes:
        """What follows the rows of a sheet: formats, validations, sparklines."""
        part = self.part_of(sheet)
        return self.worksheets[part].tail if part in self.worksheets else _end_of(self.package.stream(part))

    def is_touched(self, sheet: str) -> bool:
        part = self.part_of(sheet)
        return part in self.touched or self.package.is_changed(part)

    def set_workbook(self, data: bytes) -> None:
        """Replace the workbook part."""
        if data != self.workbook:
            self.workbook = data
            self.package.write(self.main, data)

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings."""
        part = self.package.related(self.main, "sharedStrings")
        return shared_strings(self.read_strings(part)) if part else []

    @cached_property
    def string_items(self) -> SharedItems:
        """The shared strings as they are written."""
        part = self.package.related(self.main, "sharedStrings")
        return SharedItems(self.package.read(part) if part else b"")

    def read_strings(self, part: str) -> bytes:
        """The part of the shared strings, no more of them than its size in the file lets expect."""
        self.plain_strings(part)
        return self.package.read(part)

    def plain_strings(self, part: str) -> bool:
        """Whether the part of the shared strings can be given to the fast reader as it is."""
        where = f"{self.path.name}, part {part}"
        return self.package.looked_at(
            part, "strings",
            lambda: check_strings(
                self.package.read_xml(part, largest=LARGEST_PART), self.package.packed_size(part), where
            ),
        )

    @cached_property
    def styles(self) -> Styles:
        """The cell formats; the part is written at saving when a format was added."""
        part = self.package.related(self.main, "styles")
        return Styles(self.package.read_xml(part) if part else b"")

    @property
    def styles_changed(self) -> bool:
        return "styles" in self.__dict__ and self.styles.changed

    @cached_property
    def date1904(self) -> bool:
        return book.uses_1904(self.workbook)

    def tables(self) -> dict[str, Table]:
        """Every table by name, sheets in tab order; DuplicateTable when two share a name."""
        if self._tables is None:
            known: dict[str, Table] = {}
            lower: dict[str, str] = {}
            for table in (table for entry in self.entries() for table in self._read_tables(entry)):
                if table.name.lower() in lower:
                    raise DuplicateTable(
                        where=self.path.name,
                        expected="one table of each name",
                        found=f"two tables {table.name!r}, on the sheets "
                        f"{lower[table.name.lower()]!r} and {table.sheet!r}",
                        remedy="rename one of them in Excel",
                    )
                lower[table.name.lower()] = table.sheet
                known[table.name] = table
            self._tables = known
        return self._tables

    def tables_on(self, sheet: str) -> list[Table]:
        """Those of one sheet; no other part is read for it. NoSuchSheet."""
        if self._tables is not None:
            return [table for table in self._tables.values() if table.sheet.lower() == sheet.lower()]
        return list(self._read_tables(self.entries()[self.index_of(sheet)]))

    def table(self, name: str) -> Table:
        """A table by name, upper or lower case; NoSuchTable when it is not there."""
        tables = self.tables()
        for known, table in tables.items():
            if known.lower() == name.lower():
                return table
        raise NoSuchTable(
            where=self.path.name,
            found=f"the tables {', '.join(sorted(tables)) or '(none)'}",
            expected=f"a table {name!r}",
            remedy="restore the table from the template or from a backup",
        )

    def forget_tables(self) -> None:
        self._tables = None

    def write_table_part(self, table: Table, data: bytes) -> Table:
        """Replace a table's part; returns the table as it is now."""
        self.package.write(table.part, data)
        new = parse_table(data, table.part, table.sheet)
        if self._tables is not None:
            self._tables = {name: new if one.part == table.part else one for name, one in self._tables.items()}
        return new

    def grow(self, growth: Growth) -> None:
        """Let everything that refers to the table follow; charts and other sheets do so at saving."""
        sheet = self.touch(growth.sheet)
        sheet.edit_ends(sheet.head, follow_sheet_end(sheet.tail, growth, own_sheet=True))
        self.growths.append(growth)
        if growth.old_last == growth.new_last:
            return
        self.set_workbook(
            book.with_names(
                self.workbook, lambda name: follow_formula(name.text, growth, own_sheet=False, single_cells=False)
            )
        )

    def prepare(self) -> None:
        """Put every pending change into the package, ready to be written."""
        if any("digital-signature" in one.type for one in self.package.relationships("")):
            raise SignedWorkbook(
                where=self.path.name,
                found="a digital signature",
                expected="an unsigned workbook; any change would make the signature invalid",
                remedy="remove the signature in Excel (File, Info), then run the command again",
            )
        dropped = self.prepare_values()
        self.flush()
        if self.formulas_touched:
            chain = self.package.related(self.main, "calcChain")
            if chain:  # it may not name a cell without a formula, and Excel rebuilds it
                self.package.remove(chain, owner=self.main)
        self.set_workbook(book.with_known_calculation(self.workbook))
        if dropped or self.known.unvalued:
            self.set_workbook(book.with_full_calculation(self.workbook))
        self._close_sources()

    def prepare_values(self) -> int:
        """Take out the values that are no longer true because of what was changed; how many were."""
        self.follow_elsewhere()
        self.known.dropped += drop_stale_values(self)
        return self.known.dropped

    def flush(self) -> None:
        """Put changed sheets and styles into the package."""
        styles = self.package.related(self.main, "styles")
        if styles and self.styles_changed:
            self.package.write(styles, self.styles.data)
        for part in self.touched:
            self.package.write(part, self.worksheets[part].chunks)
        renew_charts(self)

    def follow_elsewhere(self) -> None:
        """Let charts and other sheets follow the tables that grew: what comes next counts rows as they are now."""
        moved = [growth for growth in self.growths if growth.old_last != growth.new_last]
        self.growths = []
        if not moved:
            return
        for part in self.package.names():
            if "/charts/" in part or "/chartex/" in part.lower():
                self._pass(part, moved, follow_chart, b"!")
            elif "pivotCacheDefinition" in part and not part.endswith(".rels"):
                self._pass(part, moved, follow_pivot_source, b"worksheetSource")
        for entry in self.entries():
            if not self.is_worksheet(entry.name):
                continue
            others = [growth for growth in moved if growth.sheet.lower() != entry.name.lower()]
            end = self.end_of(entry.name)
            if b"!" not in end or end == self._followed(end, others):
                continue
            sheet = self.touch(entry.name)
            sheet.edit_ends(sheet.head, self._followed(sheet.tail, others))

    @staticmethod
    def _followed(end: bytes, growths: list[Growth]) -> bytes:
        for growth in growths:
            end = follow_sheet_end(end, growth, own_sheet=False)
        return end

    def _pass(self, part: str, growths: list[Growth], change: Callable[[bytes, Growth], bytes], mark: bytes) -> None:
        if part.endswith(".rels") or not part.endswith(".xml"):
            return
        data = old = self.package.read(part)
        if mark in data:
            for growth in growths:
                data = change(data, growth)
            if data != old:
                self.package.write(part, data)

    def _read_tables(self, entry: book.SheetEntry) -> Iterator[Table]:
        if self.is_worksheet(entry.name):
            for one in self.package.relationships(self.part_of(entry.name)):
                if one.type.endswith("/table") and not one.external:
                    yield self._read_table(one.target, entry.name)

    def _read_table(self, part: str, sheet: str) -> Table:
        """The table of a part; one that is as in the file is read once."""
        if self.package.is_changed(part) or not self.package.has(part):
            return parse_table(self.package.read_xml(part), part, sheet)
        if (part, sheet) not in self._unchanged:
            self._unchanged[part, sheet] = parse_table(self.package.read_xml(part), part, sheet)
        return self._unchanged[part, sheet]


def _end_of(pieces: Iterable[bytes]) -> bytes:
    """What follows the rows of a sheet, without holding the rows."""
    rest, found = b"", False
    for piece in pieces:
        rest += piece
        if not found:
            # a plain search first: it is many times faster than the pattern, and a sheet may have 500 MB of rows
            match = _ROWS_END.search(rest) if b"sheetData" in rest else None
            found = match is not None
            rest = rest[match.end() :] if match else rest[-40:]
    return rest if found else b""
