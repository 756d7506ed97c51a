"""The row elements of a sheet after an insertion: renumbered below it, formulas meaning the same cells as before."""

from __future__ import annotations

import re

from wipbook.ooxml.address import Area
from wipbook.ooxml.insertion.insertion import Insertion
from wipbook.ooxml.markup import Edit, attributes, elements, escape, set_attribute, splice, unescape
from wipbook.ooxml.sheet.rowscan import cells, rows
from wipbook.ooxml.table.formula_shift import shifted

_SHARED = re.compile(rb"""=["']shared["']""")
_NUMBER = re.compile(rb"""(\sr\s*=\s*["']\s*[A-Za-z]*)\d+""")


def moved_rows(data: bytes, prefix: bytes, insertion: Insertion, own_sheet: bool) -> bytes:
    """``data`` are all rows of a sheet; ``own_sheet``: of that into which rows are put."""
    data = _with_formulas(_unshared(data, prefix, insertion, own_sheet), insertion, own_sheet)
    return _renumbered(data, prefix, insertion) if own_sheet else data


def arrays(data: bytes) -> list[Area]:
    """The areas that one formula fills as a whole: array formulas and data tables."""
    found = (attributes(data[one.start : one.tag_end]) for one in elements(data, b"f"))
    return [Area.parse(tag["ref"]) for tag in found if tag.get("t") in ("array", "dataTable") and "ref" in tag]


def _with_formulas(data: bytes, insertion: Insertion, own_sheet: bool) -> bytes:
    edits: list[Edit] = []
    for one in elements(data, b"f"):
        tag, old = data[one.start : one.tag_end], unescape(data[one.tag_end : one.content_end].decode())
        new = insertion.formula(old, own_sheet)
        if new != old:
            edits.append((one.tag_end, one.content_end, escape(new).encode()))
        if own_sheet and b"=" in tag:
            for key in ("ref", "r1", "r2"):
                tag = _ref(tag, key, insertion)
            if tag != data[one.start : one.tag_end]:
                edits.append((one.start, one.tag_end, tag))
    return splice(data, edits)


def _ref(tag: bytes, key: str, insertion: Insertion) -> bytes:
    old = attributes(tag).get(key)
    return tag if old is None else set_attribute(tag, key, insertion.place(old))


def _renumbered(data: bytes, prefix: bytes, insertion: Insertion) -> bytes:
    edits: list[Edit] = []
    for row in rows(data, prefix):
        if row.number < insertion.at:
            continue
        number = insertion.row(row.number)
        edits.append((row.start, row.tag_end, set_attribute(data[row.start : row.tag_end], "r", str(number))))
        for one in cells(data, prefix, row.tag_end, row.end):
            end = data.index(b">", one.start) + 1
            tag = _NUMBER.sub(rb"\g<1>%d" % number, data[one.start : end], count=1)
            edits.append((one.start, end, tag))
    return splice(data, edits)


def _unshared(data: bytes, prefix: bytes, insertion: Insertion, own_sheet: bool) -> bytes:
    """Every formula that cells share and that speaks of the sheet, written out in each of them: above the blank rows it
    may mean other cells than below."""
    if not _SHARED.search(data):
        return data
    masters: dict[str, tuple[str, int, int]] = {}
    users: list[tuple[int, int, str, int, int, bytes]] = []
    for row in rows(data, prefix):
        for cell in cells(data, prefix, row.tag_end, row.end):
            for one in elements(data, b"f", cell.start, cell.end):
                tag = data[one.start : one.tag_end]
                known = attributes(tag)
                if known.get("t") != "shared":
                    continue
                text = unescape(data[one.tag_end : one.content_end].decode())
                if text:
                    masters[known["si"]] = (text, row.number, cell.column)
                for key in ("t", "ref", "si"):
                    tag = set_attribute(tag, key, None)
                users.append((one.start, one.end, known["si"], row.number, cell.column, tag))
    edits: list[Edit] = []
    for start, end, share, at, column, tag in users:
        text, first_row, first_column = masters.get(share, ("", at, column))
        if text and (own_sheet or "!" in text):
            own = shifted(f"={text}", at - first_row, column - first_column)[1:]
            opened = tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag
            edits.append((start, end, opened + escape(own).encode() + b"</" + prefix + b"f>"))
    return splice(data, edits)
