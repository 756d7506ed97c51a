"""The shared strings that one sheet uses, and the sheet with the numbers that these have among themselves.

The fast reader takes in all strings that it is given before it reads a cell. A workbook has some hundred sheets, most
of them small, and every one would bring the strings of all others along.
"""

from __future__ import annotations

import re
from array import array

_ITEM = re.compile(rb"<((?:[\w.\-]+:)?)si[\s>]")
_MARKED = re.compile(rb"""\st\s*=\s*["']s["']""")
_USED = re.compile(rb"""(\st=["']s["'][^<>]*><(?:[\w.\-]+:)?v>)(\d{1,9})(?=</)""")
"""Every cell with a shared string is marked so; of those that are spelled as usual, the number of their string."""


class SharedItems:
    """The part of the shared strings, of which every item has a text, told apart into its items.

    >>> items = SharedItems(b'<sst><si><t>a</t></si><si><t>b</t></si><si><t>c</t></si></sst>')
    >>> items.used_by(b'<row r="1"><c r="A1" t="s"><v>2</v></c></row>')
    (b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>', b'<sst><si><t>c</t></si></sst>')
    >>> items.used_by(b'<row r="1"><c r="A1" t="s"><!-- --><v>1</v></c></row>') is None
    True
    """

    def __init__(self, data: bytes) -> None:
        self._data, self._prefix = data, b""
        self._edges = array("L")
        """Where each item begins, and where the last one ends."""
        if b"<!" in data:  # comments and sections could hold what looks like an item
            return
        edges = array("L", (found.start() for found in _ITEM.finditer(data)))
        if edges:
            self._prefix = data[edges[0] + 1 : data.index(b"si", edges[0])]
            end = data.rfind(b"</%bsst" % self._prefix)
            if end > edges[-1]:
                edges.append(end)
                self._edges = edges

    def used_by(self, sheet: bytes) -> tuple[bytes, bytes] | None:
        """A sheet with other numbers of its strings, and the part with just these; None where it cannot be told which
        they are."""
        used = _USED.findall(sheet)
        if not self._edges or len(used) != len(_MARKED.findall(sheet)):
            return None
        edges, data = self._edges, self._data
        numbers = {one: int(one) for _, one in used}
        kept = sorted({number for number in numbers.values() if number < len(edges) - 1})
        places = {number: b"%d" % place for place, number in enumerate(kept)}
        none = b"%d" % len(kept)  # a number that the workbook has no string of has none here
        told = {one: places.get(number, none) for one, number in numbers.items()}
        items = (data[edges[number] : edges[number + 1]] for number in kept)
        return (
            _USED.sub(lambda found: found[1] + told[found[2]], sheet),
            b"".join((data[: edges[0]], *items, b"</%bsst>" % self._prefix)),
        )
