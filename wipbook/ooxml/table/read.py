"""The body of a table as typed columns: fastexcel for the values, one cheap pass for what it cannot say."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import fastexcel
import polars as pl

from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.faults import DamagedWorkbook, HeaderMismatch
from wipbook.ooxml.guard.remembered import Remembered
from wipbook.ooxml.sheet.number_format import Shown
from wipbook.ooxml.sheet.sheet_marks import SheetMarks, sheet_marks, texts_by_column
from wipbook.ooxml.table.one_sheet import SHEET
from wipbook.ooxml.table.tables import Table

_FIRST, _LAST = datetime(1899, 12, 31), datetime(9999, 12, 31, 23, 59, 59)


_ROOM = 128 << 20
"""Bytes of memory that must be there for an error of the fast reader to be about the file."""


_SMALL = 1 << 16
"""Bytes of a package whose sheet is read before a thread for it would have started."""


_KEPT, _KEPT_EACH = 8 << 20, 1 << 20
"""Bytes of the packages of sheets that are kept as they were read, of all and of the largest: in memory a sheet takes
some ten times as many."""
_known: Remembered[Body] = Remembered(_KEPT)
"""A workbook's tables are asked for again at every press of a button, most of them as they were, and the blank sheets
of one plant are as they are at others'."""


@dataclass(frozen=True)
class Body:
    """Typed columns, the marks of the sheet, and the headers whose cells mix kinds; nobody changes them."""

    frame: pl.DataFrame
    marks: SheetMarks
    mixed: tuple[str, ...]


def read_body(
    source: bytes,
    table: Table,
    chunks: Callable[[], Iterable[bytes]],
    cell_value: Callable[[int, int], object] = lambda row, column: None,
    formats: Mapping[Shown, Sequence[int]] | None = None,
) -> Body:
    """Read a table's body from the package of its sheet (``one_sheet``); ``chunks`` yields the sheet's XML;
    ``cell_value`` gives a cell by row and column, asked for headers that the reader renames when they stand twice in
    a row; ``formats`` are the cell formats whose numbers are marked.

    The two passes of a sheet that is not small run side by side: fastexcel outside the interpreter lock, the scan for
    marks beside it.
    Raises HeaderMismatch when a header cell says something else than the table definition.
    """
    if len(source) > _KEPT_EACH:
        return _read(source, table, chunks, cell_value, formats)
    # all that is read follows from these
    asked = tuple((kind, tuple(styles)) for kind, styles in (formats or {}).items())
    key = sha256(source).digest(), table.area, table.header_rows, table.totals_rows, table.columns, asked
    return _known.get(key, lambda: _read(source, table, chunks, cell_value, formats), len(source))


def _read(
    source: bytes,
    table: Table,
    chunks: Callable[[], Iterable[bytes]],
    cell_value: Callable[[int, int], object],
    formats: Mapping[Shown, Sequence[int]] | None,
) -> Body:
    if len(source) < _SMALL:
        frame = _frame(source, table, cell_value)
        marks = sheet_marks(chunks(), table.body, formats)
    else:
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(sheet_marks, chunks(), table.body, formats)
            try:
                frame = _frame(source, table, cell_value)
            finally:
                marks = waiting.result()
    if marks.misplaced is not None:
        place, row = marks.misplaced
        raise DamagedWorkbook(
            where=f"{table.sheet}!{place}", found=f"a cell {place!r} in row {row}", expected="cells in their order",
            remedy="open and save the workbook with Excel, or take the last backup",
        )
    mixed = _mixed(frame, marks, table.body, chunks)
    beyond = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Datetime) and _beyond(frame[name])]
    if beyond:  # day numbers that are no day of Excel's: looked at one by one, as numbers
        days = frame.select(pl.col(beyond).is_between(_FIRST, _LAST))
        frame = frame.with_columns([pl.when(days[name]).then(pl.col(name)).alias(name) for name in beyond])
        mixed = tuple(name for name in frame.columns if name in mixed or name in beyond)
    return Body(frame, marks, mixed)


def _beyond(days: pl.Series) -> bool:
    """Whether some moment is none that Python, or Excel, knows."""
    return days.len() > days.null_count() and not bool(days.drop_nulls().is_between(_FIRST, _LAST).all())


def _frame(source: bytes, table: Table, cell_value: Callable[[int, int], object]) -> pl.DataFrame:
    body, first, last = table.body, table.area.first_column - 1, table.area.last_column - 1
    be_quiet()
    try:
        reader = fastexcel.read_excel(source)
        sheet = reader.load_sheet(
            SHEET,
            header_row=table.area.first_row - 1 if table.header_rows else None,
            skip_rows=0 if table.header_rows else body.first_row - 1,
            n_rows=body.rows,
            schema_sample_rows=None,
            use_columns=lambda column: first <= column.absolute_index <= last,
        )
    except fastexcel.FastExcelError as error:
        if "rows skipped" in str(error):  # the used range of the sheet ends above the table's body
            return _blank(table, body.rows)
        bytearray(_ROOM)  # the reader says the same of a part it does not understand and of one it had no memory for
        raise DamagedWorkbook(
            where=f"{table.sheet}!{body.text}",
            found=str(error).splitlines()[0],
            expected="cells that can be read",
            remedy="take the last backup, or let Excel repair it",
        ) from error
    read = sheet.to_polars()
    if table.header_rows:
        _check_headers(
            table, {column.absolute_index - first: column.name for column in sheet.selected_columns}, cell_value
        )
    places = {column.absolute_index: number for number, column in enumerate(sheet.selected_columns)}
    columns = []
    for offset, name in enumerate(table.headers):
        number = places.get(first + offset)
        if number is None:
            columns.append(pl.Series(name, [None] * read.height, dtype=pl.Float64))
        else:
            columns.append(_usual(read.to_series(number)).alias(name))
    frame = pl.DataFrame(dict(zip(table.headers, columns, strict=True)))  # by name: a list would rename a blank one
    if frame.height < body.rows:  # blank rows at the end of the sheet are not in the file
        frame = pl.concat([frame, _like(frame, body.rows - frame.height)])
    return frame


def be_quiet() -> None:
    """Keep the lines that the fast reader writes to the log (blank columns, areas beyond the sheet) off the screen."""
    for name in ("calamine", "fastexcel"):
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _usual(values: pl.Series) -> pl.Series:
    """Durations as day numbers, dates as date and time, columns without a value as numbers."""
    if values.dtype == pl.Duration:
        return values.dt.total_microseconds().cast(pl.Float64) / 86_400_000_000
    if values.dtype == pl.Date:
        return values.cast(pl.Datetime("ms"))
    if values.dtype == pl.Null or values.null_count() == len(values):
        return values.cast(pl.Float64, strict=False) if values.dtype in (pl.Null, pl.String) else values
    return values


def _like(frame: pl.DataFrame, rows: int) -> pl.DataFrame:
    return pl.DataFrame({name: pl.Series([None] * rows, dtype=kind) for name, kind in frame.schema.items()})


def _blank(table: Table, rows: int) -> pl.DataFrame:
    return pl.DataFrame({header: pl.Series([None] * rows, dtype=pl.Float64) for header in table.headers})


def _mixed(
    frame: pl.DataFrame, marks: SheetMarks, body: Area, chunks: Callable[[], Iterable[bytes]]
) -> tuple[str, ...]:
    """Headers whose cells may be of several kinds and have to be looked at one by one.

    A text column may hide numbers that the reader turned into text: when the sheet has as many text cells as the
    text columns have values, none was turned; else only columns that have other numbers of them can hold one. Truths
    and errors are known cell by cell from ``marks``.
    """
    if marks.unaddressed:
        return tuple(frame.columns)
    mixed: set[str] = set()
    values = {name: _filled(frame[name]) for name, kind in frame.schema.items() if kind == pl.String}
    counted = values and sum(values.values()) == marks.texts
    if values and (marks.texts is None or (marks.empty_texts and not counted)):
        mixed.update(name for name in values if values[name])
    elif not counted and values:
        texts = texts_by_column(chunks(), body)
        places = {name: body.first_column + number for number, name in enumerate(frame.columns)}
        mixed.update(name for name in values if values[name] and values[name] != texts.get(places[name], 0))
    for column, rows in marks.odd.items():
        header = frame.columns[column - body.first_column]
        if frame[header].dtype != pl.Boolean or frame[header].count() != len(rows):
            mixed.add(header)
    return tuple(name for name in frame.columns if name in mixed)


def _filled(texts: pl.Series) -> int:
    """How many there are; what a formula gave as "" is none."""
    return texts.count() - int((texts == "").sum())


def _check_headers(table: Table, found: dict[int, str], cell_value: Callable[[int, int], object]) -> None:
    """Raise HeaderMismatch when a header cell differs from the table definition."""
    for offset, header in enumerate(table.headers):
        if _plain(found.get(offset, "")) == _plain(header):
            continue
        row, column = table.area.first_row, table.area.first_column + offset
        cell = cell_value(row, column)
        if _plain("" if cell is None else str(cell)) != _plain(header):
            raise HeaderMismatch(
                where=f"{table.sheet}!{cell_text(row, column)} (table {table.name})",
                found=f"the header cell {cell!r}",
                expected=repr(header),
                remedy="type the header again in Excel, so that cell and table agree",
            )


def _plain(text: str) -> str:
    """Line breaks come as CR LF, LF or as a control code; they all mean the same header."""
    return text.replace("\r", "").replace("_x000a_", "\n").replace("_x000d_", "")
