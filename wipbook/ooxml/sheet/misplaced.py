"""Cells that say they stand in another row than the one they are in, or left of the cell before them.

No program writes them; of those that read them some go by the row, the fast reader and others by the cell, so that one
file would say different things to different people.

A sheet may have ten million cells, so they are looked at as numbers, eight bytes of an address at a time.
"""

from __future__ import annotations

import numpy as np

_OPENS, _QUOTE = ord("<"), ord('"')
_ANY_ROW, _ROW, _CELL = (int.from_bytes(tag, "little") for tag in (b"row", b'row r="', b'c r="'))
_OF_ANY_ROW, _OF_CELL = np.uint64((1 << 24) - 1), np.uint64((1 << 40) - 1)
_BEFORE_A = ord("A") - 1
_ROOM, _PIECE = bytes(24), 1 << 18


def misplaced_cell(rows: bytes, prefix: bytes) -> tuple[str, int] | None:
    """The address of the first such cell, and the row it is in; None for none. ``rows`` are whole rows. Those that do
    not begin with their number, and cells that do not with their address, are passed over: the guard looks at them one
    by one.

    >>> misplaced_cell(b'<row r="4"><c r="A4"/><c r="F8"/></row><row r="8"><c r="A8"/></row>', b"")
    ('F8', 4)
    >>> misplaced_cell(b'<row r="4"><c r="A4"/><c r="C4"/><c r="B4"/></row>', b"")
    ('B4', 4)
    >>> misplaced_cell(b'<row r="4"><c r="A4"/></row><row r="8"><c r="Z8"/><c r="AB8"/></row>', b"") is None
    True
    >>> misplaced_cell(b'<row r="4"/><row spans="1:2" r="8"><c r="A8"/></row>', b"") is None
    True
    """
    row, start = b"<" + prefix + b"row", 0
    while start < len(rows):  # in pieces that the processor keeps at hand, which takes half the time
        end = rows.find(row, start + _PIECE)
        end = len(rows) if end < 0 else end
        if (found := _misplaced(rows[start:end], prefix)) is not None:
            return found
        start = end
    return None


def _misplaced(rows: bytes, prefix: bytes) -> tuple[str, int] | None:
    data = rows + _ROOM
    letters = np.frombuffer(data, dtype=np.uint8)
    words = np.ndarray(shape=(len(data) - 7,), dtype="<u8", buffer=data, strides=(1,))
    tags = np.flatnonzero(letters[: len(rows)] == _OPENS)
    for letter in prefix:
        tags = tags[letters[tags + 1] == letter] + 1
    begins = words[tags] >> np.uint64(8)
    row_tags, cell_tags = (begins & _OF_ANY_ROW) == _ANY_ROW, (begins & _OF_CELL) == _CELL
    all_rows, cells = tags[row_tags], tags[cell_tags]
    within = np.searchsorted(all_rows, cells) - 1  # the row that each cell is in
    cells, within = cells[within >= 0], within[within >= 0]
    if not len(cells):
        return None
    numbers = words[all_rows + 8]  # of each row, with the quote behind it
    ends = (numbers.view(np.uint8).reshape(-1, 8) == _QUOTE).argmax(axis=1).astype(np.uint64)
    whole = np.uint64(0xFFFFFFFFFFFFFFFF) >> (np.uint64(56) - ends * np.uint64(8))
    usual = (begins[row_tags] == _ROW) & (letters[all_rows + 8] != ord("0"))  # in a row 0, as of SAP, the cells count
    at = cells + 6
    two = letters[at + 1] > _BEFORE_A
    three = two & (letters[at + 2] > _BEFORE_A)
    other = ((words[at + 1 + two + three] ^ numbers[within]) & whole[within]) != 0
    column = letters[at].astype(np.int32) - _BEFORE_A
    for more, letter in ((two, letters[at + 1]), (three, letters[at + 2])):
        column = np.where(more, column * 26 + letter - _BEFORE_A, column)
    other[1:] |= (within[1:] == within[:-1]) & (column[1:] <= column[:-1])
    found = np.flatnonzero(other & usual[within])
    if not len(found):
        return None
    place, row = int(at[found[0]]), int(all_rows[within[found[0]]]) + 8
    return _quoted(data, place), int(_quoted(data, row))


def _quoted(data: bytes, start: int) -> str:
    return data[start : start + 12].partition(b'"')[0].decode(errors="replace")
