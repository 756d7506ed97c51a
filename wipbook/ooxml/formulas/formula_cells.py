"""The cells of a sheet that hold formulas, found in its XML without looking at the cells that hold none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wipbook.ooxml.address import Area, column_number
from wipbook.ooxml.markup import attributes, prefix_of, unescape
from wipbook.ooxml.sheet.rowscan import cells, rows, whole_rows

_LETTER = re.compile(rb"f[> /]")


@dataclass(frozen=True, slots=True)
class FormulaCells:
    """Cells that one formula fills. ``text`` has no ``=``; it was entered ``down`` rows above and ``right`` columns
    left of the cell, which shares it. ``filled``: the rectangle of an array formula or a data table, else the one cell.
    ``besides`` are cells that are read though the text does not say so (the inputs of a data table)."""

    row: int
    column: int
    text: str
    down: int = 0
    right: int = 0
    filled: Area | None = None
    besides: tuple[Area, ...] = ()
    calculated: bool = True

    @property
    def area(self) -> Area:
        return self.filled or Area(self.row, self.column, self.row, self.column)


def holds_formulas(data: bytes) -> bool:
    """Whether a formula begins somewhere. ``f`` is rare in sheets, so that this takes no time to speak of.

    >>> holds_formulas(b"<row><c><f>A1</f></c></row>"), holds_formulas(b"<c><is><t>roof f/f</t></is></c>")
    (True, False)
    """
    return any(data[match.start() - 1] in b"<:" for match in _LETTER.finditer(data, 1))


def rows_with_formulas(pieces: Iterable[bytes]) -> bytes:
    """Of a sheet in pieces, the whole rows near which formulas stand; nothing of one that has none."""
    kept: list[bytes] = []
    found = numbered = False
    for piece in whole_rows(pieces):
        here = holds_formulas(piece)
        found |= here
        numbered |= b'row r="' in piece
        if here or not numbered:  # a row without a number counts from those before it
            kept.append(piece)
    return b"".join(kept) if found else b""


def plain_texts(data: bytes, prefix: bytes) -> frozenset[str] | None:
    """The different texts of the formulas of a sheet; None when some are more than their text: shared, an array."""
    p = re.escape(prefix)
    if re.search(rb"<" + p + rb"f[\s/]", data):
        return None
    return frozenset(unescape(text.decode()) for text in set(re.findall(rb"<" + p + rb"f>([^<]+)<", data)))


def formula_cells(data: bytes, prefix: bytes | None = None) -> Iterator[FormulaCells]:
    """Every cell with a formula in rows of sheet XML; those that share one after the cell that has its text.

    >>> xml = b'<row r="7"><c r="B7"><f>A7*2</f><v>4</v></c><c r="C7"><v>1</v></c></row>'
    >>> [(one.row, one.column, one.text) for one in formula_cells(xml, b"")]
    [(7, 2, 'A7*2')]
    """
    p = prefix_of(data) if prefix is None else prefix
    opened = b"<" + p + b'c r="'
    tag = re.compile(rb"<" + re.escape(p) + rb"f((?:\s[^>]*?)?)(?:/>|>([^<]*)</)")
    filled = re.compile(rb"<" + re.escape(p) + rb"v(?:\s[^>]*)?>[^<]")
    shared: dict[str, tuple[str, int, int]] = {}
    waiting: list[tuple[str, int, int, bool]] = []
    plain = not re.search(rb"<" + re.escape(p) + rb'c(?! r=")[\s>]', data)
    for match, at, row, column in _plain_cells(data, tag, opened) if plain else _other_cells(data, p, tag):
        text = unescape(match[2].decode()) if match[2] else ""
        end = data.find(b"</" + p + b"c>", match.end())
        calculated = filled.search(data, match.end(), end) is not None or b' t="str"' in data[at : match.start()]
        if not match[1].strip():
            if text:
                yield FormulaCells(row, column, text, calculated=calculated)
            continue
        known = attributes(b"<f" + match[1] + b">")
        kind = known.get("t", "normal")
        if kind == "shared":
            share = known.get("si", "")
            if text:
                shared[share] = (text, row, column)
                yield FormulaCells(row, column, text, calculated=calculated)
            else:
                waiting.append((share, row, column, calculated))
        elif kind == "array" and "ref" in known:
            yield FormulaCells(row, column, text, filled=Area.parse(known["ref"]), calculated=calculated)
        elif kind == "dataTable" and "ref" in known:
            yield _data_table(row, column, known, calculated)
        elif text:
            yield FormulaCells(row, column, text, calculated=calculated)
    for share, row, column, calculated in waiting:
        text, first_row, first_column = shared.get(share, ("", row, column))
        yield FormulaCells(row, column, text, row - first_row, column - first_column, calculated=calculated)


def _data_table(row: int, column: int, known: dict[str, str], calculated: bool) -> FormulaCells:
    """A what-if table reads the formulas above and left of it, and puts their values into its input cells."""
    area = Area.parse(known["ref"])
    around = Area(max(area.first_row - 1, 1), max(area.first_column - 1, 1), area.last_row, area.last_column)
    inputs = [Area.parse(known[key]) for key in ("r1", "r2") if known.get(key)]
    return FormulaCells(row, column, "", filled=area, besides=(around, *inputs), calculated=calculated)


def _plain_cells(
    data: bytes, tag: re.Pattern[bytes], opened: bytes
) -> Iterator[tuple[re.Match[bytes], int, int, int]]:
    """Formulas with the cell that stands before each; ``r`` is the first attribute of every cell, as usual."""
    letters: dict[bytes, int] = {}
    for match in tag.finditer(data):
        at = data.rfind(opened, 0, match.start())
        start = at + len(opened)
        name = data[start : data.index(b'"', start)]
        digits = name.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        head = name[: len(name) - len(digits)]
        column = letters.get(head)
        if column is None:
            column = letters[head] = column_number(head.decode())
        yield match, at, int(digits), column


def _other_cells(data: bytes, p: bytes, tag: re.Pattern[bytes]) -> Iterator[tuple[re.Match[bytes], int, int, int]]:
    """The same cell by cell."""
    for row in rows(data, p):
        for cell in cells(data, p, row.tag_end, row.end):
            match = tag.search(data, cell.start, cell.end)
            if match is not None:
                yield match, cell.start, row.number, cell.column
