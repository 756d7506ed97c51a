"""The file host: the port answered straight from the parts of an .xlsx file, without Excel."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from wipbook.errors import WipbookError
from wipbook.hosts.file.around import around, may_go_on
from wipbook.hosts.file.kept_tables import KeptTables
from wipbook.hosts.file.no_program import NoProgram
from wipbook.hosts.file.place import Place
from wipbook.hosts.file.table_cells import table_cells
from wipbook.hosts.file.unread import unread_around
from wipbook.ooxml import properties
from wipbook.ooxml import workbook as book
from wipbook.ooxml.address import Area, absolute, parse_cell
from wipbook.ooxml.faults import LastVisibleSheet
from wipbook.ooxml.insertion.insert_rows import insert_rows
from wipbook.ooxml.saving.backups import name_before
from wipbook.ooxml.saving.waiting import Waiting
from wipbook.ooxml.sheet.cells import ErrorText, formula_of, serial_of, styled_value
from wipbook.ooxml.sheet.number_format import Shown
from wipbook.ooxml.sheet.sheet_marks import SheetMarks
from wipbook.ooxml.table.extend import extend_table
from wipbook.ooxml.table.one_sheet import one_sheet
from wipbook.ooxml.table.pivots import empty_pivots
from wipbook.ooxml.table.read import Body, read_body
from wipbook.ooxml.table.rename import put_cells_and_headers
from wipbook.ooxml.table.table_rows import put_rows
from wipbook.ooxml.table.tables import Table, TableColumn
from wipbook.port.workbook import CellError, CellMoment, CellValue, Formula, TableCells, TablePlace

if TYPE_CHECKING:
    from xlwings import Book

BACKUPS = 3
_MANY_CELLS = 50_000


def open_file(path: str | Path, *, backups: int = BACKUPS, waiting: Waiting | None = None) -> FileWorkbook:
    """Open a workbook file for reading and changing; nothing is written before ``save``.

    ``backups`` is how many earlier versions are kept in ``wipbook_backups`` beside the workbook. With ``waiting`` no
    second wipbook can change the workbook until it is closed here: one that is at work on it now is waited for, and so
    is, at saving, whoever has it open.
    Raises one of ``wipbook.ooxml.faults`` when the file is not a sound, unencrypted .xlsx workbook.
    """
    return FileWorkbook(Path(path), backups=backups, waiting=waiting)


@contextmanager
def open_book(path: str | Path, *, backups: int = BACKUPS) -> Iterator[Book]:
    """Open a workbook file as a real ``xlwings.Book`` on the engine ``file``.

    Nothing is saved on leaving the block: call ``book.save()``. Changes that were not saved are announced by an
    ``UnsavedChanges`` warning.
    """
    import xlwings

    from wipbook.hosts.file.engine import register

    workbook = open_file(path, backups=backups)
    app = register().impl.apps.add()
    book = xlwings.Book(impl=app.books.adopt(workbook))
    try:
        yield book
        if workbook.changed:
            warnings.warn(f"{workbook.name}: closed without saving the changes", UnsavedChanges, stacklevel=3)
    finally:
        app.quit()


class UnsavedChanges(UserWarning):
    """A book was closed although something in it had changed."""


class FileWorkbook(NoProgram):
    """A workbook file. Implements ``wipbook.port.workbook.Workbook``."""

    def __init__(self, path: Path, *, backups: int = BACKUPS, waiting: Waiting | None = None) -> None:
        self._backups = backups
        self._kept_as = ""
        self._place = Place(path, waiting)
        self._kept = KeptTables()
        try:
            self.document = self._place.open()
        except BaseException:
            self._place.close()
            raise

    @property
    def name(self) -> str:
        return self.document.path.name

    @property
    def path(self) -> Path | None:
        return self.document.path

    @property
    def changed(self) -> bool:
        return self.document.changed

    def sheets(self) -> list[str]:
        """Sheet names in tab order."""
        return [entry.name for entry in self.document.entries()]

    def tables(self) -> dict[str, TablePlace]:
        """Every table by its name; DuplicateTable, HeaderMismatch."""
        return self._kept.places(self.document)

    def find_table(self, name: str) -> TablePlace | None:
        return self.tables().get(name)

    def read_table(self, name: str) -> TableCells:
        """The body of a table as typed columns; NoSuchTable, HeaderMismatch, DamagedWorkbook."""
        table = self.document.table(name)
        if (kept := self._kept.of(self.document, table)) is not None:
            return kept
        marks, cells = self._read(table)
        filled = partial(self._filled, table.sheet)
        unread = unread_around(table, marks, self.document.tables().values(), filled)
        if not unread and not marks.headed:
            return self._kept.keep(self.document, table, replace(cells, unread=unread))
        read = self._cell(table.sheet)
        places = around(self.document, table, marks, unread, read, lambda block: self._read(block)[1], filled)
        return replace(cells, unread=unread, around=places)

    def may_go_on(self, place: TablePlace) -> bool:
        return may_go_on(self.document, self.document.table(place.name))

    def extend_table(self, name: str, last_row: int, headers: Sequence[str] = ()) -> None:
        """See the port; CellsInTheWay, ProtectedFormula."""
        extend_table(self.document, self.document.table(name), last_row, headers)

    def write_table(
        self, name: str, frame: pl.DataFrame, formulas: Mapping[str, str] | None = None, *, plain: bool = False
    ) -> None:
        """Replace all rows of a table; see the port.

        A calculated column that ``frame`` lacks keeps its formula in every row and is calculated on opening. Filter
        criteria and hidden rows of the table are cleared: they spoke about rows that are no longer there.
        """
        table = self.document.table(name)
        put_rows(self.document, table, frame, formulas or {}, table.body.first_row, plain=plain)

    def renew_pivots(self, table: str, sheet: str) -> None:
        """See the port: they are emptied, and filled by the program that opens the file. ProtectedFormula."""
        empty_pivots(self.document, self.document.table(table))

    def append_rows(self, name: str, frame: pl.DataFrame) -> None:
        """Add rows below the last non-blank row of a table; calculated columns carry on."""
        table = self.document.table(name)
        if not frame.height:
            return
        entered = [column.name for column in table.columns if not column.formula]
        typed = self.read_table(name).frame.select(entered)
        filled = typed.select(pl.any_horizontal(pl.all().is_not_null()).alias("any"))["any"].arg_true()
        first = table.body.first_row + (int(filled[-1]) + 1 if len(filled) else 0)
        spare = table.body.last_row - (first + frame.height - 1)
        if spare > 0:  # blank rows that the table has beyond the new ones stay
            frame = pl.concat([frame, frame.clear(spare)])
        put_rows(self.document, table, frame, {}, first, plain=True)

    def make_room(self, name: str, rows: int) -> int:
        """See the port; CellsInTheWay, ProtectedFormula, TooManyRows."""
        table = self.document.table(name)
        insert_rows(self.document, table.sheet, below := table.area.last_row + 1, rows)
        return below

    def read_cell(self, sheet: str, address: str) -> object:
        """None, bool, int, float, str, datetime or ``CellError``."""
        return self._cell(sheet)(*parse_cell(address))

    def read_area(self, sheet: str, area: Area) -> list[list[object]]:
        """The values of a rectangle, row by row, as ``read_cell`` gives them."""
        if area.rows * area.columns > _MANY_CELLS and not self.document.is_touched(sheet):
            return self._read_many(sheet, area)
        worksheet = self.document.worksheet(sheet)
        out: list[list[object]] = [[None] * area.columns for _ in range(area.rows)]
        for number, column, cell in worksheet.cells_in(area):
            out[number - area.first_row][column - area.first_column] = self._value(cell)
        return out

    def write_cells(self, sheet: str, cells: Mapping[str, CellValue | Formula]) -> None:
        """Set cells by address, keeping their formats; the header of a column that nothing names is renamed.

        ProtectedFormula for parts of arrays and merged areas, and for headers that something names.
        """
        put_cells_and_headers(self.document, sheet, {
            parse_cell(address): (
                (value.value, value.text.removeprefix("=")) if isinstance(value, Formula) else (value, None)
            )
            for address, value in cells.items()
        })

    def vouch_for(self, sheet: str, addresses: Iterable[str]) -> None:
        """See the port."""
        for address in addresses:
            self.document.known.vouched.cell(sheet, *parse_cell(address))

    def names(self) -> dict[str, str]:
        """Defined names of the workbook (not those local to a sheet), built-in ones left out."""
        return {
            one.name: one.text
            for one in book.defined_names(self.document.workbook)
            if one.sheet is None and not one.name.startswith("_xlnm.")
        }

    def define_name(self, name: str, sheet: str, address: str) -> None:
        """A name of a sheet that goes by the same name stays as it is."""
        row, column = parse_cell(address)
        text = absolute(sheet, row, column)
        known = {one.name.lower() for one in book.defined_names(self.document.workbook) if one.sheet is None}
        if name.lower() in known:
            def told(one: book.DefinedName) -> str:
                return text if one.sheet is None and one.name.lower() == name.lower() else one.text

            self.document.set_workbook(book.with_names(self.document.workbook, told))
        else:
            self.document.set_workbook(book.with_name(self.document.workbook, name, text))

    def is_visible(self, sheet: str) -> bool:
        return self.document.entries()[self.document.index_of(sheet)].state == "visible"

    def set_visible(self, sheet: str, visible: bool) -> None:
        """Show or hide a sheet; the last visible one cannot be hidden."""
        index, entries = self.document.index_of(sheet), self.document.entries()
        if visible == (entries[index].state == "visible"):
            return
        if not visible and sum(entry.state == "visible" for entry in entries) == 1:
            raise LastVisibleSheet(
                where=f"{self.name}, sheet {sheet}", found="the only visible sheet",
                expected="a workbook with a sheet to show", remedy="show another sheet first",
            )
        state = None if visible else "hidden"
        self.document.set_workbook(book.with_sheet_attribute(self.document.workbook, index, "state", state))

    def adopt_sheet(self, template: Path, *sheets: str) -> None:
        from wipbook.ooxml.adoption.adopt_sheet import adopt_sheet

        for sheet in sheets:
            adopt_sheet(self.document, Path(template), sheet)

    def replace_sheet(self, template: Path, sheet: str) -> str:
        from wipbook.ooxml.adoption.replace_sheet import replace_sheet

        return replace_sheet(self.document, Path(template), sheet)

    def adopt_column(self, template: Path, table: str, header: str) -> str:
        from wipbook.ooxml.adoption.adopt_cells import adopt_column

        return adopt_column(self.document, Path(template), table, header)

    def adopt_cells(self, template: Path, sheet: str, moves: Mapping[str, str]) -> None:
        from wipbook.ooxml.adoption.adopt_cells import adopt_cells

        places = {parse_cell(old): parse_cell(new) for old, new in moves.items()}
        adopt_cells(self.document, Path(template), sheet, places)

    def adopt_validations(self, template: Path, table: str) -> list[str]:
        from wipbook.ooxml.adoption.adopt_cells import adopt_validations

        return adopt_validations(self.document, Path(template), table)

    def replace_number_formats(self, codes: Mapping[str, str], areas: Sequence[tuple[str, str]]) -> bool:
        return self.document.styles.replace_number_formats(codes)

    def custom_property(self, name: str) -> str | None:
        return properties.custom_property(self.document.package, name)

    def set_custom_property(self, name: str, value: str) -> None:
        if self.custom_property(name) != value:
            properties.set_custom_property(self.document.package, name, value)

    def keep_original(self, label: str) -> None:
        self._place.originals.append(label)

    def keep_copy(self, label: str) -> Path | None:
        return self._place.keep_apart(label)

    def copy_file(self, to: Path) -> None:
        self._place.copy(to)

    def keep_before(self, command: str, moment: datetime) -> str:
        """See the port; nothing where no backups are asked for. Commands that are saved at once have one."""
        if self._backups and not self._kept_as:
            self._kept_as = name_before(self.document.path, command, moment)
        return self._kept_as

    def save(
        self, path: Path | None = None, *, kept_as: str = "", waiting: Waiting | None = None, locked: bool = False
    ) -> Path:
        """Write the workbook, to another path for 'save as'; the file at the path is whole at every moment.

        A file that is there already becomes a backup: of the name that ``keep_before`` told, or of ``kept_as`` at
        another path, else one of those that roll. ``locked``: the caller holds the lock of that path.

        Raises WorkbookOpenElsewhere, ChangedOnDisk, SignedWorkbook, DamagedWorkbook or SaveFailed; then nothing of
        what was there is lost.
        """
        same = path is None or _is_same(Path(path), self._place.path)
        if same and not self.changed:
            return self._place.path
        self.document = self._place.replace(
            self.document, path, backups=self._backups, kept_as=self._kept_as if same else kept_as,
            waiting=waiting, locked=locked,
        )
        self._kept_as = ""
        return self._place.path

    def save_new(self, path: Path) -> Path:
        """Write the workbook to a name that must be free. Errors: as ``save``; ChangedOnDisk when there is a file."""
        self.document = self._place.replace(self.document, path, new=True)
        return self._place.path

    def close(self) -> None:
        self.document.close()
        self._place.close()

    def __enter__(self) -> FileWorkbook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read_many(self, sheet: str, area: Area) -> list[list[object]]:
        """The same through the fast reader, column by column where kinds are mixed."""
        entry = self.document.entries()[self.document.index_of(sheet)].name
        columns = tuple(TableColumn(str(number), "") for number in range(area.columns))
        block = Table("", entry, sheet, area, 0, 0, columns, b"")
        stream = partial(self.document.package.stream, self.document.part_of(sheet))
        body = self._read_body(block, area, stream, lambda row, column: None)
        mixed = self._cells_of(block, body.mixed)
        values = [mixed.get(header) or body.frame[header].to_list() for header in body.frame.columns]
        return [list(row) for row in zip(*values, strict=True)]

    def _read(self, table: Table) -> tuple[SheetMarks, TableCells]:
        """The body of a table, or of an area told as one, and what was seen on the way."""
        part = self.document.part_of(table.sheet)
        chunks: Callable[[], Iterable[bytes]] = partial(self.document.package.stream, part)
        if part in self.document.touched:
            chunks = self.document.worksheets[part].chunks
        body = self._read_body(table, table.area, chunks, self._cell(table.sheet))
        return body.marks, table_cells(self.document, table, body, self._cells_of(table, body.mixed))

    def _read_body(
        self, table: Table, area: Area, chunks: Callable[[], Iterable[bytes]], cell: Callable[[int, int], object]
    ) -> Body:
        """The body of a table. Errors: ChangedOnDisk where a file that was written into meanwhile looks damaged."""
        try:
            formats = {kind: self.document.styles.showing(kind) for kind in (Shown.PERCENT, Shown.ELAPSED)}
            return read_body(one_sheet(self.document, table.sheet, area), table, chunks, cell, formats)
        except WipbookError:
            self.document.package.archive.refuse_if_changed()
            raise

    def _cell(self, sheet: str) -> Callable[[int, int], object]:
        return lambda row, column: self.read_area(sheet, Area(row, column, row, column))[0][0]

    def _filled(self, sheet: str, area: Area) -> Iterator[tuple[int, int, object]]:
        """The cells of an area that hold something; a formula that is not calculated as its text."""
        for row, column, cell in self.document.worksheet(sheet).cells_in(area):
            value = self._value(cell)
            if value is None and (text := formula_of(cell)) is not None:
                value = text or "a formula"
            if value not in (None, ""):
                yield row, column, value

    def _cells_of(self, table: Table, headers: Sequence[str]) -> dict[str, list[object]]:
        """The cells of some columns as Python objects, one by one, in a single pass over the rows."""
        body = table.body
        wanted = {body.first_column + table.headers.index(header): header for header in headers}
        found: dict[str, list[object]] = {header: [None] * body.rows for header in headers}
        if wanted:
            for number, column, cell in self.document.worksheet(table.sheet).cells_at(body, frozenset(wanted)):
                found[wanted[column]][number - body.first_row] = self._value(cell)
        return found

    def _value(self, cell: bytes) -> object:
        document = self.document
        value = styled_value(cell, lambda: document.strings, document.styles.is_date, document.date1904)
        if isinstance(value, datetime):
            return CellMoment.of(value, serial_of(value, document.date1904))
        return CellError(str(value)) if isinstance(value, ErrorText) else value


def _is_same(path: Path, other: Path) -> bool:
    return path.absolute() == other or (path.exists() and path.resolve() == other)
