"""The shared strings that one sheet uses, each under the number that it has in the workbook.

The fast reader takes in all strings that it is given before it reads a cell. A workbook has some hundred sheets, most
of them small, and every one would bring the strings of all others along.
"""

from __future__ import annotations

import re
from array import array
from itertools import pairwise

_ITEM = re.compile(rb"<((?:[\w.\-]+:)?)si[\s>]")
_MARKED = re.compile(rb"""\st\s*=\s*["']s["']""")
_USED = re.compile(rb"""\st=["']s["'][^<>]*><(?:[\w.\-]+:)?v>(\d{1,9})</""")
"""Every cell with a shared string is marked so; of those that are spelled as usual, the number of their string."""


class SharedItems:
    """The part of the shared strings, of which every item has a text, told apart into its items.

    >>> items = SharedItems(b'<sst><si><t>a</t></si><si><t>b</t></si><si><t>c</t></si></sst>')
    >>> items.used_by(b'<row r="1"><c r="A1" t="s"><v>1</v></c></row>')
    b'<sst><si><t>-</t></si><si><t>b</t></si></sst>'
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

    def used_by(self, sheet: bytes) -> bytes | None:
        """The part with a dash for each string that the sheet does not use, up to the last that it does; None where
        that cannot be told."""
        used = _USED.findall(sheet)
        if not self._edges or len(used) != len(_MARKED.findall(sheet)):
            return None
        edges, data, p = self._edges, self._data, self._prefix
        dash = b"<%bsi><%bt>-</%bt></%bsi>" % (p, p, p, p)
        pieces = [data[: edges[0]]]
        for before, number in pairwise([-1, *sorted({int(one) for one in used})]):
            if number < len(edges) - 1:  # another is none of the workbook, and of these neither
                pieces += [dash * (number - before - 1), data[edges[number] : edges[number + 1]]]
        return b"".join(pieces) + b"</%bsst>" % p
