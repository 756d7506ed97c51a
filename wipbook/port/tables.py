"""The body of a table as a host hands it over: typed columns, and where each cell stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import polars as pl

CellValue = str | float | int | bool | dt.date | None
"""What a cell is given. Days and moments (``datetime.date``, ``datetime.datetime``) go as they are: what number a day
has is the host's to know, since workbooks count from 1900 or from 1904."""


@dataclass(frozen=True)
class Formula:
    """A formula together with the value Python computed for it.

    ``text`` is in file syntax with the leading ``=`` (``=SUM(Jobs[WIP])``,
    ``=Jobs[[#This Row],[Material Cost]]+1``; functions newer than 2007 carry ``_xlfn.``).
    """

    text: str
    value: CellValue


@dataclass(frozen=True)
class TablePlace:
    """Where a table stands. Rows and columns count from 1; ``first_row`` is the first row of data."""

    name: str
    sheet: str
    first_row: int
    last_row: int
    first_column: int
    headers: tuple[str, ...]

    @property
    def rows(self) -> int:
        return self.last_row - self.first_row + 1

    def cell(self, row: int, header: str) -> str:
        """``C7`` for 0-based ``row`` of column ``header``."""
        return f"{letters(self.first_column + self.headers.index(header))}{self.first_row + row}"


@dataclass(frozen=True)
class Unread:
    """Cells with content that a table does not hold though they stand where its rows or columns would go on: a row
    ``below`` it, or a column right beside it. ``cell`` is the first of them, ``cells`` their number; ``why`` they are
    not read as rows, once that was judged."""

    cell: str
    found: object
    cells: int
    below: bool
    why: str = ""


@dataclass(frozen=True)
class TableCells:
    """The body of a table as typed columns, and what typed columns cannot say.

    ``frame`` has one column per header, in order: Float64/Int64 (numbers), String (text), Boolean, Datetime
    (cells that show a day or a time of day); blank cells are null. A column that mixes kinds is String in ``frame`` and
    its cells, as they stand, are in ``mixed[header]`` (Python objects: str, float, bool, datetime; error cells such
    as ``#N/A`` are ``CellError``). Row ``i`` of the frame is sheet row ``place.first_row + i``.
    ``formulas`` maps a header to the 0-based rows that hold a formula. ``hidden`` are 0-based hidden rows and
    ``merged`` the merged areas (A1 text) that touch the body. ``uncalculated`` maps a header to the rows whose formula
    has no value: a program wrote it that does not calculate, or what it depends on was changed since. ``outside`` maps
    a header to the rows whose formula reads another workbook or asks another program, itself or through other cells.
    ``unread`` is what stands around the table, and ``around`` the same cells as rows and columns that it might be
    meant to have. ``percents`` maps a header to the rows whose cell shows a number as a percentage (0.22 as 22%),
    ``elapsed`` to those that show it as an elapsed time (0.3125 days as 7:30); blank cells of such a format are among
    them. The numbers themselves are as they are stored. What takes a question of its own (``hidden``, ``merged``, the
    formats of blank cells) a host that is a program may ask for when somebody looks.
    """

    place: TablePlace
    frame: pl.DataFrame
    mixed: Mapping[str, Sequence[object]] = field(default_factory=dict)
    formulas: Mapping[str, Sequence[int]] = field(default_factory=dict)
    hidden: Sequence[int] = ()
    merged: Sequence[str] = ()
    uncalculated: Mapping[str, Sequence[int]] = field(default_factory=dict)
    unread: Sequence[Unread] = ()
    outside: Mapping[str, Sequence[int]] = field(default_factory=dict)
    percents: Mapping[str, Sequence[int]] = field(default_factory=dict)
    elapsed: Mapping[str, Sequence[int]] = field(default_factory=dict)
    around: Around | None = None

    def address(self, row: int, header: str) -> str:
        """``Sheet!C7`` for 0-based ``row`` of column ``header``."""
        return f"{self.place.sheet}!{self.cell(row, header)}"

    def cell(self, row: int, header: str) -> str:
        """``C7`` for 0-based ``row`` of column ``header``."""
        return self.place.cell(row, header)


FARTHEST = 10_000
"""Blank rows that may lie between a table and rows below it, or between two of them: beyond, nobody means the table."""


def row_of(one: Unread) -> int:
    """The sheet row of its first cell.

    >>> row_of(Unread("AB12", "x", 1, True))
    12
    """
    return int(one.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def near(rows: Iterable[int], after: int) -> int:
    """The last of ascending ``rows`` that can be reached from row ``after``; 0 for none.

    >>> near([9, 12, 40_000], 8), near([40_000], 8)
    (12, 0)
    """
    last = 0
    for row in rows:
        if row - (last or after) > FARTHEST + 1:
            break
        last = row
    return last


@dataclass(frozen=True)
class Around:
    """Cells that stand where the rows and columns of a table would go on, as a host hands them over.

    ``beside``: the columns right of the table whose header cell holds a text, over the rows of its body. ``below``: the
    rows right below its body in its columns and those beside, down to the last within reach that holds something, or to
    another table; ``texts`` their formulas by 0-based row and header. Nothing is below a row of totals. ``edges``:
    single cells that hold something right beside the rows below, in columns without a header.
    """

    beside: TableCells | None = None
    below: TableCells | None = None
    texts: Mapping[tuple[int, str], str] = field(default_factory=dict)
    edges: Sequence[Unread] = ()


def letters(column: int) -> str:
    """Column letters of a column number from 1.

    >>> letters(28)
    'AB'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class CellError:
    """An error value in a cell, such as ``#N/A``."""

    code: str


class CellMoment(dt.datetime):
    """A number in a cell that shows it as a date. Sorting in some programs leaves formats behind, and then ``serial``,
    the number itself, is what somebody typed."""

    serial: float

    @classmethod
    def of(cls, moment: dt.datetime, serial: float) -> CellMoment:
        made = cls(*moment.timetuple()[:6], moment.microsecond)
        made.serial = serial
        return made


class TableSource(Protocol):
    """Anything that can hand over tables: every host, and a test's dictionary of frames."""

    def tables(self) -> Mapping[str, TablePlace]: ...

    def read_table(self, name: str) -> TableCells: ...
