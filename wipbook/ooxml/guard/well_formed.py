"""A part as XML: whole, plain, no deeper than anything a spreadsheet program writes."""

from __future__ import annotations

from xml.parsers import expat

import numpy as np

from wipbook.ooxml.faults import DamagedWorkbook, SuspiciousContent
from wipbook.ooxml.guard.limits import DEEPEST, LARGEST_HELD


def check_well_formed(data: bytes, where: str, *, largest: int = LARGEST_HELD) -> bytes:
    """Refuse a part that is no whole XML document, holds a character XML forbids, or is too large or too deep.

    No entity is resolved: a DOCTYPE was refused before (``check_markup``).

    >>> check_well_formed(b"<a><b/></a>", "book.xlsx")
    b'<a><b/></a>'
    """
    if len(data) > largest:
        raise SuspiciousContent(
            where=where, found=f"{len(data):,} bytes of XML", expected=f"at most {largest:,}",
            remedy="do not trust this file; ask its sender for a fresh export",
        )
    parser = expat.ParserCreate()
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise broken(where, error) from error
    if depth_of(data) > DEEPEST:
        raise SuspiciousContent(
            where=where, found=f"XML {depth_of(data):,} elements deep", expected=f"at most {DEEPEST}",
            remedy="do not trust this file; ask its sender for a fresh export",
        )
    return data


def broken(where: str, error: expat.ExpatError) -> DamagedWorkbook:
    """The error of a part that is no XML."""
    return DamagedWorkbook(
        where=where,
        found=f"broken XML (line {error.lineno}, column {error.offset}: {expat.ErrorString(error.code)})",
        expected="a whole part",
        remedy="take the last backup, or let Excel repair the file",
    )


def depth_of(data: bytes) -> int:
    """How deep the elements of a well-formed part are nested.

    >>> depth_of(b"<a><b/><b><c>text</c></b></a>"), depth_of(b"<a/>")
    (3, 1)
    """
    letters = np.frombuffer(data + b"\0", dtype=np.uint8)
    opening, closing = np.flatnonzero(letters == ord("<")), np.flatnonzero(letters == ord(">"))
    second = letters[opening + 1]
    steps = np.zeros(len(data) + 1, dtype=np.int8)
    steps[opening[(second != ord("/")) & (second != ord("?")) & (second != ord("!"))]] = 1
    steps[opening[second == ord("/")]] = -1
    steps[closing[letters[closing - 1] == ord("/")]] = -1
    at = steps[steps != 0]
    return int(np.cumsum(at, dtype=np.int32).max()) if len(at) else 0
