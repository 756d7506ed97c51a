"""Excel sources: columns of text, with what every cell was beside it."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import fastexcel
import polars as pl

from wipbook.commands.data.import_.errors import SourceUnreadable, UnknownSource, nearest
from wipbook.commands.data.import_.mapping import Source
from wipbook.commands.data.import_.source.excel.apart import read_apart
from wipbook.commands.data.import_.source.excel.cells import columns_of
from wipbook.commands.data.import_.source.grid import column_names
from wipbook.commands.data.import_.source.kinds import Kind
from wipbook.commands.data.import_.source.loaded import LINE, kind_name
from wipbook.ooxml.address import Area
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import NotAWorkbook, StrictWorkbook, UnsupportedMarkup
from wipbook.ooxml.sheet.cells import styled_value
from wipbook.ooxml.sheet.number_format import Shown
from wipbook.ooxml.sheet.sheet_marks import SheetMarks
from wipbook.ooxml.table.one_sheet import SHEET, one_sheet
from wipbook.ooxml.table.read import be_quiet, read_body
from wipbook.ooxml.table.tables import Table, TableColumn

_GUARDED = (".xlsx", ".xlsm")
_GAP = "\0"
"""How the names of places begin that are no column of the sheet."""


def read_excel(path: Path, source: Source) -> pl.DataFrame:
    """One sheet as text columns: numbers in shortest form, dates as ``YYYY-MM-DD``, blank cells null; beside each the
    kinds of its cells (``kind_name``), and the row of the sheet (``LINE``).

    What the guard of workbook files knows is read behind it; other formats and dialects in a process of their own,
    which may fail without harm.

    Errors: ``SourceUnreadable``, ``UnknownSource`` when the sheet does not exist, and those of
    ``wipbook.ooxml.faults``.
    """
    if path.suffix.lower() in _GUARDED:
        try:
            return _read_guarded(path, source)
        except (NotAWorkbook, StrictWorkbook, UnsupportedMarkup):
            pass  # another format under this name, or a dialect that is not edited but can be read
    answer = read_apart(path, source.sheet, source.header_row)
    if answer.names is not None:
        raise _no_such_sheet(path, source.sheet, answer.names)
    if answer.fault:
        raise _unreadable(path, answer.fault)
    read = pl.read_ipc(io.BytesIO(answer.frame))
    columns: dict[str, pl.Series] = {}
    for name, column in zip(column_names(read.columns), read.iter_columns(), strict=True):
        columns[name], columns[kind_name(name)] = columns_of(column)
    columns[LINE.strip('"')] = pl.int_range(source.header_row + 1, source.header_row + 1 + read.height, eager=True)
    return pl.DataFrame(columns)


def _read_guarded(path: Path, source: Source) -> pl.DataFrame:
    document = Document(path)
    try:
        names = [entry.name for entry in document.entries() if document.is_worksheet(entry.name)]
        if (source.sheet and source.sheet not in names) or not names:
            raise _no_such_sheet(path, source.sheet, names)
        return _sheet_of(document, source.sheet or names[0], source.header_row)
    finally:
        document.package.close()


def _sheet_of(document: Document, sheet: str, header_row: int) -> pl.DataFrame:
    content = one_sheet(document, sheet)
    headers = _headers(document, content, header_row)
    part, extent = document.part_of(sheet), document.extent(sheet)
    last_row = document.worksheet(sheet).last_row if extent is None else extent.last_row
    first, last = min(headers) + 1, max(headers) + 1
    area = Area(header_row, first, max(last_row, header_row + 1), last)
    columns = tuple(TableColumn(headers.get(at, f"{_GAP}{at}"), "") for at in range(first - 1, last))
    table = Table("", part, sheet, area, 1, 0, columns, b"")
    formats = {kind: document.styles.showing(kind) for kind in (Shown.PERCENT, Shown.ELAPSED)}
    body = read_body(content, table, partial(document.package.stream, part), formats=formats)
    top = table.body.first_row
    mixed: dict[int, list[object]] = {
        first + number: [None] * body.frame.height
        for number, column in enumerate(columns) if column.name in body.mixed
    }
    if mixed:
        for row, at, cell in document.worksheet(sheet).cells_at(table.body, frozenset(mixed)):
            mixed[at][row - top] = styled_value(
                cell, lambda: document.strings, document.styles.is_date, document.date1904
            )
    read: dict[str, pl.Series] = {}
    names = dict(zip(sorted(headers), column_names([headers[at] for at in sorted(headers)]), strict=True))
    for number, column in enumerate(columns):
        if column.name.startswith(_GAP):
            continue
        name = names[first - 1 + number]
        at = first + number
        text, kinds = columns_of(body.frame[column.name], mixed.get(at))
        for kind, rows in _known_otherwise(body.marks, at).items():
            places = [row - top for row in rows]
            if kind is not Kind.UNCALCULATED:
                places = [row for row in places if kinds[row] == Kind.NUMBER]  # the format of blank cells counts too
            else:
                text = text.scatter(places, "a formula without a value")
            kinds = kinds.scatter(places, str(kind))
        read[name], read[kind_name(name)] = text, kinds
    read[LINE.strip('"')] = pl.Series(range(top, top + body.frame.height), dtype=pl.Int64)
    return pl.DataFrame(read)


def _known_otherwise(marks: SheetMarks, column: int) -> dict[Kind, list[int]]:
    """The rows of a column whose cells are of a kind that their values do not tell."""
    return {
        kind: rows
        for kind, rows in (
            (Kind.PERCENT, marks.shown.get(Shown.PERCENT, {}).get(column)),
            (Kind.ELAPSED, marks.shown.get(Shown.ELAPSED, {}).get(column)),
            (Kind.UNCALCULATED, marks.uncalculated.get(column)),
        )
        if rows
    }


def _headers(document: Document, content: bytes, header_row: int) -> dict[int, str]:
    """The names of the columns by their places, counted from 0: a second Reg is Reg_1, one without a name
    __UNNAMED__2."""
    be_quiet()
    try:
        sheet = fastexcel.read_excel(content).load_sheet(SHEET, header_row=header_row - 1, n_rows=0)
    except fastexcel.FastExcelError as fault:
        raise _unreadable(document.path, str(fault)) from fault
    names = {column.absolute_index: column.name for column in sheet.selected_columns}
    if not names:
        raise _unreadable(document.path, f"nothing in row {header_row}")
    return names


def _no_such_sheet(path: Path, sheet: str, names: list[str]) -> UnknownSource:
    return UnknownSource(
        where=path.name,
        found=f"no sheet {sheet!r}" if sheet else "no sheet with cells",
        expected="the sheet the mapping names",
        remedy=nearest(sheet, names) if names else "give a workbook with such a sheet",
    )


def _unreadable(path: Path, fault: str) -> SourceUnreadable:
    return SourceUnreadable(
        where=path.name,
        found=" ".join(fault.split("\n", 1)[0].split())[:300] or "nothing that can be read",
        expected="a readable Excel file",
        remedy="open it in Excel and save it again",
    )
