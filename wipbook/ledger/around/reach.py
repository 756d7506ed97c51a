"""How far an input table reaches: rows typed right below it and columns headed right beside it are its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from wipbook.ledger.around.sums import lines_that_add_up
from wipbook.ledger.cells.columns import typed
from wipbook.ledger.cells.shown import meant
from wipbook.port.joined import below as joined_below
from wipbook.port.joined import beside as joined_beside
from wipbook.port.tables import Around, CellError, TableCells, Unread, letters, row_of
from wipbook.schema.sheet import InputSheet
from wipbook.values.repeated import repeated

ADDS_UP, MERGED, AFTER = "adds up", "merged", "after another line"
"""Why a row below a table is none of its rows. Of a row that lacks something it is the columns; ``AFTER`` one is
another line, a table, or more blank rows than anybody leaves."""

_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class TakenIn:
    """``rows`` that were typed below a table and count, in the sheet rows ``first_row`` to ``last_row`` (some between
    them may be blank); and the ``headers`` of columns typed beside it up to the last that the schema knows. ``stays``:
    why the table does not cover them all the same."""

    sheet: str
    table: str
    rows: int
    first_row: int
    last_row: int
    headers: tuple[str, ...] = ()
    stays: str = ""

    @property
    def said(self) -> str:
        """One line for people.

        >>> TakenIn("Movements", "Movements", 4, 9, 12).said
        'Movements: 4 rows typed below the table were taken in, rows 9 to 12'
        >>> TakenIn("Jobs", "Jobs", 0, 0, 0, ("Due",)).said
        'Jobs: 1 column typed beside the table was taken in: Due'
        """
        parts = []
        if self.rows:
            several = self.last_row > self.first_row
            where = f"rows {self.first_row} to {self.last_row}" if several else f"row {self.first_row}"
            rows = f"{_number(self.rows, 'row')} typed below the table {_were(self.rows)} taken in"
            parts.append(f"{self.sheet}: {rows}, {where}")
        if self.headers:
            count = len(self.headers)
            parts.append(f"{self.sheet}: {_number(count, 'column')} typed beside the table {_were(count)} taken in: "
                         f"{', '.join(self.headers)}")
        said = "; ".join(parts)
        return f"{said.replace('taken in', 'read')} (the table stays as it is: {self.stays})" if self.stays else said


def reach(sheet: InputSheet, cells: TableCells, currency_places: int = 2) -> tuple[TableCells, TakenIn | None]:
    """The table with all that belongs to it, and what was taken in; None where it ends where it says.

    A column right beside it, headed with a name the schema knows, is that column; under another header it is the
    user's own. A row below counts when every required column in it is filled and understood, and nothing but blank rows
    lies between it and the table or the rows that count above it. Lines that add up the rows above, and rows with
    merged cells, do not count, and no row below them does. ``unread`` is what is left, each row with the reason why.
    """
    places = cells.around
    if places is None:
        return cells, None
    place = cells.place
    known = {name.casefold() for column in sheet.columns for name in (column.name, *column.aliases)}
    headers: tuple[str, ...] = ()
    wide = replace(cells, around=None)
    if places.beside is not None:
        more = places.beside.place.headers
        there = [at for at, header in enumerate(more, 1) if header.strip().casefold() in known]
        headers = more[: there[-1]] if there else ()
        if headers:
            wide = joined_beside(wide, places.beside, len(headers))
        right = place.first_column + len(place.headers)
        own = {letters(right + number) for number in range(len(more))}
        wide = replace(wide, unread=[
            one for one in wide.unread if one.below or _CELL.fullmatch(one.cell)[1] not in own  # type: ignore[index]
        ])
    taken = None
    if places.below is not None:
        wide, taken = _with_rows(sheet, wide, places, headers, currency_places)
    if taken is None and headers:
        taken = TakenIn(sheet.name, place.name, 0, 0, 0, headers)
    return wide, taken


def _with_rows(
    sheet: InputSheet, cells: TableCells, places: Around, beside: tuple[str, ...], currency_places: int
) -> tuple[TableCells, TakenIn | None]:
    below = places.below
    assert below is not None
    headers = _headers(sheet, cells)
    if headers is None:
        return cells, None
    height, first = below.frame.height, below.place.first_row
    filled = repeated(False, height, pl.Boolean)
    for header in cells.place.headers:
        filled = filled | _filled(below, header)
    lacking: dict[int, list[str]] = {}
    for column in sheet.columns:
        if column.required:
            header = headers[column.name]
            result = typed(column, *meant(column, header, below), currency_places)
            for row in (filled & (result.values.is_null() | result.bad)).arg_true():
                lacking.setdefault(row, []).append(header)
    reasons = {row: ", ".join(names) for row, names in lacking.items()}
    reasons |= dict.fromkeys(_merged(below), MERGED)
    reasons |= dict.fromkeys(lines_that_add_up(sheet, headers, cells, below, places.texts), ADDS_UP)
    stop = min((row for row in reasons if filled[row]), default=height)
    rows = [row for row in filled.arg_true() if row < stop]
    left = [one for one in cells.unread if not one.below or row_of(one) - first >= stop]
    unread = [_judged(one, first, stop, reasons) for one in left]
    if not rows:
        return replace(cells, unread=unread), None
    unread = _with_edges(unread, [one for one in places.edges if row_of(one) <= first + rows[-1]])
    taken = TakenIn(sheet.name, cells.place.name, len(rows), first + rows[0], first + rows[-1], beside)
    return replace(joined_below(cells, below, rows[-1] + 1), unread=unread), taken


def _headers(sheet: InputSheet, cells: TableCells) -> Mapping[str, str] | None:
    """The header of every column of the schema that is there; None where a required one is not, or one is there twice:
    then the table is not read at all."""
    found: dict[str, str] = {}
    for column in sheet.columns:
        names = {name.casefold() for name in (column.name, *column.aliases)}
        present = [header for header in cells.place.headers if header.strip().casefold() in names]
        if len(present) > 1 or (column.required and not present):
            return None
        if present:
            found[column.name] = present[0]
    return found


def _filled(cells: TableCells, header: str) -> pl.Series:
    """Which cells of a column hold something: a value, an error, or a formula that is not calculated."""
    values = cells.frame[header]
    there = values.is_not_null()
    if values.dtype == pl.String:
        there = there & (values.str.len_bytes() > 0)
    also = set(cells.uncalculated.get(header, ()))
    also |= {row for row, value in enumerate(cells.mixed.get(header, ())) if isinstance(value, CellError)}
    return there | pl.Series(range(values.len()), dtype=pl.Int64).is_in(sorted(also)) if also else there


def _merged(below: TableCells) -> set[int]:
    """The 0-based rows that merged cells touch."""
    found: set[int] = set()
    for area in below.merged:
        numbers = [int(row) for _, row in _CELL.findall(area.replace("$", ""))]
        first, last = min(numbers) - below.place.first_row, max(numbers) - below.place.first_row
        found.update(range(max(first, 0), min(last, below.frame.height - 1) + 1))
    return found


def _judged(one: Unread, first: int, stop: int, reasons: Mapping[int, str]) -> Unread:
    if not one.below:
        return one
    row = row_of(one) - first
    return replace(one, why=reasons.get(row, AFTER) if row == stop or reasons.get(row) == ADDS_UP else AFTER)


def _with_edges(unread: list[Unread], edges: list[Unread]) -> list[Unread]:
    """The places, with the cells beside rows that were taken in: one place for each column."""
    by_column: dict[str, list[Unread]] = {}
    for one in edges:
        by_column.setdefault(one.cell.rstrip("0123456789"), []).append(one)
    found = []
    for one in unread:
        more = [] if one.below else by_column.pop(one.cell.rstrip("0123456789"), [])
        found.append(replace(one, cells=one.cells + len(more)))
    return [*found, *(replace(more[0], cells=len(more)) for more in by_column.values())]


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
