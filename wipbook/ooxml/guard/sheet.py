"""A sheet before anybody reads it: one pass over its XML says how far it reaches, or why it is not read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.parsers import expat

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, column_number
from wipbook.ooxml.faults import DamagedWorkbook, SuspiciousContent
from wipbook.ooxml.guard.grammar import huge_numbers, odd_values, other_errors, rows_pattern
from wipbook.ooxml.guard.limits import (
    BYTES_PER_GRID_CELL,
    GRID_FROM,
    GRID_PER_ROW,
    LARGEST_HELD,
    LARGEST_ROW,
)
from wipbook.ooxml.guard.odd_rows import Place, check_odd_rows
from wipbook.ooxml.guard.one_ahead import one_ahead
from wipbook.ooxml.guard.well_formed import check_well_formed
from wipbook.ooxml.markup import check_markup
from wipbook.ooxml.sheet.rowscan import whole_rows

_LARGE = 4 << 20
_START = re.compile(rb"<((?:[\w.\-]+:)?)sheetData\s*(/?)>")
_REMEDY = "do not trust this file; ask its sender for a fresh export"


@dataclass(frozen=True)
class Extent:
    """How far a sheet reaches: its last row, a column that no cell stands right of (64 or the last one of a wider
    sheet), the rows that are there, how many cells from A1 to there a reader of columns may be given, whether some cell
    may be a shared string, the formats of numbers beyond all days, whether there is an error value that the fast reader
    fails at, whether some row says that it is row 0, and whether some value is written with spaces or references."""

    last_row: int
    last_column: int
    rows: int
    allowed: int
    shared_strings: bool
    huge: frozenset[int] = frozenset()
    other_errors: bool = False
    row_zero: bool = False
    odd_values: bool = False

    @property
    def far_off(self) -> bool:
        """Whether some cell stands so far off that a reader of columns would fill the memory with blanks."""
        return self.last_row * self.last_column > self.allowed


def check_sheet(chunks: Callable[[], Iterable[bytes]], where: str) -> Extent:
    """Look at a worksheet part; ``chunks`` gives its XML in pieces, a second time where the first look was too coarse.

    Raises DamagedWorkbook for what is no worksheet, SuspiciousContent for what would cost a reader out of proportion,
    UnsupportedMarkup for comments and other encodings.

    >>> rows = b'<row r="7"><c r="C7"><v>1</v></c></row>'
    >>> check_sheet(lambda: [b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"], "Jobs")
    Extent(last_row=7, last_column=64, rows=1, allowed=4000064, shared_strings=False, huge=frozenset(), \
other_errors=False, row_zero=False, odd_values=False)
    """
    extent = _extent(chunks, where, exact=False)
    return _extent(chunks, where, exact=True) if extent.far_off else extent


def _extent(chunks: Callable[[], Iterable[bytes]], where: str, exact: bool) -> Extent:
    guard = _Guard(where, exact)
    for piece in one_ahead(whole_rows(_bounded(chunks(), where))):
        guard.take(piece)
    return guard.extent()


def _bounded(chunks: Iterable[bytes], where: str) -> Iterator[bytes]:
    """The chunks, as long as there are rows among them."""
    since = 0
    for chunk in chunks:
        since = 0 if b"row" in chunk else since + len(chunk)
        if since > LARGEST_ROW:
            raise SuspiciousContent(
                where=where, found=f"{since:,} bytes without a row", expected="rows of cells", remedy=_REMEDY
            )
        yield chunk


class _Guard:
    def __init__(self, where: str, exact: bool) -> None:
        self._where, self._exact = where, exact
        self._head = self._tail = b""
        self._prefix: bytes | None = None
        self._ended = self._shared = self._errors = self._odd_values = False
        self._huge: set[int] = set()
        self._place, self._width, self._rows, self._bytes = Place(), GRID_PER_ROW, 0, 0

    def take(self, piece: bytes) -> None:
        """The next piece of the sheet; pieces are cut between rows."""
        if self._prefix is None:
            self._head += piece
            found = _START.search(self._head)
            if found is None:
                self._hold(self._head)
                return
            self._prefix, piece = found[1], self._head[found.end() :]
            self._head = self._head[: found.end()]
            self._hold(self._head)
            if found[2]:
                self._ended, self._tail = True, piece
                return
        if self._ended:
            self._tail += piece
            self._hold(self._tail)
            return
        # after the last row of the piece; an end before it does not fit the pattern of rows
        end = piece.find(b"</" + self._prefix + b"sheetData", max(piece.rfind(self._row_tag + b" "), 0))
        if end >= 0:
            self._ended, self._tail, piece = True, piece[end:], piece[:end]
        self._look(piece)

    def extent(self) -> Extent:
        """What was found, once all pieces were taken."""
        if self._prefix is None or not self._ended:
            self._frame(self._head)
            raise self._damaged("a sheet that ends within its rows", "a whole sheet")
        self._frame(self._head + self._tail)
        allowed = GRID_FROM + max(GRID_PER_ROW * self._rows, self._bytes // BYTES_PER_GRID_CELL)
        huge, place = frozenset(self._huge), self._place
        return Extent(
            place.row, place.column, self._rows, allowed, self._shared, huge, self._errors, place.zero, self._odd_values
        )

    def _look(self, piece: bytes) -> None:
        """Rows, and nothing else."""
        try:
            text = piece.decode()
        except UnicodeDecodeError as error:
            raise self._damaged("text that is not UTF-8", "UTF-8") from error
        self._bytes += len(piece)
        self._shared = self._shared or self._bytes > _LARGE or b' t="s"' in piece
        place, numbers = self._place, self._numbers(piece)
        if not len(numbers) or not self._ordered(numbers):
            self._rows += self._odd(piece)
            return
        last = int(numbers[-1])
        blocks = _blocks(text, self._row_tag.decode())
        unusual = self._unusual(blocks, last)
        if unusual and (width := self._widest(piece)) > self._width:
            self._width = min(width, LAST_COLUMN)
            unusual = self._unusual(blocks, last)
        if unusual and len(numbers) != piece.count(self._row_tag):  # rows that do not begin with their number
            self._rows += self._odd(piece)
            return
        unusual = self._not_only_rare(blocks, unusual, last)
        place.column = max(place.column, self._widest(piece) if self._exact else self._width)
        for number in unusual:
            block = blocks[number].encode()
            begins = self._numbers(block)
            if len(begins):  # none in 64 KiB of something else before the first row
                place.row = int(begins[0]) - 1
            self._odd(block)
        place.row = last
        self._rows += len(numbers)

    def _odd(self, piece: bytes) -> int:
        """Rows that are not written in the usual way; how many."""
        if not piece.strip():
            return 0
        check_markup(piece, self._where)
        before, self._shared = self._place.row, True
        self._note_rare(piece)
        self._odd_values = self._odd_values or odd_values(self._prefix or b"").search(piece) is not None
        check_odd_rows(piece, self._where, self._place, self._prefix or b"")
        return min(piece.count(self._row_tag), self._place.row - before)

    def _ordered(self, numbers: NDArray[np.int64]) -> bool:
        first, last = int(numbers[0]), int(numbers[-1])
        return self._place.row < first and last <= LAST_ROW and bool((np.diff(numbers) > 0).all())

    def _unusual(self, blocks: list[str], last: int) -> list[int]:
        """Which blocks hold something that is not written in the usual way."""
        pattern = rows_pattern(self._prefix or b"", self._width, last)
        usual = pl.Series(blocks).str.contains(pattern).to_list()
        return [number for number, fits in enumerate(usual) if not fits]

    def _not_only_rare(self, blocks: list[str], unusual: list[int], last: int) -> list[int]:
        """Those blocks of the unusual ones in which more is unusual than large numbers and errors."""
        if not unusual:
            return unusual
        pattern = rows_pattern(self._prefix or b"", self._width, last, rare=True)
        fits = pl.Series([blocks[number] for number in unusual]).str.contains(pattern).to_list()
        for number, large in zip(unusual, fits, strict=True):
            if large:
                self._note_rare(blocks[number].encode())
        return [number for number, large in zip(unusual, fits, strict=True) if not large]

    def _note_rare(self, piece: bytes) -> None:
        prefix = self._prefix or b""
        self._huge.update(int(match[2][:9]) for match in huge_numbers(prefix).finditer(piece))
        self._errors = self._errors or other_errors(prefix).search(piece) is not None

    @property
    def _row_tag(self) -> bytes:
        return b"<" + (self._prefix or b"") + b"row"

    def _numbers(self, piece: bytes) -> NDArray[np.int64]:
        """The numbers of the rows that begin with it."""
        found = re.findall(re.escape(self._row_tag) + rb' r="([1-9]\d{0,6})"', piece)
        return np.array(found, dtype="S7").astype(np.int64)

    def _widest(self, piece: bytes) -> int:
        found = set(re.findall(rb"<" + re.escape(self._prefix or b"") + rb'c r="([A-Z]{1,3})\d', piece))
        return max((column_number(one.decode()) for one in found), default=1)

    def _hold(self, data: bytes) -> None:
        if len(data) > LARGEST_HELD:
            raise SuspiciousContent(
                where=self._where, found=f"{len(data):,} bytes around the rows", expected=f"at most {LARGEST_HELD:,}",
                remedy=_REMEDY,
            )

    def _frame(self, data: bytes) -> None:
        """What stands around the rows: one worksheet that holds one ``sheetData``."""
        check_well_formed(check_markup(data, self._where), self._where)
        prefix = (self._prefix or b"").decode()
        opened: list[str] = []
        found: list[str] = []

        def start(name: str, _: dict[str, str]) -> None:
            opened.append(name)
            local = name.rpartition(":")[2]
            if len(opened) == 1 and local != "worksheet":
                raise self._damaged(f"a part <{name}>", "a worksheet")
            if local == "sheetData":
                found.append(f"{name} {len(opened)}")
            elif name == f"{prefix}row":
                raise self._damaged(f"<{name}> outside the rows", "cells in rows")

        def end(_: str) -> None:
            opened.pop()

        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.Parse(data, True)
        if found != [f"{prefix}sheetData 2"]:
            raise self._damaged("a sheet without its rows (sheetData), or with several", "a worksheet")

    def _damaged(self, found: str, expected: str) -> DamagedWorkbook:
        return DamagedWorkbook(
            where=self._where, found=found, expected=expected,
            remedy="open and save the workbook with Excel, or take the last backup",
        )


def _blocks(text: str, row_tag: str) -> list[str]:
    """The rows in blocks of some 64 KiB, so that what is unusual in one of them concerns no other.

    >>> _blocks("<row/><row/>", "<row")
    ['<row/><row/>']
    """
    cuts = [0]
    while (at := text.find(row_tag, cuts[-1] + (1 << 16))) > 0:
        cuts.append(at)
    return [text[start:end] for start, end in pairwise([*cuts, len(text)])]
