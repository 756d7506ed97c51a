"""Bringing cell formats from one workbook into another: what is missing is appended, nothing is renumbered."""

from __future__ import annotations

from functools import cached_property, lru_cache

from wipbook.ooxml.markup import attributes, element, elements, prefix_of, set_attribute, the_element
from wipbook.ooxml.styles import Styles, append_child

_PARTS = (("fontId", b"fonts", b"font"), ("fillId", b"fills", b"fill"), ("borderId", b"borders", b"border"))


class StyleMerge:
    """Maps format indexes of ``source`` to those of ``target``, adding to ``target`` on the way."""

    def __init__(self, source: Styles, target: Styles) -> None:
        self._source, self._target = source, target
        self._cells: dict[int, int] = {}
        self._differences: dict[int, int] = {}

    def cell(self, index: int) -> int:
        """The target's index of a cell format (``s`` of a cell)."""
        if index not in self._cells:
            formats = self._source.cell_formats
            if index == 0 or index >= len(formats):  # 0 is "no format": each workbook's own normal style
                return 0
            self._cells[index] = self._target.add_cell_format(self._translated(formats[index]))
        return self._cells[index]

    def difference(self, index: int) -> int:
        """The target's index of a differential format (``dxfId``)."""
        if index not in self._differences:
            known = _children(self._source.data, b"dxfs", b"dxf")
            self._differences[index] = self._shared(b"dxfs", b"dxf", known[index]) if index < len(known) else 0
        return self._differences[index]

    def table_style(self, name: str) -> None:
        """Bring a table style of the user's own making; built-in ones need nothing."""
        for one in _children(self._source.data, b"tableStyles", b"tableStyle"):
            tag = one[: one.index(b">") + 1]
            present = {
                attributes(other[: other.index(b">") + 1])["name"]
                for other in _children(self._target.data, b"tableStyles", b"tableStyle")
            }
            if attributes(tag)["name"] != name or name in present:
                continue
            for found in reversed(list(elements(one, b"tableStyleElement"))):
                part = one[found.start : found.tag_end]
                old = attributes(part).get("dxfId")
                if old is not None:
                    new = set_attribute(part, "dxfId", str(self.difference(int(old))))
                    one = one[: found.start] + new + one[found.tag_end :]
            self._append(b"tableStyles", one)

    def _translated(self, xf: bytes) -> bytes:
        """An ``<xf>`` with every number replaced by the target's."""
        end = xf.index(b">") + 1
        tag, known = xf[:end], attributes(xf[:end])
        number = int(known.get("numFmtId", "0"))
        if number >= 164:
            code = self._source.custom_formats.get(number, "General")
            tag = set_attribute(tag, "numFmtId", str(self._target.number_of(code)))
        for key, group, name in _PARTS:
            parts = _children(self._source.data, group, name)
            old = int(known.get(key, "0"))
            if old < len(parts):
                tag = set_attribute(tag, key, str(self._shared(group, name, parts[old])))
        if "xfId" in known:
            tag = set_attribute(tag, "xfId", str(self._named(int(known["xfId"]))))
        return tag + xf[end:]

    def _named(self, index: int) -> int:
        """The target's index of a named style's format, the style brought along when its name is new."""
        name, tag = self._source_names.get(index, ("", b""))
        if index == 0 or not name:
            return 0
        for one in _children(self._target.data, b"cellStyles", b"cellStyle"):
            known = attributes(one[: one.index(b">") + 1])
            if known.get("name") == name:
                return int(known.get("xfId", "0"))
        formats = _children(self._source.data, b"cellStyleXfs", b"xf")
        new = len(_children(self._target.data, b"cellStyleXfs", b"xf"))
        self._append(b"cellStyleXfs", self._translated(formats[index]))
        self._append(b"cellStyles", set_attribute(tag, "xfId", str(new)))
        return new

    @cached_property
    def _source_names(self) -> dict[int, tuple[str, bytes]]:
        found: dict[int, tuple[str, bytes]] = {}
        for one in _children(self._source.data, b"cellStyles", b"cellStyle"):
            known = attributes(one[: one.index(b">") + 1])
            found.setdefault(int(known.get("xfId", "0")), (known.get("name", ""), one))
        return found

    def _shared(self, group: bytes, name: bytes, child: bytes) -> int:
        """Index of an equal child in the target's group, appended when there is none."""
        known = _children(self._target.data, group, name)
        if child in known:
            return known.index(child)
        self._append(group, child)
        return len(known)

    def _append(self, group: bytes, child: bytes) -> None:
        data = self._target.data
        if element(data, group) is None:
            data = _with_group(data, group)
        self._target.data = append_child(data, group, child)
        self._target.forget()


@lru_cache(maxsize=64)
def _children(data: bytes, group_name: bytes, name: bytes) -> tuple[bytes, ...]:
    """Asked again for every format that is brought along, while the parts mostly stay as they are."""
    group = element(data, group_name)
    if group is None:
        return ()
    return tuple(data[one.start : one.end] for one in elements(data, name, group.tag_end, group.content_end))


def _with_group(data: bytes, group: bytes) -> bytes:
    """The styles part with an empty group in its place (the schema fixes the order)."""
    order = (
        b"numFmts",
        b"fonts",
        b"fills",
        b"borders",
        b"cellStyleXfs",
        b"cellXfs",
        b"cellStyles",
        b"dxfs",
        b"tableStyles",
    )
    tag = b'<%b%b count="0"/>' % (prefix_of(data), group)
    for name in reversed(order[: order.index(group)]):
        found = element(data, name)
        if found is not None:
            return data[: found.end] + tag + data[found.end :]
    root = the_element(data, b"styleSheet", "the formats of the workbook")
    return data[: root.tag_end] + tag + data[root.tag_end :]
