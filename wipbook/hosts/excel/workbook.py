"""The port through any ``xlwings.Book``: Excel on Windows and macOS, or whatever engine the book is on."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from wipbook.hosts.excel import properties
from wipbook.hosts.excel.adopting import adopt_sheets, column_formula, copied_cells
from wipbook.hosts.excel.around import Surroundings, may_go_on
from wipbook.hosts.excel.extending import extend_table
from wipbook.hosts.excel.filters import all_rows_shown
from wipbook.hosts.excel.likely_formats import LikelyFormats
from wipbook.hosts.excel.native import Native, native_of
from wipbook.hosts.excel.online import is_online, local_file
from wipbook.hosts.excel.places import AllTables, Found, Places
from wipbook.hosts.excel.replaced_formats import replace_formats
from wipbook.hosts.excel.sheet_cells import SheetCells
from wipbook.hosts.excel.table_cells import body_of, table_cells
from wipbook.hosts.excel.writing import Writing, plain_functions
from wipbook.ooxml.address import Area, column_letters, parse_cell
from wipbook.ooxml.faults import CellsInTheWay, NoSuchTable
from wipbook.ooxml.saving.backups import backups, keep_apart, keep_named, name_before
from wipbook.ooxml.saving.save_failed import save_failed
from wipbook.port.workbook import CellValue, Formula, TableCells, TablePlace, Workbook


def port_of(book: Any) -> Workbook:
    """The port of an ``xlwings.Book``: the file workbook itself where the book is on the engine ``file``."""
    from wipbook.hosts.file.workbook import FileWorkbook

    workbook = getattr(book.impl, "workbook", None)
    return workbook if isinstance(workbook, FileWorkbook) else BookWorkbook(book)


_FEW_CELLS = 5_000
"""So many are read at once to see which formulas are there."""


class BookWorkbook:
    """A workbook open in a spreadsheet program. Implements ``wipbook.port.workbook.Workbook``.

    It lives as long as one command. Each question goes to another process, so that places are asked for once, a sheet
    is read at once, and what was read is held until somebody writes.
    """

    def __init__(self, book: Any) -> None:
        self.book = book
        self._places = Places(
            book, lambda: self.path, lambda tab, area: self._sheet_cells(tab).values(area)[0]
        )
        self._cells: dict[str, SheetCells] = {}
        self._read: dict[str, TableCells] = {}
        self._likely = LikelyFormats()

    @cached_property
    def _engine(self) -> Any:
        return self.book.app.engine

    @cached_property
    def _native(self) -> Native:
        return native_of(self.book, self._engine)

    @cached_property
    def _writing(self) -> Writing:
        return Writing(self._engine, self._native)

    @property
    def name(self) -> str:
        return str(self.book.name)

    @property
    def path(self) -> Path | None:
        """Where the workbook is saved; None for one that never was, or lies only online."""
        full = str(self.book.fullname)
        if is_online(full):
            return local_file(full)
        return Path(full) if Path(full).is_absolute() else None

    def sheet(self, name: str) -> Any:
        """A sheet of xlwings; NoSuchSheet."""
        return self._places.sheet(name)

    def sheets(self) -> list[str]:
        return self._places.sheet_names()

    def tables(self) -> Mapping[str, TablePlace]:
        return AllTables(self._places)

    def find_table(self, name: str) -> TablePlace | None:
        found = self._places.table(name)
        return found.place if found is not None else None

    def read_table(self, name: str) -> TableCells:
        key = name.lower()
        if key not in self._read:
            known = self._places.table(name)
            if known is not None:
                self._sheet_cells(known.tab).hold(known.body)
            found, place = self._table(name)
            sheet, date1904 = self._sheet_cells(place.sheet), self._native.date1904
            likely = self._likely
            cells = table_cells(sheet, place, date1904, likely)
            around = Surroundings(found, self._places, sheet, lambda area: table_cells(sheet, area, date1904, likely))
            unread, more = around.look()
            self._read[key] = replace(cells, unread=unread, around=more)
        return self._read[key]

    def may_go_on(self, place: TablePlace) -> bool:
        return may_go_on(self._sheet_cells(place.sheet), place)

    def extend_table(self, name: str, last_row: int, headers: Sequence[str] = ()) -> None:
        """See the port; formats and validations as the program itself carries them on. CellsInTheWay."""
        found, place = self._table(name)
        cells = self._sheet_cells(place.sheet)
        texts = cells.formulas(Area(place.last_row, place.first_column, place.last_row, body_of(place).last_column))
        self._written(found.tab, found)
        self._places.stands(
            found, extend_table(found, place, last_row, tuple(headers), texts[0], self._engine, self._native)
        )

    def write_table(
        self, name: str, frame: pl.DataFrame, formulas: Mapping[str, str] | None = None, *, plain: bool = False
    ) -> None:
        found, place = self._table(name)
        self._write(found, place, 0, frame, formulas or {}, plain)

    def renew_pivots(self, table: str, sheet: str) -> None:
        """See the port: by the program itself."""
        place = self._table(table)[1]
        self._written(sheet)
        self._native.renew_pivots(place, sheet)

    def append_rows(self, name: str, frame: pl.DataFrame) -> None:
        """Add rows below the last row in which somebody entered something; formulas do not count."""
        found, place = self._table(name)
        if not frame.height:
            return
        table = self.read_table(name)
        entered = table.frame.select([header for header in place.headers if header not in table.formulas])
        filled = entered.select(pl.any_horizontal(pl.all().is_not_null()).alias("any"))["any"].arg_true()
        kept = int(filled[-1]) + 1 if len(filled) else 0
        row = place.first_row + max(kept - 1, 0)
        body = body_of(place)
        texts = self._sheet_cells(place.sheet).formulas(Area(row, body.first_column, row, body.last_column))[0]
        carried = {
            header: str(texts[place.headers.index(header)])
            for header in table.formulas
            if header not in frame.columns and "[" in str(texts[place.headers.index(header)])
        }
        self._write(found, place, kept, frame, carried, plain=True)

    def make_room(self, name: str, rows: int) -> int:
        """See the port: the program itself moves what stands below; CellsInTheWay for a table that would be torn."""
        found, place = self._table(name)
        below = found.whole.last_row + 1
        for other in self._places.others(found):
            area = other.whole
            if area.first_row < below <= area.last_row:
                raise CellsInTheWay(
                    where=f"{place.sheet}!{below}:{below + rows - 1}",
                    found=f"table {other.name} in {area.text}",
                    expected=f"no table across row {below}, where {rows} rows have to be put in",
                    remedy=f"move table {other.name} to a sheet of its own, or below what stands beside it",
                )
        last = max(self._sheet_cells(place.sheet).used.last_row, below)
        self._rebuilt()
        self._places.forget_tables()
        with all_rows_shown(found.sheet, 1, last, self._native) as shown:
            found.sheet.range(f"{below}:{below + rows - 1}").insert("down")
            shown.moved(below, rows)
        return below

    def read_cell(self, sheet: str, address: str) -> object:
        row, column = parse_cell(address)
        return self._sheet_cells(sheet).values(Area(row, column, row, column))[0][0]

    def computes(self, sheet: str, address: str, formula: str) -> bool:
        row, column = parse_cell(address)
        return bool(self._sheet_cells(sheet).formulas(Area(row, column, row, column))[0][0] == formula)

    def computed(self, sheet: str, formulas: Mapping[str, Formula]) -> set[str]:
        places = {address: parse_cell(address) for address in formulas}
        if not places:
            return set()
        rows, columns = ([place[way] for place in places.values()] for way in (0, 1))
        around = Area(min(rows), min(columns), max(rows), max(columns))
        if around.rows * around.columns > _FEW_CELLS:
            return set()
        there = self._sheet_cells(sheet).formulas(around)
        return {
            address for address, (row, column) in places.items()
            if there[row - around.first_row][column - around.first_column] == plain_functions(formulas[address].text)
        }

    def write_cells(self, sheet: str, cells: Mapping[str, CellValue | Formula]) -> None:
        target = self._places.sheet(sheet)
        if cells:
            self._written(sheet)
            self._writing.cells(target, cells)

    def vouch_for(self, sheet: str, addresses: Iterable[str]) -> None:
        """See the port: the program calculates by itself."""

    def names(self) -> Mapping[str, str]:
        return self._places.names()

    def define_name(self, name: str, sheet: str, address: str) -> None:
        row, column = parse_cell(address)
        target = "='" + sheet.replace("'", "''") + f"'!${column_letters(column)}${row}"
        known = self._places.name(name)
        self._places.forget_names()
        self._rebuilt()
        if known is None:
            self.book.names.add(name, target)
        else:
            known.refers_to = target

    def is_visible(self, sheet: str) -> bool:
        return bool(self._places.sheet(sheet).visible)

    def set_visible(self, sheet: str, visible: bool) -> None:
        self._places.sheet(sheet).visible = visible

    def go_to(self, sheet: str, address: str) -> None:
        page = self._places.sheet(sheet)
        self.book.impl.activate()  # xlwings' own Sheet.activate asks for the active program, which LibreOffice never is
        page.impl.activate()
        page.range(address).select()

    def adopt_sheet(self, template: Path, *sheets: str) -> None:
        """See the port; the copies speak of this workbook, not of the template. LinkLeftBehind."""
        self._rebuilt()
        try:
            adopt_sheets(self.book, self._places, self._sheet_cells, self._native, template, sheets)
        finally:
            self._places.forget()
            self._rebuilt()

    def replace_sheet(self, template: Path, sheet: str) -> str:
        return "a program has the workbook open: close it there and run wipbook upgrade"

    def adopt_column(self, template: Path, table: str, header: str) -> str:
        """See the port: the header, and the formula of a calculated column; formats and validations stay behind."""
        found, place = self._table(table)
        row, column = place.first_row - 1, place.first_column + len(place.headers)
        self._writing.refuse_cells_beside(found.sheet, place)
        self._written(found.tab, found)
        text = column_formula(template, table, header)
        with all_rows_shown(found.sheet, row, place.last_row, self._native):
            self._writing.values(found.range, (row, column), [[header]])
            whole = Area(row, place.first_column, place.last_row, column)
            found.table.resize(found.sheet.range(whole.text))
            if text:
                cells = found.sheet.range(Area(row + 1, column, place.last_row, column).text)
                self._native.put_formula(cells, "=" + plain_functions(text))
        self._places.stands(found, replace(place, headers=(*place.headers, header)))
        return f"{column_letters(column)}{row}"

    def adopt_cells(self, template: Path, sheet: str, moves: Mapping[str, str]) -> None:
        """See the port: values and formulas; formats and validations stay behind."""
        self.write_cells(sheet, copied_cells(template, sheet, moves))

    def adopt_validations(self, template: Path, table: str) -> list[str]:
        """Nothing: a program's own validations are not taken from files."""
        return []

    def replace_number_formats(self, codes: Mapping[str, str], areas: Sequence[tuple[str, str]]) -> bool:
        """See the port: an area whose cells share one of the formats gets the other."""
        return replace_formats(self._places, codes, areas)

    def custom_property(self, name: str) -> str | None:
        """Where the program tells; None where it does not."""
        return properties.custom_property(self.book, name)

    def set_custom_property(self, name: str, value: str) -> None:
        properties.set_custom_property(self.book, name, value)

    def keep_original(self, label: str) -> None:
        """At once: when the user will save is his to say."""
        if self.path is not None and self.path.exists():
            keep_apart(self.path, label)

    def keep_copy(self, label: str) -> Path | None:
        return keep_apart(self.path, label) if self.path is not None and self.path.exists() else None

    def copy_file(self, to: Path) -> None:
        """The file as it was last saved, which the program that has it open keeps others from writing into."""
        if self.path is not None:
            shutil.copyfile(self.path, to)

    def keep_before(self, command: str, moment: dt.datetime) -> str:
        """The file as it was last saved, at once; one that is kept already is not copied again."""
        path = self.path
        if path is None or not path.exists():
            return ""
        newest = next(iter(backups(path)), None)
        if newest is not None and _same_file(newest.path, path):
            return newest.name
        try:
            return keep_named(path, name_before(path, command, moment)).name
        except OSError as error:  # the command has done its work: that no file is kept must not undo it
            return f"(none: {save_failed(path, error).found})"

    def save(self, path: Path | None = None) -> Path:
        self.book.save(path)
        return self.path or Path(self.name)

    def close(self) -> None:
        self.book.close()

    def _write(
        self, found: Found, place: TablePlace, kept: int, frame: pl.DataFrame, formulas: Mapping[str, str], plain: bool
    ) -> None:
        """Replace the rows of a table from its 0-based row ``kept`` on."""
        self._written(found.tab, found)
        self._places.stands(found, self._writing.rows(found, place, kept, frame, formulas, plain))

    def _written(self, sheet: str, moved: Found | None = None) -> None:
        """Somebody is about to write to a sheet: formulas anywhere may come to something else, and a table has no place
        until it is known to have taken its new one."""
        self._cells.pop(sheet.lower(), None)
        self._read = {
            key: table for key, table in self._read.items()
            if not (table.formulas or table.unread or table.around) and table.place.sheet.lower() != sheet.lower()
        }
        for cells in self._cells.values():
            cells.written_elsewhere()
        if moved is not None:
            self._places.moves(moved)

    def _rebuilt(self) -> None:
        """Sheets came, or rows of a sheet went elsewhere."""
        self._cells.clear()
        self._read.clear()

    def _sheet_cells(self, name: str) -> SheetCells:
        key = name.lower()
        if key not in self._cells:
            self._cells[key] = SheetCells(self._places.sheet(name), self._engine, self._native)
        return self._cells[key]

    def _table(self, name: str) -> tuple[Found, TablePlace]:
        found = self._places.table(name)
        if found is not None and found.place is not None:
            return found, found.place
        raise NoSuchTable(
            where=self.name,
            found=f"the tables {', '.join(sorted(self.tables())) or '(none)'}",
            expected=f"a table {name!r}",
            remedy="restore the table from the template or from a backup",
        )


def _same_file(kept: Path, path: Path) -> bool:
    """Whether a copy that keeps its times is of the file as it is now."""
    one, other = kept.stat(), path.stat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)
