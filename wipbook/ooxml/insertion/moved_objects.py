"""What lies over the cells of a sheet or hangs on one, after an insertion: drawings, controls, notes, comments."""

from __future__ import annotations

import re

from wipbook.ooxml.insertion.insertion import Insertion
from wipbook.ooxml.markup import Edit, Element, attributes, change_attribute, element, elements, splice

_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_NOTE = re.compile(rb"<x:ClientData\b.*?</x:ClientData>", re.DOTALL)


def moved_anchors(data: bytes, insertion: Insertion) -> bytes:
    """Pictures, charts and shapes of a drawing, or controls of a sheet: what begins below goes down, what reaches
    across the blank rows becomes longer unless it keeps its size or its place."""
    edits: list[Edit] = []
    for name in (b"twoCellAnchor", b"oneCellAnchor", b"anchor"):
        for one in elements(data, name):
            tag = attributes(data[one.start : one.tag_end])
            if name == b"anchor":
                moves, sizes = (tag.get(key) in ("1", "true") for key in ("moveWithCells", "sizeWithCells"))
            else:
                moves, sizes = (tag.get("editAs", "twoCell") != "absolute", tag.get("editAs", "twoCell") == "twoCell")
            start, end = (_row_of(data, side, one) for side in (b"from", b"to"))
            if start is None or not moves:
                continue
            goes = start[1] + 1 >= insertion.at
            if goes:
                edits.append(_down(start, insertion))
            if end is not None and (goes or (sizes and end[1] + 1 >= insertion.at)):
                edits.append(_down(end, insertion))
    return splice(data, edits)


def moved_notes(data: bytes, insertion: Insertion) -> bytes:
    """A part with notes or with threaded comments: the cells they hang on."""
    return change_attribute(data, (b"comment", b"threadedComment"), "ref", insertion.place)


def moved_note_shapes(data: bytes, insertion: Insertion) -> bytes:
    """The old drawing (VML) with the boxes of notes: a box goes with the cell of its note."""

    def note(match: re.Match[bytes]) -> bytes:
        block, row = match[0], _ROW.search(match[0])
        anchor = _ANCHOR.search(block)
        numbers = anchor[2].decode().split(",") if anchor else []
        top = int(row[2]) if row else int(numbers[2]) if len(numbers) == 8 else 0
        if top + 1 < insertion.at:
            return block
        block = _ROW.sub(lambda one: b"%b%d%b" % (one[1], int(one[2]) + insertion.rows, one[3]), block)
        if len(numbers) == 8:
            for at in (2, 6):
                numbers[at] = f" {int(numbers[at]) + insertion.rows}"
            block = _ANCHOR.sub(lambda one: one[1] + ",".join(numbers).encode() + one[3], block)
        return block

    return _NOTE.sub(note, data)


def _row_of(data: bytes, side: bytes, anchor: Element) -> tuple[Element, int] | None:
    """The element with the row, counted from 0, of a corner of an anchor."""
    corner = element(data, side, anchor.tag_end, anchor.content_end)
    found = element(data, b"row", corner.tag_end, corner.content_end) if corner is not None else None
    return None if found is None else (found, int(data[found.tag_end : found.content_end]))


def _down(corner: tuple[Element, int], insertion: Insertion) -> Edit:
    found, row = corner
    return found.tag_end, found.content_end, str(row + insertion.rows).encode()
