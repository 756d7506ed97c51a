"""The sheet Imports written: a mapping laid on it, proposals put below, and what of it was imported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

import polars as pl

from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.commands.workbench.inputs.taking_in import take_in
from wipbook.port.tables import CellValue, TableCells
from wipbook.port.workbook import Workbook
from wipbook.schema.data.imports import OF_FILE, OF_MAPPING, SHEET

KEY = ("Table", "Source", "Their Column", "Our Column")
_WRITTEN = ("Last Run", "Rows")


def lay_out(workbook: Workbook, rows: Iterable[Mapping[str, CellValue]]) -> int:
    """Put ``rows`` in place of those that map something; the files that were taken stay. A row that was there keeps
    when it was read last, and what stands in the user's own columns. How many rows there are; the caller saves."""
    take_in(workbook)
    cells = read_whole(workbook, SHEET.table)
    old = [_row(cells, row) for row in range(cells.frame.height)]
    known = {_key(row): row for row in old}
    fresh = []
    for row in rows:
        before = known.get(_key(row), {})
        kept = {h: v for h, v in before.items() if h in _WRITTEN or h not in SHEET.headers}
        fresh.append({**kept, **row})
    taken = [row for row in old if str(row.get("Table") or "").casefold() == OF_FILE.casefold()]
    _write(workbook, cells, [*fresh, *taken])
    return len(fresh)


def put_below(workbook: Workbook, rows: Iterable[Mapping[str, CellValue]]) -> int:
    """Add rows for sources that the sheet does not know; how many."""
    take_in(workbook)
    added = [dict(row) for row in rows]
    if added:
        workbook.append_rows(SHEET.table, _frame(SHEET.headers, added))
    return len(added)


def tell_run(
    workbook: Workbook, read: Mapping[tuple[str, str], int], files: Iterable[tuple[str, str]], now: dt.datetime
) -> None:
    """Write when the rows of each (table, source) were used and how many were ``read`` there, and which ``files`` (name
    and SHA-256) were taken: those that are not known yet in rows of their own."""
    if workbook.find_table(SHEET.table) is None:
        return
    cells = read_whole(workbook, SHEET.table)
    rows = [_row(cells, row) for row in range(cells.frame.height)]
    moment = now.replace(microsecond=0, tzinfo=None)
    there = {header.casefold(): header for header in cells.place.headers}
    written: dict[str, CellValue] = {}
    known = {str(row.get("Hash") or ""): at for at, row in enumerate(rows) if _is(row, OF_FILE)}
    folded = {(table.casefold(), source.casefold()): count for (table, source), count in read.items()}

    def say(at: int, header: str, value: CellValue) -> None:
        if header.casefold() in there:
            written[cells.cell(at, there[header.casefold()])] = value

    for at, row in enumerate(rows):
        place = (str(row.get("Table") or "").casefold(), str(row.get("Source") or "").casefold())
        if place in folded and row.get("Our Column"):
            say(at, "Last Run", moment)
            say(at, "Rows", folded[place])
    new = []
    for name, digest in files:
        if digest in known:
            say(known[digest], "Last Run", moment)
        else:
            new.append({"Table": OF_FILE, "Source": name, "Hash": digest, "Last Run": moment})
    if written:
        workbook.write_cells(cells.place.sheet, written)
    if new:
        workbook.append_rows(SHEET.table, _frame(cells.place.headers, new))


def known_files(workbook: Workbook) -> dict[str, object]:
    """The files that were taken: SHA-256 to the moment of the last time."""
    if workbook.find_table(SHEET.table) is None:
        return {}
    cells = read_whole(workbook, SHEET.table)
    rows = (_row(cells, row) for row in range(cells.frame.height))
    return {str(row["Hash"]): row.get("Last Run") for row in rows if _is(row, OF_FILE) and row.get("Hash")}


def known_sources(workbook: Workbook) -> Collection[str]:
    """The names under Source in rows that map something, or say how it is read."""
    if workbook.find_table(SHEET.table) is None:
        return ()
    cells = read_whole(workbook, SHEET.table)
    rows = [_row(cells, row) for row in range(cells.frame.height)]
    return {
        str(row["Source"]) for row in rows
        if row.get("Source") and not _is(row, OF_FILE) and not _is(row, OF_MAPPING)
    }


def _is(row: Mapping[str, object], kind: str) -> bool:
    return str(row.get("Table") or "").casefold() == kind.casefold()


def _row(cells: TableCells, at: int) -> dict[str, CellValue]:
    spelled = {header.casefold(): header for header in SHEET.headers}
    found: dict[str, CellValue] = {}
    for header in cells.place.headers:
        mixed = cells.mixed.get(header)
        value = cells.frame[header][at] if mixed is None else mixed[at]
        found[spelled.get(header.casefold(), header)] = value  # type: ignore[assignment]
    return found


def _key(row: Mapping[str, CellValue]) -> tuple[str, ...]:
    return tuple(str(row.get(header) or "").casefold() for header in KEY)


def _write(workbook: Workbook, cells: TableCells, rows: list[dict[str, CellValue]]) -> None:
    spelled = {header.casefold(): header for header in SHEET.headers}
    headers = [header for header in cells.place.headers if len(cells.formulas.get(header, ())) < cells.frame.height
               or not cells.frame.height or header.casefold() in spelled]
    frame = _frame([spelled.get(header.casefold(), header) for header in headers], rows)
    workbook.write_table(SHEET.table, frame.rename(dict(zip(frame.columns, headers, strict=True))), plain=True)


def _frame(headers: Iterable[str], rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    kinds = {"Last Run": pl.Datetime("us"), "Rows": pl.Float64()}
    columns = []
    for header in headers:
        values = [row.get(header) for row in rows]
        if header in kinds:
            columns.append(pl.Series(header, values, dtype=kinds[header], strict=False))
        elif header in SHEET.headers:
            columns.append(pl.Series(header, [None if v is None else str(v) for v in values], dtype=pl.String))
        else:
            columns.append(pl.Series(header, values, strict=False))
    return pl.DataFrame(columns)


