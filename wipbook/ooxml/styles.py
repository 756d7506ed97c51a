"""The cell formats of a workbook: what each makes of a number, and a new one on demand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from wipbook.ooxml.markup import attributes, element, elements, escape, set_attribute, splice, the_element, whole_number
from wipbook.ooxml.sheet.number_format import BUILT_IN, Shown, shown_by_number

_WHERE = "the formats of the workbook"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


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
                number = _number(tag.get("numFmtId", ""))
                if number is not None:
                    found[number] = tag.get("formatCode", "General")
        return found

    @cached_property
    def cell_formats(self) -> list[bytes]:
        """Every ``<xf>`` of ``cellXfs``; a cell's ``s`` is an index into it."""
        group = element(self.data, b"cellXfs")
        if group is None:
            return []
        return [self.data[one.start : one.end] for one in elements(self.data, b"xf", group.tag_end, group.content_end)]

    @cached_property
    def _numbers(self) -> list[int]:
        """The number of each cell format's number format; General for one that is none."""
        return [_number(attributes(xf[: xf.index(b">") + 1]).get("numFmtId", "")) or 0 for xf in self.cell_formats]

    @cached_property
    def _shown(self) -> list[Shown]:
        custom = self.custom_formats
        return [shown_by_number(number, custom.get(number)) for number in self._numbers]

    def number_format(self, index: int) -> str:
        """The number format code of a cell format."""
        if not index < len(self._numbers):
            return "General"
        return self.custom_formats.get(self._numbers[index]) or BUILT_IN.get(self._numbers[index], "General")

    def shown(self, index: int) -> Shown:
        """What a cell format makes of a number."""
        return self._shown[index] if index < len(self._shown) else Shown.PLAIN

    def is_date(self, index: int) -> bool:
        """Whether a cell format shows dates or times of day."""
        return self.shown(index) is Shown.DATE

    def showing(self, kind: Shown) -> tuple[int, ...]:
        """The cell formats that make this of a number."""
        return tuple(index for index, shown in enumerate(self._shown) if shown is kind)

    @cached_property
    def for_reader(self) -> bytes:
        """A styles part for a reader that judges formats by itself: of the same cell formats, those that show dates
        have Excel's own format of a date, and all others none. So it takes for a date what is one here."""
        formats = b"".join(
            b'<xf numFmtId="14"/>' if shown is Shown.DATE else b'<xf numFmtId="0"/>' for shown in self._shown
        )
        return b'<styleSheet xmlns="%b"><cellXfs count="%d">%b</cellXfs></styleSheet>' % (
            _MAIN, len(self._shown), formats
        )

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
        # a plain search first: hardly a format has the mark, and every column of every table is asked
        marked = b"quotePrefix" in base[:end] and attributes(base[:end]).get("quotePrefix", "0") in ("1", "true")
        if marked == wanted:
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
        for number, known in {**BUILT_IN, **self.custom_formats}.items():
            if known == code:
                return number
        number = max([163, *self.custom_formats]) + 1
        one = f'numFmtId="{number}" formatCode="{escape(code)}"/>'.encode()
        group = element(self.data, b"numFmts")
        if group is not None:
            prefix = self.data[group.start + 1 : self.data.index(b"numFmts", group.start)]
            self.data = append_child(self.data, b"numFmts", b"<" + prefix + b"numFmt " + one)
        else:
            root = the_element(self.data, b"styleSheet", _WHERE)
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
        for name in ("custom_formats", "cell_formats", "_numbers", "_shown", "for_reader"):
            self.__dict__.pop(name, None)


def _number(text: str) -> int | None:
    """A ``numFmtId``; None for one that is no number: it names no format, and is not worth refusing a workbook for."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 10 else None


def append_child(data: bytes, group_name: bytes, child: bytes) -> bytes:
    """The part with ``child`` added at the end of a counted group such as ``cellXfs``. Errors: DamagedWorkbook where
    there is no such group."""
    group = the_element(data, group_name)
    tag = data[group.start : group.tag_end]
    count = attributes(tag).get("count")
    new = set_attribute(tag, "count", str(whole_number(attributes(tag), "count", 0) + 1)) if count is not None else tag
    if group.tag_end == group.end:  # <group/>
        name = tag[1:].split(None, 1)[0].rstrip(b"/>")
        new = new[:-2].rstrip() + b">" + child + b"</" + name + b">"
        return splice(data, [(group.start, group.end, new)])
    return splice(data, [(group.start, group.tag_end, new), (group.content_end, group.content_end, child)])
