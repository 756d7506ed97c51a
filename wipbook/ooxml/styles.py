"""The cell formats of a workbook: which of them show dates, and a new one on demand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from wipbook.ooxml.markup import attributes, element, elements, escape, set_attribute, splice, whole_number

_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "m/d/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yyyy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
_NOISE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or a time.

    >>> is_date_format("yyyy-mm-dd"), is_date_format('#,##0.00 "days"'), is_date_format("[Red]0;[h]:mm")
    (True, False, True)
    """
    plain = _NOISE.sub("", code)
    return plain.lower() != "general" and re.search(r"[dmyhsDMYHS]", plain) is not None


class Styles:
    """The styles part. ``data`` changes when a format is added."""

    def __init__(self, data: bytes) -> None:
        self.data = self._original = data

    @property
    def changed(self) -> bool:
        """Whether a format was added."""
        return self.data is not self._original

    @cached_property
    def custom_formats(self) -> dict[int, str]:
        """Number format codes of the workbook's own, by id."""
        found: dict[int, str] = {}
        group = element(self.data, b"numFmts")
        if group is not None:
            for one in elements(self.data, b"numFmt", group.tag_end, group.content_end):
                tag = attributes(self.data[one.start : one.tag_end])
                found[whole_number(tag, "numFmtId", 0)] = tag.get("formatCode", "General")
        return found

    @cached_property
    def cell_formats(self) -> list[bytes]:
        """Every ``<xf>`` of ``cellXfs``; a cell's ``s`` is an index into it."""
        group = element(self.data, b"cellXfs")
        if group is None:
            return []
        return [self.data[one.start : one.end] for one in elements(self.data, b"xf", group.tag_end, group.content_end)]

    @cached_property
    def _codes(self) -> list[str]:
        codes = []
        for xf in self.cell_formats:
            number = whole_number(attributes(xf[: xf.index(b">") + 1]), "numFmtId", 0)
            codes.append(self.custom_formats.get(number) or _BUILT_IN.get(number, "General"))
        return codes

    @cached_property
    def _dates(self) -> list[bool]:
        dates = []
        for xf in self.cell_formats:
            number = whole_number(attributes(xf[: xf.index(b">") + 1]), "numFmtId", 0)
            code = self.custom_formats.get(number)
            dates.append(number in _BUILT_IN_DATES if code is None else is_date_format(code))
        return dates

    def number_format(self, index: int) -> str:
        """The number format code of a cell format."""
        return self._codes[index] if index < len(self._codes) else "General"

    def is_date(self, index: int) -> bool:
        """Whether a cell format shows dates or times."""
        return index < len(self._dates) and self._dates[index]

    def with_number_format(self, index: int, code: str) -> int:
        """The cell format like ``index`` but with number format ``code``; added when there is none yet."""
        base = self.cell_formats[index] if index < len(self.cell_formats) else b'<xf numFmtId="0"/>'
        end = base.index(b">") + 1
        number = self.number_of(code)
        tag = set_attribute(set_attribute(base[:end], "numFmtId", str(number)), "applyNumberFormat", "1")
        return self.add_cell_format(tag + base[end:])

    def with_quote_prefix(self, index: int, wanted: bool) -> int:
        """The cell format like ``index`` with the mark of an apostrophe before the text, or without it."""
        if not self.cell_formats:  # a workbook without formats
            return index
        base = self.cell_formats[index] if index < len(self.cell_formats) else b'<xf numFmtId="0"/>'
        end = base.index(b">") + 1
        if (attributes(base[:end]).get("quotePrefix", "0") in ("1", "true")) == wanted:
            return index
        return self.add_cell_format(set_attribute(base[:end], "quotePrefix", "1" if wanted else None) + base[end:])

    def add_cell_format(self, xf: bytes) -> int:
        """The index of a cell format, added at the end of ``cellXfs`` when it is new."""
        if xf in self.cell_formats:
            return self.cell_formats.index(xf)
        index = len(self.cell_formats)
        self.data = append_child(self.data, b"cellXfs", xf)
        self.forget()
        return index

    def number_of(self, code: str) -> int:
        """The id of a number format code, added when it is new."""
        for number, known in {**_BUILT_IN, **self.custom_formats}.items():
            if known == code:
                return number
        number = max([163, *self.custom_formats]) + 1
        one = f'numFmtId="{number}" formatCode="{escape(code)}"/>'.encode()
        group = element(self.data, b"numFmts")
        if group is not None:
            prefix = self.data[group.start + 1 : self.data.index(b"numFmts", group.start)]
            self.data = append_child(self.data, b"numFmts", b"<" + prefix + b"numFmt " + one)
        else:
            root = element(self.data, b"styleSheet")
            assert root is not None
            p = self.data[root.start + 1 : self.data.index(b"styleSheet", root.start)]
            block = b'<%bnumFmts count="1"><%bnumFmt %b</%bnumFmts>' % (p, p, one, p)
            self.data = self.data[: root.tag_end] + block + self.data[root.tag_end :]
        self.forget()
        return number

    def replace_number_formats(self, codes: Mapping[str, str]) -> bool:
        """Give every format of the workbook's own that has one of these codes another; whether there was one.

        All cells, columns and conditional formats that use it follow, however many they are.
        """
        edits = []
        for one in elements(self.data, b"numFmt"):
            tag = self.data[one.start : one.tag_end]
            new = codes.get(attributes(tag).get("formatCode", ""))
            if new is not None:
                edits.append((one.start, one.tag_end, set_attribute(tag, "formatCode", new)))
        if edits:
            self.data = splice(self.data, edits)
            self.forget()
        return bool(edits)

    def forget(self) -> None:
        """Read ``data`` anew, after it was changed from outside."""
        for name in ("custom_formats", "cell_formats", "_codes", "_dates"):
            self.__dict__.pop(name, None)


def append_child(data: bytes, group_name: bytes, child: bytes) -> bytes:
    """The part with ``child`` added at the end of a counted group such as ``cellXfs``."""
    group = element(data, group_name)
    if group is None:
        raise ValueError(f"no {group_name.decode()}")
    tag = data[group.start : group.tag_end]
    count = attributes(tag).get("count")
    new = set_attribute(tag, "count", str(whole_number(attributes(tag), "count", 0) + 1)) if count is not None else tag
    if group.tag_end == group.end:  # <group/>
        name = tag[1:].split(None, 1)[0].rstrip(b"/>")
        new = new[:-2].rstrip() + b">" + child + b"</" + name + b">"
        return splice(data, [(group.start, group.end, new)])
    return splice(data, [(group.start, group.tag_end, new), (group.content_end, group.content_end, child)])
