"""What typed columns cannot say about a table: formulas, errors, hidden rows, merged areas, found in one pass.

A sheet of a million rows is 400 MB of XML. Nearly all of it needs only a handful of substring searches, chosen so
that their needles are long or rare; patterns run only over the pieces in which a search found something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wipbook.ooxml.address import Area, column_letters, column_number
from wipbook.ooxml.markup import attributes, element, prefix_of
from wipbook.ooxml.sheet.misplaced import misplaced_cell
from wipbook.ooxml.sheet.number_format import Shown
from wipbook.ooxml.sheet.rowscan import outside_columns, whole_rows

_P = rb"(?:[\w.\-]+:)?"
_ROW = re.compile(rb"<" + _P + rb"row\s[^>]*>")
_ROW_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
_HIDDEN = re.compile(rb"<" + _P + rb"""row\s(?=[^>]*\shidden=["'](?:1|true))[^>]*?\br=["'](\d+)["']""")
_FORMULA = re.compile(rb"<" + _P + rb"""c\s(?:[^>]*?\s)?r=["']([A-Z]+)(\d+)["'][^>]*><""" + _P + rb"""f[\s/>]""")
_ODD = re.compile(rb"<" + _P + rb"""c\s(?=[^>]*\st=["'](?:b|e|d)["'])(?:[^>]*?\s)?r=["']([A-Z]+)(\d+)["']""")
_TEXT = re.compile(
    rb"<" + _P + rb"""c\s(?=[^>]*\st=["'](?:s|inlineStr|str)["'])(?:[^>]*?\s)?r=["']([A-Z]+)(\d+)["'][^>]*(?<!/)>"""
)
# a formula without a value: written by a program that never calculates; "" is the value of a text
_UNCALCULATED = re.compile(
    rb"<" + _P + rb"""c\s(?![^>]*\st=["']str["'])(?:[^>]*?\s)?r=["']([A-Z]+)(\d+)["'][^>]*>"""
    + rb"<" + _P + rb"f(?:\s[^>]*)?(?:/>|>[^<]*</" + _P + rb"f>)(?:<" + _P + rb"v\s?/>|<" + _P + rb"v></" + _P
    + rb"v>)?</" + _P + rb"c>"
)
# an array formula without values has none in the cells it fills either, and those have no formula of their own
_UNCALCULATED_ARRAY = re.compile(
    rb"<" + _P + rb"""c\s(?![^>]*\st=["']str["'])[^>]*><""" + _P
    + rb"""f\s(?=[^>]*\st=["'](?:array|dataTable)["'])[^>]*?\sref=["']([A-Z]+\d+:[A-Z]+\d+)["'][^>]*?"""
    + rb"(?:/>|>[^<]*</" + _P + rb"f>)(?:<" + _P + rb"v\s?/>|<" + _P + rb"v></" + _P + rb"v>)?</" + _P + rb"c>"
)
_ASKS = re.compile(rb"<" + _P + rb"f[^<]*(?:[|]|\bDDE\(|\bRTD\(|\bWEBSERVICE\(|\bCALL\(|\bINDIRECT\()")
_FILLED = re.compile(rb"<" + _P + rb"""c\s(?:[^>]*?\s)?r=["']([A-Z]+)(\d+)["'][^>]*(?<!/)>""")
_MERGE = re.compile(rb"<" + _P + rb"""mergeCell\s[^>]*?ref=["']([^"']+)["']""")


@dataclass
class SheetMarks:
    """Rows and columns are those of the sheet, counted from 1."""

    formulas: dict[int, list[int]] = field(default_factory=dict)
    #: Cells that are truths, errors or ISO dates, per column: kinds that a typed column may have lost.
    odd: dict[int, list[int]] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    #: Cells that hold a formula and no value.
    uncalculated: dict[int, list[int]] = field(default_factory=dict)
    #: Whether some formula of the sheet may ask another program, or a workbook that it names in a text.
    asks_outside: bool = False
    #: Cells with content that lie below the body, in its columns, by row; and right beside it, by column.
    below: dict[int, list[int]] = field(default_factory=dict)
    beside: dict[int, list[int]] = field(default_factory=dict)
    #: Columns right of the body with content in the row above it, where a header would stand.
    headed: list[int] = field(default_factory=list)
    #: How many cells of the body hold text; None when that could not be counted. What a formula gives as "" is not
    #: counted, and whether there is any is said: the reader makes "" of it, or a blank where the others are numbers.
    texts: int | None = 0
    empty_texts: bool = False
    #: Whether some cell does not say where it stands, or not as usual: what is known by places is not known of all.
    unaddressed: bool = False
    #: The first cell of the sheet whose address is of another row, or of one before it, and the row it is in.
    misplaced: tuple[str, int] | None = None
    #: Cells that show a number, or would show one (blank ones), in the ways that were asked for, per column.
    shown: dict[Shown, dict[int, list[int]]] = field(default_factory=dict)


def sheet_marks(
    chunks: Iterable[bytes], body: Area, formats: Mapping[Shown, Sequence[int]] | None = None
) -> SheetMarks:
    """Scan sheet XML piece by piece for what concerns ``body``; ``formats`` are the cell formats that show numbers in
    ways one wants to know of."""
    marks = SheetMarks()
    scan: _Scan | None = None
    for piece in whole_rows(chunks):
        scan = scan or _Scan(piece, body, marks, formats or {})
        scan.rows(piece)
    return marks


def texts_by_column(chunks: Iterable[bytes], body: Area) -> dict[int, int]:
    """How many cells of each column of ``body`` hold text: a second pass, for sheets whose total says too little."""
    found: dict[int, list[int]] = {}
    for piece in whole_rows(chunks):
        _collect(_TEXT, piece, body, found)
    return {column: len(rows) for column, rows in found.items()}


class _Scan:
    """One pass; ``first`` is the piece with the beginning of the sheet."""

    def __init__(
        self, first: bytes, body: Area, marks: SheetMarks, formats: Mapping[Shown, Sequence[int]]
    ) -> None:
        self.body, self.marks = body, marks
        self.formats = [(kind, _mentions(those), _numbers_of(those)) for kind, those in formats.items() if those]
        self.prefix = prefix_of(first)
        self.formula_end = re.compile(b"</" + self.prefix + b"f>")  # faster than ``in`` for so short a needle
        self.usual, self.other = b' t="s"', b' t="inlineStr"'
        self.empty = re.compile(  # as programs write it; what is written otherwise shows in the number of values
            rb't="str"[^>]*>(?:<%bf(?: [^>]*/>|(?: [^>]*)?>[^<]*</%bf>))?<%bv(?:></%bv>|/>)' % ((self.prefix,) * 4)
        )
        self.unaddressed = re.compile(rb"<" + self.prefix + rb'c(?! r=")[\s/>]')
        letters = b"|".join(column_letters(c).encode() for c in range(body.first_column, body.last_column + 1))
        self.outside = outside_columns(self.prefix, body.first_column, body.last_column)
        self.inside = re.compile(
            rb"<" + self.prefix + rb'c r="(?:' + letters + rb')\d+"[^>]*?\st="(?:s|inlineStr|str)"'
        )
        neighbours = [column for column in (body.first_column - 1, body.last_column + 1) if column]
        beside = b"|".join(column_letters(column).encode() for column in neighbours)
        self.next_to = re.compile(rb"<" + self.prefix + rb'c r="(' + beside + rb')(\d+)"[^>]*(?<!/)>')
        self.may_have_neighbours = not _within(first, body)
        self.seeks_headers = self.may_have_neighbours
        if b"='" in first[first.find(b"<" + self.prefix + b"row") :][:4096]:
            marks.unaddressed = True
            marks.texts = None  # another way of writing attributes: every text column is looked at
            self.formats = [(kind, [b"s="], pattern) for kind, _, pattern in self.formats]

    def rows(self, piece: bytes) -> None:
        body, marks = self.body, self.marks
        start, end = self._in_body(piece)
        tag = b"<" + self.prefix + b"c"
        if piece.count(tag) != piece.count(tag + b' r="'):
            marks.unaddressed |= self.unaddressed.search(piece) is not None
        marks.misplaced = marks.misplaced or misplaced_cell(piece, self.prefix)  # in any row, cells of the body's too
        if start < end:
            if self.formula_end.search(piece) or b't="shared"' in piece:
                _collect(_FORMULA, piece, body, marks.formulas)
                _collect(_UNCALCULATED, piece, body, marks.uncalculated)
                self._arrays(piece)
                marks.asks_outside |= _ASKS.search(piece) is not None
            self._kinds(piece, start, end)
            for kind, mentions, pattern in self.formats:
                if any(piece.find(one, start, end) >= 0 for one in mentions):
                    _collect(pattern, piece, body, marks.shown.setdefault(kind, {}))
            if b" hidden=" in piece:
                numbers = map(int, _HIDDEN.findall(piece))
                marks.hidden += [row for row in numbers if body.first_row <= row <= body.last_row]
        self._around(piece, start, end)
        after_rows = max(piece.rfind(b"</" + self.prefix + b"row>"), 0)
        if piece.find(b"mergeCell", after_rows) >= 0:
            areas = (Area.stated(ref.decode(), "merged cells") for ref in _MERGE.findall(piece, after_rows))
            marks.merged += [area for area in areas if area.meets(body)]

    def _arrays(self, piece: bytes) -> None:
        """Cells of array formulas that were not calculated."""
        for found in _UNCALCULATED_ARRAY.findall(piece) if b"ref=" in piece else ():
            area, body = Area.parse(found.decode()), self.body
            for column in range(max(area.first_column, body.first_column), min(area.last_column, body.last_column) + 1):
                known = self.marks.uncalculated.setdefault(column, [])
                rows = range(max(area.first_row, body.first_row), min(area.last_row, body.last_row) + 1)
                known += [row for row in rows if row not in known]

    def _around(self, piece: bytes, start: int, end: int) -> None:
        """What stands right beside the body in its rows, and below it in its columns."""
        body, marks = self.body, self.marks
        if self.seeks_headers and self._last_row(piece) >= body.first_row - 1:
            self.seeks_headers = False
            above = _offset(piece, body.first_row - 1, len(piece)), _offset(piece, body.first_row, len(piece))
            places = ((column_number(letters.decode()), int(row)) for letters, row in _FILLED.findall(piece, *above))
            marks.headed += [at for at, row in places if at > body.last_column and row == body.first_row - 1]
        if self.may_have_neighbours and start < end:
            for letters, number in self.next_to.findall(piece, start, end):
                row = int(number)
                if body.first_row <= row <= body.last_row:
                    marks.beside.setdefault(column_number(letters.decode()), []).append(row)
        if self._last_row(piece) <= body.last_row:
            return
        for letters, number in _FILLED.findall(piece, end if start < end else 0):
            column, row = column_number(letters.decode()), int(number)
            if row > body.last_row and body.first_column <= column <= body.last_column:
                marks.below.setdefault(row, []).append(column)

    def _kinds(self, piece: bytes, start: int, end: int) -> None:
        """Count the texts, and list the odd kinds, of one piece."""
        marks = self.marks
        kinds, texts = piece.count(b' t="', start, end), piece.count(self.usual, start, end)
        if kinds != texts:
            other = piece.count(self.other, start, end)
            if other > texts:  # a sheet has one kind of text throughout, by who wrote it
                self.usual, self.other = self.other, self.usual
            texts += other
        if kinds != texts:
            _collect(_ODD, piece, self.body, marks.odd)
            texts += piece.count(b' t="str"', start, end)
            if b"<" + self.prefix + b"v></" in piece or b"v/>" in piece:
                texts -= self._empty_texts(piece, start, end)
        if self.may_have_neighbours and self.outside.search(piece, start, end):
            texts = sum(1 for _ in self.inside.finditer(piece, start, end))
        if marks.texts is not None:
            marks.texts += texts

    def _empty_texts(self, piece: bytes, start: int, end: int) -> int:
        """How many formulas give ""; texts cannot be counted where other cells have no value."""
        found = sum(1 for _ in self.empty.finditer(piece, start, end))
        values = piece.count(b"<" + self.prefix + b"v></", start, end) + piece.count(b"v/>", start, end)
        if found != values or self.may_have_neighbours:
            self.marks.texts = None
        self.marks.empty_texts |= found > 0
        return found

    def _in_body(self, piece: bytes) -> tuple[int, int]:
        """The stretch of a piece that belongs to rows of the body."""
        body = self.body
        first = _ROW.search(piece)
        if first is None:
            return 0, 0
        start, end = first.start(), len(piece)
        number = _ROW_NUMBER.search(first[0])
        if number and int(number[1]) < body.first_row:
            start = _offset(piece, body.first_row, end)
        if self._last_row(piece) > body.last_row:
            end = _offset(piece, body.last_row + 1, end)
        return start, end

    def _last_row(self, piece: bytes) -> int:
        """Number of the last row that begins with its number, 0 without one."""
        tag = b"<" + self.prefix + b'row r="'
        at = piece.rfind(tag)
        return int(piece[at + len(tag) : piece.index(b'"', at + len(tag))]) if at >= 0 else 0


def _mentions(formats: Sequence[int]) -> list[bytes]:
    """What stands in a cell that has one of these formats, as nearly every program writes it. A search for one of
    them goes through a gigabyte in half a second; a pattern for all would take ten times that for one."""
    return [b' s="%d"' % one for one in formats]


def _numbers_of(formats: Sequence[int]) -> re.Pattern[bytes]:
    """Cells of these formats that hold a number or nothing."""
    return re.compile(
        rb"<" + _P + rb"""c\s(?=[^>]*\bs=["'](?:""" + b"|".join(b"%d" % one for one in formats) + rb""")["'])"""
        rb"""(?![^>]*\bt=["'](?!n["']))(?:[^>]*?\s)?r=["']([A-Z]+)(\d+)["']"""
    )


def _within(first: bytes, body: Area) -> bool:
    """Whether the sheet says that it uses no column outside the body's."""
    found = element(first, b"dimension")
    if found is None:
        return False
    try:
        used = Area.parse(attributes(first[found.start : found.tag_end])["ref"])
    except (KeyError, ValueError):
        return False
    return body.first_column <= used.first_column and used.last_column <= body.last_column


def _offset(piece: bytes, row: int, otherwise: int) -> int:
    """Where the first row numbered ``row`` or more begins."""
    at = piece.find(b'row r="%d"' % row)
    if at >= 0 and (match := _ROW.match(piece, piece.rfind(b"<", 0, at + 1))):
        return match.start()
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
