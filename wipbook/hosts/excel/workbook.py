"""The port through any ``xlwings.Book``: Excel on Windows and macOS, or whatever engine the book is on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from wipbook.hosts.excel import properties
from wipbook.hosts.excel.around import look_around, may_go_on
from wipbook.hosts.excel.extending import extend_table
from wipbook.hosts.excel.places import hidden_rows, merged_areas, placed
from wipbook.hosts.excel.shown import as_shown, exact, formats_of, show_plainly, showing, with_errors
from wipbook.ooxml.address import LAST_ROW, column_letters, parse_cell
from wipbook.ooxml.faults import CellsInTheWay, NoSuchColumn, NoSuchSheet, NoSuchTable, TooManyRows
from wipbook.ooxml.saving.backups import backups, keep_apart, keep_named, name_before
from wipbook.ooxml.saving.save_failed import save_failed
from wipbook.ooxml.sheet.cells import formula_of
from wipbook.ooxml.sheet.number_format import Shown
from wipbook.ooxml.sheet.rows import refuse_unwritable
from wipbook.port.columns import typed_column
from wipbook.port.workbook import CellValue, Formula, TableCells, TablePlace, Workbook

#: File syntax marks functions that came after 2007; Excel itself knows them by their plain names.
_PREFIXES = re.compile(r"_xlfn\.(?:_xlws\.)?|_xlpm\.")


if TYPE_CHECKING:
    from wipbook.hosts.file.workbook import FileWorkbook


def port_of(book: Any) -> Workbook:
    """The port of an ``xlwings.Book``: the file workbook itself where the book is on the engine ``file``."""
    from wipbook.hosts.file.workbook import FileWorkbook

    workbook = getattr(book.impl, "workbook", None)
    return workbook if isinstance(workbook, FileWorkbook) else BookWorkbook(book)


class BookWorkbook:
    """A workbook open in a spreadsheet program. Implements ``wipbook.port.workbook.Workbook``."""

    def __init__(self, book: Any) -> None:
        self.book = book

    @property
    def name(self) -> str:
        return str(self.book.name)

    @property
    def path(self) -> Path | None:
        """Where the workbook is saved; None for one that never was."""
        full = str(self.book.fullname)
        return Path(full) if Path(full).is_absolute() else None

    def sheets(self) -> list[str]:
        return [sheet.name for sheet in self.book.sheets]

    def tables(self) -> dict[str, TablePlace]:
        places = (placed(sheet, table) for sheet in self.book.sheets for table in sheet.tables)
        return {place.name: place for place in places if place}

    def find_table(self, name: str) -> TablePlace | None:
        for sheet in self.book.sheets:
            for table in sheet.tables:
                if table.name.lower() == name.lower() and (place := placed(sheet, table)):
                    return place
        return None

    def read_table(self, name: str) -> TableCells:
        place = self._place(name)
        cells, sheet = self._cells(place), self._sheet(place.sheet)
        unread, places = look_around(sheet, place, self._cells)
        return replace(cells, unread=unread, around=places)

    def _cells(self, place: TablePlace) -> TableCells:
        """The body of a table, or of an area told as one."""
        body = self._body(place)
        rows = exact(body, body.options(ndim=2, err_to_str=True).value)
        formats = formats_of(body)
        texts = body.formula
        texts = texts if isinstance(texts, tuple | list) else ((texts,),)
        texts = tuple(row if isinstance(row, tuple | list) else (row,) for row in texts)
        columns, mixed, formulas = [], {}, {}
        percents: dict[str, list[int]] = {}
        elapsed: dict[str, list[int]] = {}
        for number, header in enumerate(place.headers):
            values = [
                as_shown(with_errors(row[number]), codes[number]) for row, codes in zip(rows, formats, strict=True)
            ]
            column, kinds_differ = typed_column(header, values)
            columns.append(column)
            if kinds_differ:
                mixed[header] = values
            found = [
                index
                for index, row in enumerate(texts)
                if isinstance(row[number], str) and row[number].startswith("=") and row[number] != values[index]
            ]
            if found:
                formulas[header] = found
            for kind, into in (Shown.PERCENT, percents), (Shown.ELAPSED, elapsed):
                if found := showing(kind, [codes[number] for codes in formats], values):
                    into[header] = found
        return TableCells(
            place, pl.DataFrame(columns), mixed, formulas, hidden_rows(body), merged_areas(body),
            percents=percents, elapsed=elapsed,
        )

    def may_go_on(self, place: TablePlace) -> bool:
        return may_go_on(self.book.sheets[place.sheet], place)

    def extend_table(self, name: str, last_row: int, headers: Sequence[str] = ()) -> None:
        """See the port; formats and validations as the program itself carries them on. CellsInTheWay."""
        place = self._place(name)
        extend_table(self._sheet(place.sheet), place, last_row, len(headers))

    def write_table(
        self, name: str, frame: pl.DataFrame, formulas: Mapping[str, str] | None = None, *, plain: bool = False
    ) -> None:
        self._write(self._place(name), 0, frame, formulas or {}, plain)

    def append_rows(self, name: str, frame: pl.DataFrame) -> None:
        """Add rows below the last row in which somebody entered something; formulas do not count."""
        place = self._place(name)
        if not frame.height:
            return
        table = self.read_table(name)
        entered = table.frame.select([header for header in place.headers if header not in table.formulas])
        filled = entered.select(pl.any_horizontal(pl.all().is_not_null()).alias("any"))["any"].arg_true()
        kept = int(filled[-1]) + 1 if len(filled) else 0
        formula_row = self._body(place).rows[max(kept - 1, 0)].formula
        first = formula_row if isinstance(formula_row, str) else formula_row[0]
        row = (first,) if isinstance(first, str) else first
        carried = {
            header: str(row[place.headers.index(header)])
            for header in table.formulas
            if header not in frame.columns and "[" in str(row[place.headers.index(header)])
        }
        self._write(place, kept, frame, carried, plain=True)

    def make_room(self, name: str, rows: int) -> int:
        """See the port: the program itself moves what stands below; CellsInTheWay for a table that would be torn."""
        sheet = self._sheet(self._place(name).sheet)
        below = int(sheet.tables[name].range.last_cell.row) + 1
        for other in sheet.tables:
            area = other.range
            if area.row < below <= area.last_cell.row:
                raise CellsInTheWay(
                    where=f"{sheet.name}!{below}:{below + rows - 1}",
                    found=f"table {other.name} in {area.get_address(False, False)}",
                    expected=f"no table across row {below}, where {rows} rows have to be put in",
                    remedy=f"move table {other.name} to a sheet of its own, or below what stands beside it",
                )
        sheet.range(f"{below}:{below + rows - 1}").insert("down")
        return below

    def read_cell(self, sheet: str, address: str) -> object:
        cell = self._sheet(sheet).range(address)
        return with_errors(exact(cell, [[cell.options(err_to_str=True).value]])[0][0])

    def write_cells(self, sheet: str, cells: Mapping[str, CellValue | Formula]) -> None:
        target = self._sheet(sheet)
        for address, value in cells.items():
            if isinstance(value, Formula):
                target.range(address).formula = _PREFIXES.sub("", value.text)
            else:
                target.range(address).value = _guarded(value)

    def vouch_for(self, sheet: str, addresses: Iterable[str]) -> None:
        """See the port: the program calculates by itself."""

    def names(self) -> dict[str, str]:
        return {name.name: str(name.refers_to).removeprefix("=") for name in self.book.names if "!" not in name.name}

    def define_name(self, name: str, sheet: str, address: str) -> None:
        target = "='" + sheet.replace("'", "''") + "'!" + self._sheet(sheet).range(address).get_address(True, True)
        known = next((one for one in self.book.names if one.name.lower() == name.lower()), None)
        if known is None:
            self.book.names.add(name, target)
        else:
            known.refers_to = target

    def is_visible(self, sheet: str) -> bool:
        return bool(self._sheet(sheet).visible)

    def set_visible(self, sheet: str, visible: bool) -> None:
        self._sheet(sheet).visible = visible

    def adopt_sheet(self, template: Path, *sheets: str) -> None:
        """Copy each sheet behind the nearest one that stands before it in the template, which is opened once."""
        source = self.book.app.books.open(str(template))
        try:
            order, present = [one.name for one in source.sheets], self.sheets()
            for sheet in sheets:
                before = [one for one in order[: order.index(sheet)] if one in present]
                if before:
                    source.sheets[sheet].copy(after=self.book.sheets[before[-1]])
                else:
                    source.sheets[sheet].copy(before=self.book.sheets[0])
                present.append(sheet)
        finally:
            source.close()

    def adopt_column(self, template: Path, table: str, header: str) -> str:
        """See the port: the header, and the formula of a calculated column; formats and validations stay behind."""
        place = self._place(table)
        sheet, row = self._sheet(place.sheet), place.first_row - 1
        column = place.first_column + len(place.headers)
        there = sheet.range((row, column), (place.last_row, column)).options(ndim=1, err_to_str=True).value
        for number, value in enumerate(there):
            if value is not None:
                raise CellsInTheWay(
                    where=f"{place.sheet}!{column_letters(column)}{row + number}", found=repr(value),
                    expected=f"a free column right of table {place.name}", remedy="move it one column to the right",
                )
        sheet.range((row, column)).value = _guarded(header)
        sheet.tables[place.name].resize(sheet.range((row, place.first_column), (place.last_row, column)))
        given = _file(template).document.table(table)
        text = next((one.formula for one in given.columns if one.name == header), "")
        if text:
            sheet.range((row + 1, column), (place.last_row, column)).formula = "=" + _PREFIXES.sub("", text)
        return f"{column_letters(column)}{row}"

    def adopt_cells(self, template: Path, sheet: str, moves: Mapping[str, str]) -> None:
        """See the port: values and formulas; formats and validations stay behind."""
        source = _file(template)
        for old, new in moves.items():
            row, column = parse_cell(old)
            cell = source.document.worksheet(sheet).cell(row, column)
            formula = formula_of(cell) if cell is not None else None
            value = source.read_cell(sheet, old)
            self.write_cells(sheet, {new: Formula(formula, None) if formula else cast(CellValue, value)})

    def adopt_validations(self, template: Path, table: str) -> list[str]:
        """Nothing: a program's own validations are not taken from files."""
        return []

    def replace_number_formats(self, codes: Mapping[str, str], areas: Sequence[tuple[str, str]]) -> None:
        """See the port: an area whose cells share one of the formats gets the other."""
        for sheet, address in areas:
            cells = self._sheet(sheet).range(address)
            code = codes.get(str(cells.number_format or ""))
            if code is not None:
                cells.number_format = code

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
        return Path(self.book.fullname)

    def close(self) -> None:
        self.book.close()

    def _write(
        self, place: TablePlace, kept: int, frame: pl.DataFrame, formulas: Mapping[str, str], plain: bool
    ) -> None:
        """Replace the rows of a table from its 0-based row ``kept`` on."""
        unknown = [header for header in [*frame.columns, *formulas] if header not in place.headers]
        if unknown:
            raise NoSuchColumn(
                where=f"table {place.name} ({place.sheet})",
                found=", ".join(place.headers),
                expected=f"a column {', '.join(map(repr, unknown))}",
                remedy="restore the header in the sheet, or drop the column",
            )
        refuse_unwritable(frame, place.name, date1904=False)
        first, last = place.first_row + kept, max(place.first_row + kept + frame.height - 1, place.first_row)
        if last > LAST_ROW:
            raise TooManyRows(
                where=f"table {place.name} ({place.sheet})",
                found=f"{frame.height:,} rows",
                expected=f"at most {LAST_ROW - first + 1:,}",
                remedy="split the data by period",
            )
        sheet, right = self._sheet(place.sheet), place.first_column + len(place.headers) - 1
        if last > place.last_row:
            self._refuse_cells_below(sheet, place, last, right)
        if last < place.last_row:
            sheet.range((last + 1, place.first_column), (place.last_row, right)).clear_contents()
        if last != place.last_row:
            sheet.tables[place.name].resize(sheet.range((place.first_row - 1, place.first_column), (last, right)))
        for offset, header in enumerate(place.headers):
            column = place.first_column + offset
            cells = sheet.range((first, column), (last, column))
            if formulas.get(header):
                cells.formula = "=" + _PREFIXES.sub("", formulas[header].removeprefix("="))
            elif header in frame.columns and frame.height:
                cells.value = [[_guarded(value)] for value in frame[header].to_list()]
                if plain and frame[header].dtype.is_numeric():
                    show_plainly(cells)
            else:
                cells.clear_contents()

    def _refuse_cells_below(self, sheet: Any, place: TablePlace, last: int, right: int) -> None:
        below = sheet.range((place.last_row + 1, place.first_column), (last, right))
        for row, values in enumerate(below.options(ndim=2, err_to_str=True).value, place.last_row + 1):
            for column, value in enumerate(values, place.first_column):
                if value is not None:
                    raise CellsInTheWay(
                        where=f"{place.sheet}!{column_letters(column)}{row}",
                        found=f"{value!r}",
                        expected=f"free cells below table {place.name} down to row {last}",
                        remedy="move what stands below the table to another place",
                    )

    def _place(self, name: str) -> TablePlace:
        place = self.find_table(name)
        if place is not None:
            return place
        raise NoSuchTable(
            where=self.name,
            found=f"the tables {', '.join(sorted(self.tables())) or '(none)'}",
            expected=f"a table {name!r}",
            remedy="restore the table from the template or from a backup",
        )

    def _body(self, place: TablePlace) -> Any:
        right = place.first_column + len(place.headers) - 1
        return self._sheet(place.sheet).range((place.first_row, place.first_column), (place.last_row, right))

    def _sheet(self, name: str) -> Any:
        for sheet in self.book.sheets:
            if sheet.name.lower() == name.lower():
                return sheet
        raise NoSuchSheet(
            where=self.name,
            found=f"the sheets {', '.join(self.sheets())}",
            expected=f"a sheet {name!r}",
            remedy="restore the sheet or correct its name",
        )


def _file(template: Path) -> FileWorkbook:
    """The other workbook, read from its file: the program need not open it."""
    from wipbook.hosts.file.workbook import open_file

    return open_file(template)


def _guarded(value: object) -> object:
    """Text with the apostrophe that keeps Excel from reading a formula, a number or a date into it."""
    if isinstance(value, str):
        return "'" + value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)
    return value


def _same_file(kept: Path, path: Path) -> bool:
    """Whether a copy that keeps its times is of the file as it is now."""
    one, other = kept.stat(), path.stat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)
