"""What a chart shows until a program computes it anew: the values kept in its part follow the cells they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from wipbook.ooxml.address import Area, parse_cell
from wipbook.ooxml.formulas.open_workbook import OpenWorkbook
from wipbook.ooxml.markup import (
    Element,
    attributes,
    cell_escape,
    element,
    elements,
    escape,
    prefix_of,
    splice,
    unescape,
)
from wipbook.ooxml.sheet.cells import number_text, value_of
from wipbook.ooxml.sheet.worksheet import Worksheet

_PLACE = re.compile(r"^(?:'((?:[^']|'')+)'|([^'!(),]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")
_MOST = 10_000
"""Cells of one series: a chart of more is left to the program that draws it."""
ValuesOf = Callable[[str, Area], Sequence[object]]
"""The values of an area of a sheet, row by row."""


def renew_charts(document: OpenWorkbook) -> None:
    """Let charts show what the cells of changed sheets hold, before any program computes them anew."""
    sheets = {entry.name.lower() for entry in document.entries() if document.part_of(entry.name) in document.touched}
    if not sheets:
        return

    def opened(sheet: str) -> Worksheet:
        return document.worksheets[document.part_of(sheet)]

    def values_of(sheet: str, area: Area) -> list[object]:
        values: list[object] = [None] * (area.rows * area.columns)
        for row, column, cell in opened(sheet).cells_in(area):
            place = (row - area.first_row) * area.columns + column - area.first_column
            values[place] = value_of(cell, document.strings)
        return values

    named = _may_name(sheets)
    for part in document.package.names():
        if "/charts/chart" in part and part.endswith(".xml") and named.search(document.package.read(part)):
            data = document.package.read_xml(part)
            new = with_renewed_caches(data, values_of, sheets)
            if new != data:
                document.package.write(part, new)


def _may_name(sheets: Collection[str]) -> re.Pattern[bytes]:
    """What a chart must contain to speak of one of these sheets: most speak of others, and need not be understood."""
    plain = all(sheet.isascii() and re.fullmatch(r"[\w .-]+", sheet) for sheet in sheets)  # written in one way only
    return re.compile(b"|".join(re.escape(sheet.encode()) for sheet in sheets) if plain else b"", re.IGNORECASE)


def with_renewed_caches(data: bytes, values_of: ValuesOf, sheets: Collection[str]) -> bytes:
    """The part of a chart whose cached values are those of the cells now, as far as they stand on one of ``sheets`` (in
    lower case). Blank cells have no value; a number among names is its text; a text among figures has none."""
    edits = []
    for kind, cache in ((b"numRef", b"numCache"), (b"strRef", b"strCache")):
        for found in elements(data, kind):
            formula = element(data, b"f", found.tag_end, found.content_end)
            held = element(data, cache, found.tag_end, found.content_end)
            if formula is None or held is None:
                continue
            place = _PLACE.match(unescape(data[formula.tag_end : formula.content_end].decode(errors="replace")))
            area = None if place is None else _area(place)
            if place is None or area is None:
                continue
            sheet = (place[1] or place[2]).replace("''", "'")
            if sheet.lower() not in sheets:
                continue
            texts = [_text(value, figures=cache == b"numCache") for value in values_of(sheet, area)]
            if not _holds(data, held, texts):
                edits.append((held.start, held.end, _cache(data, held, cache, texts)))
    return splice(data, edits)


def _area(place: re.Match[str]) -> Area | None:
    """The area; None for one that no sheet has, or that is too large."""
    try:
        first = parse_cell(f"{place[3]}{place[4]}")
        last = parse_cell(f"{place[5]}{place[6]}") if place[5] else first
    except ValueError:
        return None
    area = Area(*first, *last)
    return area if area.rows > 0 and area.columns > 0 and area.rows * area.columns <= _MOST else None


def _holds(data: bytes, held: Element, texts: Sequence[str | None]) -> bool:
    """Whether a cache says this already, in whatever way its program writes numbers."""
    count = element(data, b"ptCount", held.tag_end, held.content_end)
    if count is None or attributes(data[count.start : count.tag_end]).get("val") != str(len(texts)):
        return False
    there: dict[str, str] = {}
    for point in elements(data, b"pt", held.tag_end, held.content_end):
        value = element(data, b"v", point.tag_end, point.content_end)
        if value is not None:
            text = data[value.tag_end : value.content_end].decode(errors="replace")
            there[attributes(data[point.start : point.tag_end]).get("idx", "")] = text
    wanted = {str(number): text for number, text in enumerate(texts) if text is not None}
    return there.keys() == wanted.keys() and all(_alike(there[at], text) for at, text in wanted.items())


def _alike(there: str, text: str) -> bool:
    if there == text:
        return True
    try:
        return float(there) == float(text)
    except ValueError:
        return False


def _cache(data: bytes, held: Element, name: bytes, texts: Sequence[str | None]) -> bytes:
    """The cache anew, with the format it had."""
    prefix = prefix_of(data[held.start : held.tag_end]).decode()
    code = element(data, b"formatCode", held.tag_end, held.content_end)
    kept = data[code.start : code.end].decode(errors="replace") if code is not None else ""
    points = [
        f'<{prefix}pt idx="{number}"><{prefix}v>{text}</{prefix}v></{prefix}pt>'
        for number, text in enumerate(texts) if text is not None
    ]
    tag = f"{prefix}{name.decode()}"
    return f'<{tag}>{kept}<{prefix}ptCount val="{len(texts)}"/>{"".join(points)}</{tag}>'.encode()


def _text(value: object, figures: bool) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return None if figures else str(value).upper()
    if isinstance(value, int | float):
        return number_text(value)
    return None if figures else escape(cell_escape(str(value)))
