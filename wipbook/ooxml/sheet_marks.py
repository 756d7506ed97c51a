"""What typed columns cannot say about a table: formulas, errors, hidden rows, merged areas, counted in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wipbook.ooxml.address import Area, column_number

_ROW = re.compile(rb"<(?:[\w.\-]+:)?row\s[^>]*>")
_ROW_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
_HIDDEN = re.compile(rb"""<(?:[\w.\-]+:)?row\s(?=[^>]*\shidden=["'](?:1|true))[^>]*?\br=["'](\d+)["']""")
_FORMULA = re.compile(rb"""<(?:[\w.\-]+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]+)(\d+)["'][^>]*><(?:[\w.\-]+:)?f[\s/>]""")
_ODD = re.compile(rb"""<(?:[\w.\-]+:)?c\s(?=[^>]*\st=["'](?:b|e|d)["'])(?:[^>]*?\s)?r=["']([A-Z]+)(\d+)["']""")
_MERGE = re.compile(rb"""<(?:[\w.\-]+:)?mergeCell\s[^>]*?ref=["']([^"']+)["']""")


@dataclass
class SheetMarks:
    """Rows and columns are those of the sheet, counted from 1."""

    formulas: dict[int, list[int]] = field(default_factory=dict)
    #: Cells that are truths, errors or ISO dates, per column: kinds that a typed column may have lost.
    odd: dict[int, list[int]] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    #: How many cells hold text, in the rows of the table.
    texts: int = 0


def sheet_marks(chunks: Iterable[bytes], body: Area) -> SheetMarks:
    """Scan sheet XML piece by piece for what concerns ``body``; most pieces need only a few substring searches."""
    marks = SheetMarks()
    for piece in _whole_rows(chunks):
        if b'="s"' in piece or b"='s'" in piece or b"nlineStr" in piece or b'="str"' in piece:
            marks.texts += _texts(piece, body)
        if b":f" in piece or b"<f" in piece:
            _collect(_FORMULA, piece, body, marks.formulas)
        if b't="b"' in piece or b't="e"' in piece or b't="d"' in piece or b"t='" in piece:
            _collect(_ODD, piece, body, marks.odd)
        if b"hidden=" in piece:
            marks.hidden += [row for row in map(int, _HIDDEN.findall(piece)) if body.first_row <= row <= body.last_row]
        if b"mergeCell" in piece:
            areas = (Area.parse(ref.decode()) for ref in _MERGE.findall(piece))
            marks.merged += [area for area in areas if area.meets(body)]
    return marks


def _texts(piece: bytes, body: Area) -> int:
    start, end = 0, len(piece)
    first = _ROW.search(piece)
    if first is None:
        return 0
    number = _ROW_NUMBER.search(first[0])
    if number and int(number[1]) < body.first_row:
        start = _offset(piece, body.first_row, end)
    last = piece.rfind(b'row r="')
    if last >= 0 and int(piece[last + 7 : piece.index(b'"', last + 7)]) > body.last_row:
        end = _offset(piece, body.last_row + 1, end)
    count = piece.count(b't="s"', start, end) + piece.count(b't="inlineStr"', start, end)
    return count + piece.count(b't="str"', start, end)


def _offset(piece: bytes, row: int, otherwise: int) -> int:
    """Where the first row numbered ``row`` or more begins."""
    at = piece.find(b'row r="%d"' % row)
    if at >= 0:
        return at
    for match in _ROW.finditer(piece):
        number = _ROW_NUMBER.search(match[0])
        if number and int(number[1]) >= row:
            return match.start()
    return otherwise


def _collect(pattern: re.Pattern[bytes], piece: bytes, body: Area, into: dict[int, list[int]]) -> None:
    letters: dict[bytes, int] = {}
    for name, number in pattern.findall(piece):
        column = letters.get(name)
        if column is None:
            column = letters[name] = column_number(name.decode())
        row = int(number)
        if body.first_column <= column <= body.last_column and body.first_row <= row <= body.last_row:
            into.setdefault(column, []).append(row)


def _whole_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut only between rows, in pieces of some megabytes."""
    rest, gathered = b"", 0
    waiting: list[bytes] = []
    for chunk in chunks:
        waiting.append(chunk)
        gathered += len(chunk)
        if gathered < (2 << 20):
            continue
        data = rest + b"".join(waiting)
        waiting, gathered = [], 0
        cut = max(data.rfind(b"<row"), data.rfind(b":row "))
        cut = data.rfind(b"<", 0, cut + 1) if cut > 0 else 0
        if cut > 0:
            yield data[:cut]
        rest = data[cut:] if cut > 0 else data
    yield rest + b"".join(waiting)
