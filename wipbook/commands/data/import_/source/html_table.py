"""Tables of HTML that carry the name of an Excel file: what many web systems call an export to Excel."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import polars as pl

from wipbook.commands.data.import_.errors import SourceUnreadable
from wipbook.commands.data.import_.mapping import Source
from wipbook.commands.data.import_.source.encoding import detected, marked
from wipbook.commands.data.import_.source.grid import Cell, as_frame
from wipbook.commands.data.import_.source.kinds import Kind

_START = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table|div|style)\b", re.I | re.S)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_MOST_SPAN = 1000


def is_html(path: Path) -> bool:
    """Whether a file begins as a page of HTML does."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return _START.match(head.replace(b"\0", b"")) is not None


def read_html(path: Path, source: Source) -> pl.DataFrame:
    """The table with the most rows of a page. Errors: ``SourceUnreadable`` when there is none."""
    data = path.read_bytes()
    declared = _CHARSET.search(data[:4096])
    name = source.encoding or marked(data) or (declared[1].decode("ascii") if declared else "")
    try:
        text = data.decode(name or "utf-8")
    except (UnicodeDecodeError, LookupError) as error:
        if source.encoding:
            raise SourceUnreadable(
                where=path.name, found=str(error)[:200], expected=f"text in {source.encoding}",
                remedy="correct the encoding in the mapping, or leave it out",
            ) from error
        text = data.decode(detected(data).name, "replace")
    page = _Page()
    page.feed(text)
    page.close()
    rows = max(page.tables, key=len, default=[])
    if len(rows) < source.header_row:
        raise SourceUnreadable(
            where=path.name, found="a page of HTML without such a table", expected="a table with a header row",
            remedy="open it in a browser; export it as CSV or as a workbook",
        )
    return as_frame(rows[source.header_row - 1], rows[source.header_row :], source.header_row + 1)


class _Page(HTMLParser):
    """The cells of all tables; one inside another's cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[Cell]]] = []
        self._open: list[list[list[Cell]]] = []
        self._text: list[str] | None = None
        self._tag: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            self._text, self._tag = [], dict(attrs)
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None or not self._open:
            return
        text = "\n".join(" ".join(line.split()) for line in "".join(self._text).split("\n")).strip()
        number = self._tag.get("x:num")
        cell = Cell(number or text, Kind.NUMBER if number or ("x:num" in self._tag and text) else None)
        span = self._tag.get("colspan") or "1"
        width = min(int(span), _MOST_SPAN) if span.isdecimal() else 1
        self._open[-1][-1] += [cell if text or number else Cell(None), *[Cell(None)] * (width - 1)]
        self._text = None
