"""Finding rows and cells in sheet XML without reading all of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from wipbook.ooxml.address import column_letters, column_number
from wipbook.ooxml.faults import DamagedWorkbook

_NUMBER = re.compile(rb"""\sr\s*=\s*["']\s*(\d+)""")
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']\s*[A-Za-z]{1,3}([1-9]\d*)\s*["']""")
_COLUMN = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]+)""")


class Row(NamedTuple):
    """A row element: ``data[start:tag_end]`` is its start tag."""

    number: int
    start: int
    tag_end: int
    end: int


class Cell(NamedTuple):
    """A cell element ``data[start:end]`` in column ``column``."""

    column: int
    start: int
    end: int


@lru_cache(maxsize=32)
def _open(prefix: bytes, name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<" + re.escape(prefix) + name + rb"""(?=[\s/>])(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")


@lru_cache(maxsize=32)
def _cell(prefix: bytes) -> re.Pattern[bytes]:
    """As ``_open`` of a cell; group 1 are the letters of its column where ``r`` is the first attribute, as usual."""
    start = rb"<" + re.escape(prefix) + rb"""c(?=[\s/>])(?: r="([A-Za-z]+)[0-9]+")?"""
    return re.compile(start + rb"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")


def rows(data: bytes, prefix: bytes, start: int = 0, number: int = 0, end: int | None = None) -> Iterator[Row]:
    """Rows in order; a row without ``r`` follows the one before it (``number`` before the first). Of row 0, which SAP
    writes for a header, the cells say which it is; one without cells is none."""
    pattern, closing, stop = _open(prefix, b"row"), b"</" + prefix + b"row", len(data) if end is None else end
    while match := pattern.search(data, start, stop):
        found = _NUMBER.search(data, match.start(), match.end())
        own = int(found[1]) if found else number + 1
        number, start = own or number, match.end()
        if data[start - 2] != 0x2F:
            close = data.find(closing, start, stop)
            if close < 0:
                raise DamagedWorkbook(
                    where=f"row {number}",
                    found="a row without an end",
                    remedy="take the last backup, or let Excel repair the file",
                )
            start = data.index(b">", close) + 1
        if not own:
            first = _ADDRESS.search(data, match.end(), start)
            if first is None:
                continue
            number = int(first[1])
        yield Row(number, match.start(), match.end(), start)


def cells(data: bytes, prefix: bytes, start: int = 0, end: int | None = None) -> Iterator[Cell]:
    """Cells of one row in order; a cell without ``r`` follows the one before it."""
    pattern, closing, stop = _cell(prefix), b"</" + prefix + b"c>", len(data) if end is None else end
    column = 0
    while match := pattern.search(data, start, stop):
        found = match if match[1] else _COLUMN.search(data, match.start(), match.end())
        column = column_number(found[1].decode()) if found else column + 1
        start = match.end()
        if data[start - 2] != 0x2F:
            start = data.index(closing, start) + len(closing)
        yield Cell(column, match.start(), start)


def names_its_cells(row: bytes, prefix: bytes) -> bool:
    """Whether each cell of a row says first which it is, as in the files of nearly all programs, so that one of them is
    found without reading those before it."""
    start = b"<" + prefix + b"c"
    return row.count(start) == row.count(start + b' r="')


@lru_cache(maxsize=64)
def _those(prefix: bytes, columns: frozenset[int]) -> re.Pattern[bytes]:
    letters = b"|".join(column_letters(column).encode() for column in sorted(columns))
    start = rb"<" + re.escape(prefix) + rb"""c r="((?i:""" + letters + rb"""))[0-9]+"(?=[\s/>])"""
    return re.compile(start + rb"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")


def cells_named(row: bytes, prefix: bytes, columns: frozenset[int]) -> Iterator[Cell]:
    """The cells of some columns in a row that names its cells, in the order in which they stand there."""
    closing = b"</" + prefix + b"c>"
    for match in _those(prefix, columns).finditer(row):
        end = match.end()
        if row[end - 2] != 0x2F:
            end = row.index(closing, end) + len(closing)
        yield Cell(column_number(match[1].decode().upper()), match.start(), end)


class RowIndex:
    """Where the rows of one stretch of sheet XML stand; looks near the ends first, scans only when it must."""

    def __init__(self, data: bytes, prefix: bytes) -> None:
        self._data, self._prefix = data, prefix
        self._tag = b"<" + prefix + b'row r="'
        #: Excel and nearly all writers put ``r`` first; then a row is found by one search.
        self._plain = re.search(rb"<" + re.escape(prefix) + rb'row(?! r="[1-9])', data) is None
        self._all: list[Row] | None = None
        self._asked = 0

    @property
    def last(self) -> int:
        """Number of the last row, 0 without any."""
        if not self._plain:
            found = self._every()
            return found[-1].number if found else 0
        at = self._data.rfind(self._tag)
        if at < 0:
            return 0
        at += len(self._tag)
        return int(self._data[at : self._data.index(b'"', at)])

    @property
    def first(self) -> int:
        row = next(rows(self._data, self._prefix), None)
        return row.number if row else 0

    def find(self, number: int) -> Row | None:
        """The row of this number. Many questions are answered from a list of all rows, a few by searching."""
        self._asked += 1
        if not self._plain or self._asked > 32:
            found = self._every()
            at = bisect_left(found, number, key=lambda row: row.number)
            return found[at] if at < len(found) and found[at].number == number else None
        at = self._data.find(self._tag + b'%d"' % number)
        return None if at < 0 else next(rows(self._data, self._prefix, at))

    def start_of(self, number: int) -> int:
        """Offset where row ``number`` stands or would stand."""
        if number > self.last:
            return len(self._data)
        row = self.find(number)
        if row is not None:
            return row.start
        if not self._plain:
            found = self._every()
            return found[bisect_left(found, number, key=lambda row: row.number)].start
        for match in re.finditer(re.escape(self._tag) + rb'(\d+)"', self._data):
            if int(match[1]) > number:
                return match.start()
        return len(self._data)

    def _every(self) -> list[Row]:
        if self._all is None:
            self._all = list(rows(self._data, self._prefix))
        return self._all


@lru_cache(maxsize=64)
def outside_columns(prefix: bytes, first: int, last: int) -> re.Pattern[bytes]:
    """A pattern that finds any cell left of column ``first`` or right of column ``last``.

    Cells whose ``r`` is missing or is not the first attribute are found as well, so that they count as outside.
    """
    inside = b"|".join(column_letters(column).encode() for column in range(first, last + 1))
    return re.compile(rb"<" + re.escape(prefix) + rb'c(?=[\s/>])(?! r="(?:' + inside + rb")\d)")


def whole_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut only between rows, in pieces of some megabytes."""
    rest, gathered = b"", 0
    waiting: list[bytes] = []
    for chunk in chunks:
        waiting.append(chunk)
        gathered += len(chunk)
        if gathered < (2 << 20):
            continue
        data = b"".join([rest, *waiting])
        waiting, gathered = [], 0
        cut = data.rfind(b"<row")
        cut = data.rfind(b":row ") if cut <= 0 else cut
        cut = data.rfind(b"<", 0, cut + 1) if cut > 0 else 0
        if cut > 0:
            yield data[:cut]
        rest = data[cut:] if cut > 0 else data
    yield b"".join([rest, *waiting])
