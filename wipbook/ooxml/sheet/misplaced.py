"""Cells that say they stand in another row than the one they are in, or twice in theirs.

No program writes them; of those that read them some go by the row, the fast reader and others by the cell, so that one
file would say different things to different people.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

_LONGEST = 10
"""Letters and digits of the longest address, *XFD1048576*."""
_LETTERS = 3


def misplaced_cell(rows: bytes, prefix: bytes, start: int = 0, end: int | None = None) -> tuple[str, int] | None:
    """The address of the first such cell, and the row it is in; None for none. ``rows`` are whole rows, written as
    programs write them: what begins with its address.

    >>> misplaced_cell(b'<row r="4"><c r="A4"/><c r="F8"/></row><row r="8"><c r="A8"/></row>', b"")
    ('F8', 4)
    >>> misplaced_cell(b'<row r="4"><c r="A4"/><c r="C4"/><c r="B4"/></row>', b"")
    ('B4', 4)
    >>> misplaced_cell(b'<row r="4"><c r="A4"/></row><row r="8"><c r="A8"/><c r="AB8"/></row>', b"") is None
    True
    """
    found = _places(prefix).findall(rows, start, len(rows) if end is None else end)
    if not found:
        return None
    places = np.array(found, dtype=f"S{_LONGEST}")
    letters = places.view(np.uint8).reshape(-1, _LONGEST)
    numbers, columns = np.zeros((2, len(places)), dtype=np.int64)
    for at in range(_LONGEST):
        letter = letters[:, at].astype(np.int64)
        if at < _LETTERS:
            columns = np.where(letter >= ord("A"), columns * 26 + letter - ord("A") + 1, columns)
        numbers = np.where((letter >= ord("0")) & (letter <= ord("9")), numbers * 10 + letter - ord("0"), numbers)
    inside = np.maximum.accumulate(np.where(columns == 0, numbers, 0))
    before = np.concatenate((columns[:1] - 1, columns[:-1]))
    other = np.flatnonzero((inside > 0) & ((inside != numbers) | ((columns > 0) & (columns <= before))))
    return None if not len(other) else (found[other[0]].decode(), int(inside[other[0]]))


@lru_cache(maxsize=32)
def _places(prefix: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<" + re.escape(prefix) + rb'(?:row|c) r="([A-Z]{0,3}[0-9]{1,7})"')
