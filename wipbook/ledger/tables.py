"""One input table validated against its schema: typed columns, and every cell it could not take listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import polars as pl

from wipbook.errors import WipbookError
from wipbook.ledger.around.unread import list_unread
from wipbook.ledger.cells.columns import (
    EXPECTED,
    REMEDY,
    beyond_places,
    column_type,
    largest_of,
    places_of,
    time_of_day,
    typed,
)
from wipbook.ledger.cells.shown import TYPE_HOURS, as_clock, as_percentage, doubts, meant, spoiled
from wipbook.ledger.rejections import CELL_IGNORED, ROW_EXCLUDED, WARNING, Reason, Rejections
from wipbook.port.tables import TableCells
from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.repeated import repeated

NOT_CALCULATED = "a formula that is not calculated"
CALCULATE = (
    "open the workbook in Excel or LibreOffice and save it there, so that the formula has a value, let LibreOffice "
    "compute it with --recalculate, or type the value"
)
FROM_OUTSIDE = "a formula that reads another workbook or program"
BRING_IN = "copy the value and paste it as a value, or import it: nobody can tell what stood there on another day"
ROW = "_row"
"""Name of the column that remembers the 0-based table row a ledger row came from."""

_FIRST_YEAR = 1900
"""Before it there is no day in a workbook: what looks like one is a time of day."""

TIME = "_time"
"""Microseconds after midnight that the first date of a row was typed with; null where it has no time of day."""
FINER = "_finer"
"""What a unit cost was typed with beyond its places, in 10**-15 of the currency; 0 nearly always."""


class ColumnMissing(WipbookError):
    """A required column of an input table is not there, or its header was changed."""


class ColumnTwice(WipbookError):
    """Two headers of an input table mean the same column."""


def find_headers(sheet: InputSheet, headers: tuple[str, ...], where: str) -> dict[str, str]:
    """Schema column to the header that holds it, by name or alias, whatever the case and outer spaces.

    Errors: ``ColumnMissing`` for a required column that is absent, ``ColumnTwice`` for one that is there twice.
    """
    found: dict[str, str] = {}
    for column in sheet.columns:
        names = {name.casefold() for name in (column.name, *column.aliases)}
        present = [header for header in headers if header.strip().casefold() in names]
        if len(present) > 1:
            raise ColumnTwice(
                where=where,
                found=" and ".join(map(repr, present)),
                expected=f"the column {column.name!r} once",
                remedy="give the column you added another name",
            )
        if present:
            found[column.name] = present[0]
        elif column.required:
            near = get_close_matches(column.name, headers, n=1)
            raise ColumnMissing(
                where=where,
                found=f"no column {column.name!r}" + (f" (but {near[0]!r})" if near else ""),
                expected=f"the column {column.name!r}",
                remedy=f"rename the header to {column.name!r}, or bring the sheet back from the template",
            )
    return found


def read_table(
    sheet: InputSheet, cells: TableCells, rejections: Rejections, currency_places: int
) -> tuple[pl.DataFrame, int]:
    """The good rows of a table, typed, with ``_row``; and how many rows that are not blank were read.

    Columns out: every schema column by name (null where the workbook lacks an optional one), then ``_row``.
    Quantities, hours, percents and unit costs are Int64 millionths, amounts Int64 of the smallest currency unit.
    Rows with a bad required cell, a bad cell in a transaction, or a key already used are left out and listed; in master
    data a required text or date (a description, a due date) may be missing, and is pointed at.
    """
    where = f"{cells.place.sheet}!{cells.place.name}"
    headers = find_headers(sheet, cells.place.headers, where)
    frame = cells.frame
    list_unread(cells, rejections)
    present = pl.any_horizontal([pl.col(header).is_not_null() for header in headers.values()])
    filled = frame.select(present.alias("filled")).to_series() if headers else pl.Series([], dtype=pl.Boolean)
    none = repeated(False, frame.height, pl.Boolean)
    uncalculated = {
        name: _at(cells.uncalculated[header], frame.height)
        for name, header in headers.items() if cells.uncalculated.get(header)
    }
    for rows in uncalculated.values():
        filled = filled | rows
    if not filled.any():
        _warn_of_layout(cells, rejections, filled)
        return pl.DataFrame(schema=ledger_schema(sheet)), 0
    columns: dict[str, pl.Series] = {}
    excluded = none
    keys = _keys(frame, headers, sheet)
    for column in sheet.columns:
        header = headers.get(column.name)
        if header is None:
            columns[column.name] = repeated(None, frame.height, column_type(column))
            continue
        result = typed(column, *meant(column, header, cells), currency_places).without(spoiled(column, header, cells))
        columns[column.name] = result.values.alias(column.name)
        fatal = not sheet.master or (column.required and not _only_told(sheet, column))
        empty = uncalculated[column.name] & result.values.is_null() if column.name in uncalculated else none
        outside = cells.outside.get(header)
        foreign = _at(outside, frame.height) & ~empty if outside else none
        # no figure may stand on a value that nobody vouches for: a cell that counts takes its row along
        counts = fatal or not _only_told(sheet, column)
        for rows, found, remedy, reason in (
            (empty, NOT_CALCULATED, CALCULATE, Reason.UNCALCULATED), (foreign, FROM_OUTSIDE, BRING_IN, Reason.OUTSIDE),
        ):
            if rows.any():
                positions = rows.arg_true().to_list()
                rejections.add(
                    cells, positions, header, found, _expected(column), remedy,
                    ROW_EXCLUDED if counts else CELL_IGNORED, [keys[p] for p in positions], reason,
                )
                if counts:
                    excluded = excluded | rows
        if foreign.any() and not counts:
            blank = repeated(None, frame.height, result.values.dtype)
            columns[column.name] = columns[column.name].zip_with(~foreign, blank).alias(column.name)
        bad = (result.bad & filled & ~foreign).arg_true().to_list() if result.bad.any() else []
        largest = largest_of(column, places_of(column.role, currency_places)) if column.is_number else 0.0
        too_large = {p for p in bad if largest and _exceeds(cells, header, p, largest)}
        times = {p for p in bad if column.role is Role.HOURS and _is_moment(cells, header, p)}
        for positions, more, remedy in (
            ([p for p in bad if p not in too_large | times], "", REMEDY.get(column.role, _remedy(column))),
            (sorted(times), "", TYPE_HOURS),
            (sorted(too_large), f", below {largest:,.0f}", "correct it, or keep the row in a larger unit"),
        ):
            if positions:
                shown = _shown(cells, header, positions)
                rejections.add(
                    cells, positions, header, shown, _expected(column) + more, remedy,
                    ROW_EXCLUDED if fatal else CELL_IGNORED, [keys[p] for p in positions], Reason.KIND,
                )
        if bad and fatal:
            excluded = excluded | (result.bad & filled & ~foreign)
        for doubt in doubts(column, header, cells):
            rejections.add(
                cells, doubt.positions, header, doubt.found, doubt.expected, doubt.remedy, WARNING,
                [keys[p] for p in doubt.positions], Reason.DOUBTFUL,
            )
        if column.required and result.values.null_count():
            missing = result.values.is_null() & ~result.bad & filled & ~empty & ~foreign
            positions = missing.arg_true().to_list()
            if positions:
                rejections.add(
                    cells, positions, header, "(blank)", _expected(column), f"fill in {column.name}",
                    ROW_EXCLUDED if fatal else WARNING, [keys[p] for p in positions], Reason.MISSING,
                )
                if fatal:
                    excluded = excluded | missing
    typed_frame = pl.DataFrame(columns).with_columns(pl.Series(ROW, range(frame.height), dtype=pl.Int32))
    typed_frame = typed_frame.with_columns(_finer_columns(sheet, cells, headers))
    good = typed_frame.filter(filled & ~excluded)
    good = _without_duplicates(sheet, good, cells, headers, rejections)
    _warn_of_layout(cells, rejections, filled)
    return good, int(filled.sum() or 0)


def _at(positions: Sequence[int], height: int) -> pl.Series:
    """Which of so many rows are among ``positions``."""
    return pl.Series(range(height), dtype=pl.Int64).is_in(list(positions))


def ledger_schema(sheet: InputSheet) -> dict[str, pl.DataType | type[pl.DataType]]:
    """The columns of a table in the ledger: those of the schema, ``ROW``, and where the sheet has a date and a unit
    cost what both were typed with beyond their places (``TIME``, ``FINER``)."""
    schema = {column.name: column_type(column) for column in sheet.columns}
    finer = {TIME: pl.Int64, FINER: pl.Int64} if _has_finer(sheet) else {}
    return {**schema, ROW: pl.Int32, **finer}


def _has_finer(sheet: InputSheet) -> bool:
    roles = {column.name: column.role for column in sheet.columns}
    return roles.get("Date") is Role.DATE and roles.get("Unit Cost") is Role.UNIT_COST


def _finer_columns(sheet: InputSheet, cells: TableCells, headers: Mapping[str, str]) -> list[pl.Series]:
    if not _has_finer(sheet):
        return []
    date, cost = headers.get("Date"), headers.get("Unit Cost")
    return [
        time_of_day(cells.frame[date], cells.mixed.get(date)).alias(TIME) if date
        else repeated(None, cells.frame.height, pl.Int64).alias(TIME),
        beyond_places(cells.frame[cost], cells.mixed.get(cost)).alias(FINER) if cost
        else repeated(0, cells.frame.height, pl.Int64).alias(FINER),
    ]


def _only_told(sheet: InputSheet, column: Column) -> bool:
    """Whether a column is there to be read by people: no figure depends on a description, a unit or a due date."""
    return column.name not in sheet.key and column.role in (Role.TEXT, Role.DATE)


def _without_duplicates(
    sheet: InputSheet,
    frame: pl.DataFrame,
    cells: TableCells,
    headers: Mapping[str, str],
    rejections: Rejections,
) -> pl.DataFrame:
    key = [name for name in sheet.key if name in headers]
    repeated = frame.select(~pl.struct(key).is_first_distinct()).to_series()
    if not repeated.any():
        return frame
    first = frame.filter(frame.select(pl.struct(key).is_duplicated()).to_series() & ~repeated)
    lines = {row[:-1]: row[-1] for row in first.select([*key, ROW]).iter_rows()}
    again = frame.filter(repeated)
    names = again.select(key).rows()
    rejections.add(
        cells,
        again[ROW].to_list(),
        headers[sheet.key[0]],
        [f"{' / '.join(str(v) for v in name if v is not None)}, already in row "
         f"{cells.place.first_row + lines[name]}" for name in names],
        f"each {' + '.join(key)} once",
        "remove the row, or give it a number of its own",
        ROW_EXCLUDED,
        [name[0] for name in names],
        Reason.TWICE,
    )
    return frame.filter(~repeated)


def _warn_of_layout(cells: TableCells, rejections: Rejections, filled: pl.Series) -> None:
    first = cells.place.headers[0]
    rows = filled.arg_true()
    hidden = [row for row in cells.hidden if row < filled.len() and filled[row]] if len(rows) else []
    rejections.add(
        cells, hidden, first, "a hidden row", "rows that can be seen",
        "unhide it or clear the filter; it was read all the same", WARNING,
        reason=Reason.LAYOUT,
    )
    for area in cells.merged if len(rows) else ():
        rejections.rows.append(
            (cells.place.sheet, area, "", "", "merged cells", "one value in every cell",
             "unmerge them: only the first cell of a merged area holds a value", WARNING, Reason.LAYOUT.value)
        )


def _keys(frame: pl.DataFrame, headers: Mapping[str, str], sheet: InputSheet) -> pl.Series:
    header = headers.get(sheet.key[0])
    return frame[header].cast(pl.String, strict=False) if header else pl.Series([None] * frame.height)


def _shown(cells: TableCells, header: str, positions: list[int]) -> list[object]:
    """What a reader of the sheet sees there."""
    mixed = cells.mixed.get(header)
    column = mixed if mixed is not None else cells.frame[header]
    percents, elapsed = set(cells.percents.get(header, ())), set(cells.elapsed.get(header, ()))

    def text(row: int, value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool) and row in percents | elapsed:
            return as_percentage(value) if row in percents else as_clock(value)
        if isinstance(value, dt.datetime) and value.year < _FIRST_YEAR:
            return value.time()
        return repr(value) if isinstance(value, str) else getattr(value, "code", value)

    return [text(row, column[row]) for row in positions]


def _is_moment(cells: TableCells, header: str, position: int) -> bool:
    """Whether a cell shows a day or a time of day."""
    mixed = cells.mixed.get(header)
    return isinstance((mixed if mixed is not None else cells.frame[header])[position], dt.datetime)


def _exceeds(cells: TableCells, header: str, position: int, largest: float) -> bool:
    """Whether a cell holds a number that is as large as ``largest`` or larger."""
    mixed = cells.mixed.get(header)
    value = (mixed if mixed is not None else cells.frame[header])[position]
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= largest


def _expected(column: Column) -> str:
    if column.choices:
        return " or ".join(column.choices)
    if column.is_number and column.role is not Role.RATE:
        kind = {Role.AMOUNT: "an amount", Role.UNIT_COST: "a unit cost", Role.HOURS: "hours"}.get(
            column.role, f"a {column.role.value}"
        )
        kind += ", at most 10,000" if column.role is Role.PERCENT else ""
        return f"{kind} (number)" + (f", {column.sign.value}" if column.sign is not Sign.ANY else "")
    return EXPECTED[column.role]


def _remedy(column: Column) -> str:
    return "choose one of the list" if column.choices else "type it again as a plain number"
