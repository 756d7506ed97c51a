"""Rows that are not written in the usual way, looked at cell by cell with a parser of XML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from xml.parsers import expat

from wipbook.ooxml.address import LAST_COLUMN, LAST_ROW, cell_text, column_number
from wipbook.ooxml.faults import DamagedWorkbook, SuspiciousContent
from wipbook.ooxml.guard.limits import DEEPEST
from wipbook.ooxml.guard.well_formed import broken

_CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_KINDS = frozenset(("n", "s", "str", "b", "e", "inlineStr", "d"))


@dataclass
class Place:
    """How far the rows of a sheet have been looked at: its last row, and the rightmost column of all; whether some row
    says that it is row 0."""

    row: int = 0
    column: int = 0
    zero: bool = False


def check_odd_rows(piece: bytes, where: str, place: Place, prefix: bytes = b"") -> None:
    """Look at whole rows, whose elements have this prefix; ``place`` moves on. Raises DamagedWorkbook at what no cell
    may be, and at what one reader would take for one thing and the next for another."""
    _OddRows(where, place, prefix.decode()).feed(piece)


class _OddRows:
    def __init__(self, where: str, place: Place, prefix: str) -> None:
        self._where, self._place, self._prefix = where, place, prefix
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.buffer_text = True
        self._depth, self._column, self._cell = 0, 0, ""
        self._kind, self._value, self._values = "n", "", 0
        self._inside = False
        self._zero = False

    def feed(self, piece: bytes) -> None:
        try:
            self._parser.Parse(b"<rows>", False)
            self._parser.Parse(piece, False)
            self._parser.Parse(b"</rows>", True)
        except expat.ExpatError as error:
            raise broken(self._where, error) from error

    def _start(self, name: str, tag: dict[str, str]) -> None:
        self._depth += 1
        local = name.rpartition(":")[2]
        if self._depth > 1 and any(">" in value for value in tag.values()):
            raise self._damaged(self._cell, f"an attribute of <{name}> with >", "plain values")
        if self._inside:
            raise self._damaged(self._cell, f"<{name}> inside a value", "a value")
        if local in ("row", "c", "v", "f", "is", "t") and name != f"{self._prefix}{local}":
            raise self._damaged(self._cell, f"<{name}>", f"<{self._prefix}{local}>")
        if self._depth == 2:
            if local != "row":
                raise self._damaged("", f"<{name}> among the rows", "rows")
            self._row(tag)
        elif self._depth == 3 and local == "c":
            self._begin(tag)
        elif local in ("row", "c"):
            raise self._damaged(self._cell, f"<{name}> inside another element", "rows of cells")
        elif self._depth == 4 and local == "is" and self._kind != "inlineStr":
            raise self._damaged(self._cell, f"a text in a cell of kind {self._kind!r}", "a text in one of inlineStr")
        elif self._depth == 4 and local == "v":
            self._inside, self._value = True, ""
            self._values += 1
        elif self._depth > DEEPEST:
            raise SuspiciousContent(
                where=self._where, found=f"XML more than {DEEPEST} elements deep",
                remedy="do not trust this file; ask its sender for a fresh export",
            )

    def _row(self, tag: dict[str, str]) -> None:
        text = tag.get("r", str(self._place.row + 1)).strip()
        self._zero = text == "0"  # what SAP writes for a header: Excel goes by the addresses of the cells
        if self._zero:
            self._column, self._place.zero = 0, True
            return
        number = int(text) if text.isdecimal() and text.isascii() and len(text) < 9 else 0
        if not self._place.row < number <= LAST_ROW:
            raise self._damaged("", f"row {text!r} after row {self._place.row}", "rows in their order")
        self._place.row, self._column = number, 0

    def _begin(self, tag: dict[str, str]) -> None:
        reference = tag.get("r")
        if reference is None:
            self._column += 1
        else:
            match = _CELL.fullmatch(reference.strip())
            if self._zero and match and self._place.row < int(match[2]) <= LAST_ROW:
                self._place.row, self._zero = int(match[2]), False
            column = column_number(match[1]) if match else 0
            if not match or int(match[2]) != self._place.row or not self._column < column <= LAST_COLUMN:
                raise self._damaged("", f"a cell {reference!r} in row {self._place.row}", "cells in their order")
            self._column = column
        if self._column > LAST_COLUMN:
            raise self._damaged("", f"more than {LAST_COLUMN:,} cells in row {self._place.row}", "fewer")
        self._cell = cell_text(self._place.row, self._column)
        self._kind, self._value, self._values = tag.get("t", "n"), "", 0
        style = tag.get("s", "0").strip()
        if self._kind not in _KINDS:
            raise self._damaged(self._cell, f"a cell of kind {self._kind!r}", f"one of {', '.join(sorted(_KINDS))}")
        if not (style.isascii() and style.isdecimal() and len(style) < 9):
            raise self._damaged(self._cell, f"the format {style!r}", "a number")
        self._place.column = max(self._place.column, self._column)

    def _text(self, text: str) -> None:
        if self._inside:
            self._value += text

    def _end(self, name: str) -> None:
        if self._depth == 4:
            self._inside = False
        elif self._depth == 3:
            self._close()
        self._depth -= 1

    def _close(self) -> None:
        text, kind = self._value.strip(), self._kind
        if self._values > 1:
            raise self._damaged(self._cell, "two values in one cell", "one")
        if not text or kind in ("str", "inlineStr"):
            return
        if not _fits(kind, text):
            expected = {
                "n": "a number such as 1200.5", "s": "the number of a shared string", "b": "0 or 1",
                "e": "an error value such as #N/A", "d": "a date such as 2026-03-31",
            }
            raise self._damaged(self._cell, f"the stored value {text[:40]!r}", expected[kind])

    def _instruction(self, target: str, _: str) -> None:
        raise self._damaged(self._cell, f"a processing instruction <?{target}", "rows of cells")

    def _damaged(self, cell: str, found: str, expected: str) -> DamagedWorkbook:
        return DamagedWorkbook(
            where=f"{self._where}, cell {cell}" if cell else self._where, found=found, expected=expected,
            remedy="open and save the workbook with Excel, or take the last backup",
        )


def _fits(kind: str, text: str) -> bool:
    """Whether a stored value is one of its kind."""
    match kind:
        case "n":
            return _NUMBER.fullmatch(text) is not None
        case "s":
            return text.isascii() and text.isdecimal() and len(text) < 9
        case "b":
            return text in ("0", "1")
        case "e":
            return text.startswith("#")
        case _:
            return _is_moment(text)


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text.rstrip("Z"))
    except ValueError:
        return False
    return True
