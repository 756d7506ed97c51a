"""The body of a table in an open workbook, as typed columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar, overload

import polars as pl

from wipbook.hosts.excel.likely_formats import LikelyFormats
from wipbook.hosts.excel.sheet_cells import SheetCells
from wipbook.hosts.excel.shown import as_shown, showing
from wipbook.ooxml.address import Area
from wipbook.ooxml.sheet.number_format import Shown
from wipbook.port.columns import typed_column
from wipbook.port.workbook import TableCells, TablePlace

_LATER = dt.datetime(1930, 1, 1)
"""From here on a day is no year and no number of hours that somebody typed."""
Item = TypeVar("Item")


def body_of(place: TablePlace) -> Area:
    """Where the rows of a table are."""
    return Area(place.first_row, place.first_column, place.last_row, place.first_column + len(place.headers) - 1)


def table_cells(sheet: SheetCells, place: TablePlace, date1904: bool, likely: LikelyFormats) -> TableCells:
    """The body of a table, or of an area told as one; ``likely`` are the formats of the workbook met so far."""
    body = body_of(place)
    rows, texts = sheet.values(body), sheet.formulas(body)
    codes = _Formats(sheet, place, list(zip(*rows, strict=True)), likely)
    columns, mixed, formulas = [], {}, {}
    values_of: dict[str, list[object]] = {}
    for number, header in enumerate(place.headers):
        shown = codes.of_numbers(number)
        values = [
            as_shown(row[number], code, date1904) for row, code in zip(rows, shown, strict=True)
        ]
        column, kinds_differ = typed_column(header, values)
        columns.append(column)
        values_of[header] = values
        if kinds_differ:
            mixed[header] = values
        found = [
            index for index, row in enumerate(texts)
            if isinstance(row[number], str) and row[number].startswith("=") and row[number] != values[index]
        ]
        if found:
            formulas[header] = found
    return TableCells(
        place, pl.DataFrame(columns), mixed, formulas,
        _Later(lambda: sheet.hidden_rows(body)), _Later(lambda: sheet.merged_areas(body)),
        percents=_Showing(Shown.PERCENT, codes, values_of), elapsed=_Showing(Shown.ELAPSED, codes, values_of),
    )


def _open_to_meaning(value: object) -> bool:
    """Whether a format may make something else of a cell: of a number a day, and of a day before 1930 a number. Who
    sees 2026 or 7:30 has typed a small number; a later day is one, however it is shown."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None) < _LATER
    return isinstance(value, int | float) and not isinstance(value, bool)


class _Formats:
    """The number formats of the columns of a table: of numbers at once, those side by side together; of blank cells, or
    in columns of texts, when somebody wants to know."""

    def __init__(
        self, sheet: SheetCells, place: TablePlace, columns: Sequence[Sequence[object]], likely: LikelyFormats
    ) -> None:
        self._sheet, self._body = sheet, body_of(place)
        self._known = [[""] * self._body.rows for _ in columns]
        self._whole = set[int]()
        for first, last in _runs([any(map(_open_to_meaning, column)) for column in columns]):
            for left, right in likely.parts(place.headers[first : last + 1]):
                self._ask(first + left, first + right, _open_to_meaning)
                for column in range(first + left, first + right + 1):
                    likely.met(place.headers[column], self._known[column])

    def of_numbers(self, column: int) -> list[str]:
        """"" for cells that hold none."""
        return self._known[column]

    def of_all(self, column: int) -> list[str]:
        if column not in self._whole:
            self._whole.add(column)
            known = self._known[column]
            if all(known):
                return known
            self._ask(column, column, lambda value: value is None)
            self._known[column] = [new or old for old, new in zip(known, self._known[column], strict=True)]
        return self._known[column]

    def _ask(self, first: int, last: int, matters: Callable[[object], bool]) -> None:
        body = self._body
        area = Area(body.first_row, body.first_column + first, body.last_row, body.first_column + last)
        grid = self._sheet.formats(area, matters)
        for number in range(first, last + 1):
            self._known[number] = [row[number - first] for row in grid]


class _Showing(Mapping[str, Sequence[int]]):
    """The rows of each column that show a number, or would, as ``kind``."""

    def __init__(self, kind: Shown, codes: _Formats, values: Mapping[str, Sequence[Any]]) -> None:
        self._rows = {header: _Rows(kind, codes, at, values[header]) for at, header in enumerate(values)}

    def __getitem__(self, header: str) -> Sequence[int]:
        return self._rows[header]

    def __iter__(self) -> Iterator[str]:
        return (header for header, rows in self._rows.items() if len(rows))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Later(Sequence[Item]):
    """A sequence that is asked for by who walks it."""

    def __init__(self, ask: Callable[[], list[Item]]) -> None:
        self._ask = ask

    @cached_property
    def _all(self) -> list[Item]:
        return self._ask()

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        return self._all[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == list(other)


class _Rows(_Later[int]):
    """Ascending rows that show a number as ``kind``. Whether a number is among them is known; who walks them asks what
    blank cells would show."""

    def __init__(self, kind: Shown, codes: _Formats, column: int, values: Sequence[Any]) -> None:
        super().__init__(lambda: showing(kind, codes.of_all(column), values))
        self._kind, self._codes, self._column, self._values = kind, codes, column, values

    def __contains__(self, row: object) -> bool:
        if not isinstance(row, int) or not 0 <= row < len(self._values):
            return False
        if self._values[row] is None:
            return row in self._all
        code = self._codes.of_numbers(self._column)[row]
        return bool(showing(self._kind, [code], [self._values[row]]))


def _runs(wanted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The first and last place of each run of truths.

    >>> list(_runs([True, True, False, True]))
    [(0, 1), (3, 3)]
    """
    at = 0
    for one, run in groupby(wanted):
        end = at + sum(1 for _ in run)
        if one:
            yield at, end - 1
        at = end
