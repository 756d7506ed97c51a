"""Table parts: where a table stands, its columns, and the table after it grew or shrank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from wipbook.ooxml.address import Area
from wipbook.ooxml.faults import DamagedWorkbook, HeaderMismatch
from wipbook.ooxml.markup import (
    attributes,
    cell_escape,
    cell_unescape,
    element,
    elements,
    escape,
    prefix_of,
    required,
    set_attribute,
    splice,
    the_element,
    unescape,
    whole_number,
)


@dataclass(frozen=True)
class TableColumn:
    """A column of a table; ``formula`` is the calculated-column formula without ``=``, "" for none."""

    name: str
    formula: str


@dataclass(frozen=True)
class Table:
    """A table as its part declares it. ``area`` covers header, body and totals."""

    part: str
    sheet: str
    name: str
    area: Area
    header_rows: int
    totals_rows: int
    columns: tuple[TableColumn, ...]
    data: bytes

    @cached_property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def body(self) -> Area:
        area = self.area
        return Area(
            area.first_row + self.header_rows, area.first_column, area.last_row - self.totals_rows, area.last_column
        )


@lru_cache(maxsize=2048)
def parse_table(data: bytes, part: str, sheet: str) -> Table:
    """The table of a table part; most workbooks have those of the template, so that what is known is kept.

    Raises HeaderMismatch when two columns carry one name or the reference does not fit the columns.
    """
    root = element(data, b"table")
    if root is None:
        raise DamagedWorkbook(
            where=f"part {part}", found="no table", expected="the table that the sheet names",
            remedy="open and save the workbook with Excel, or take the last backup",
        )
    tag = attributes(data[root.start : root.tag_end])
    name = cell_unescape(tag.get("displayName", tag.get("name", "")))
    columns = []
    for found in elements(data, b"tableColumn"):
        formula = element(data, b"calculatedColumnFormula", found.tag_end, found.content_end)
        text = ""
        if formula is not None and "array" not in attributes(data[formula.start : formula.tag_end]):
            text = unescape(data[formula.tag_end : formula.content_end].decode())
        header = required(attributes(data[found.start : found.tag_end]), "name", f"a column of table {name}")
        columns.append(TableColumn(cell_unescape(header), text))
    area = Area.stated(tag.get("ref", ""), f"table {name}")
    lower = Counter(column.name.lower() for column in columns)
    twice = sorted({column.name for column in columns if lower[column.name.lower()] > 1})
    if twice or len(columns) != area.columns:
        raise HeaderMismatch(
            where=f"table {name} ({sheet}!{area.text})",
            found=f"the header {twice[0]!r} twice" if twice else f"{len(columns)} headers over {area.columns} columns",
            expected="one header per column, each once",
            remedy="give every column its own header",
        )
    header_rows, totals_rows = whole_number(tag, "headerRowCount", 1, 1), whole_number(tag, "totalsRowCount", 0, 1)
    if area.rows <= header_rows + totals_rows:
        raise DamagedWorkbook(
            where=f"table {name}", found=f"the area {area.text}", expected="a header and at least one row of data",
            remedy="open and save the workbook with Excel, or take the last backup",
        )
    return Table(
        part,
        sheet,
        name,
        area,
        header_rows,
        totals_rows,
        tuple(columns),
        data,
    )


def resized(table: Table, last_body_row: int, formulas: Mapping[str, str]) -> bytes:
    """The table part after its body ends at another row, with calculated-column formulas set.

    Filter criteria and the sort state are taken out: they describe rows that are no longer there.
    """
    data, area = table.data, table.area
    last = last_body_row + table.totals_rows
    new = Area(area.first_row, area.first_column, last, area.last_column)
    edits = []
    root = the_element(data, b"table", table.part)
    edits.append((root.start, root.tag_end, set_attribute(data[root.start : root.tag_end], "ref", _span(new))))
    found = element(data, b"autoFilter", root.tag_end)
    if found is not None:
        tag = set_attribute(
            data[found.start : found.tag_end],
            "ref",
            _span(Area(new.first_row, new.first_column, last_body_row, new.last_column)),
        )
        edits.append((found.start, found.tag_end, tag))
        hidden_buttons = [
            data[one.start : one.tag_end]
            for one in elements(data, b"filterColumn", found.tag_end, found.content_end)
            if b"hiddenButton" in data[one.start : one.tag_end]
        ]
        keep = b"".join(tag if tag.endswith(b"/>") else tag[:-1] + b"/>" for tag in hidden_buttons)
        edits.append((found.tag_end, found.content_end, keep))
    state = element(data, b"sortState", root.tag_end)
    if state is not None and not (found and found.start < state.start < found.end):
        edits.append((state.start, state.end, b""))
    edits += _formula_edits(data, formulas)
    return splice(data, edits)


def reshaped(table: Table, area: Area, headers: list[str]) -> bytes:
    """The table part over another area with other headers: columns renamed, added at the end, or taken off there."""
    data, edits = table.data, []
    root, group = (the_element(data, name, table.part) for name in (b"table", b"tableColumns"))
    edits.append((root.start, root.tag_end, set_attribute(data[root.start : root.tag_end], "ref", _span(area))))
    found = element(data, b"autoFilter", root.tag_end)
    if found is not None:
        body = Area(area.first_row, area.first_column, area.last_row - table.totals_rows, area.last_column)
        edits.append((found.start, found.tag_end, set_attribute(data[found.start : found.tag_end], "ref", _span(body))))
    columns = list(elements(data, b"tableColumn", group.tag_end, group.content_end))
    for one, header in zip(columns, headers, strict=False):
        tag = data[one.start : one.tag_end]
        if cell_unescape(attributes(tag)["name"]) != header:
            edits.append((one.start, one.tag_end, set_attribute(tag, "name", cell_escape(header))))
    edits += [(one.start, one.end, b"") for one in columns[len(headers) :]]
    used = max(int(attributes(data[one.start : one.tag_end]).get("id", "0")) for one in columns)
    added = b"".join(
        b'<%btableColumn id="%d" name="%b"/>' % (prefix_of(data), used + number, escape(cell_escape(header)).encode())
        for number, header in enumerate(headers[len(columns) :], 1)
    )
    edits.append((group.content_end, group.content_end, added))
    edits.append(
        (group.start, group.tag_end, set_attribute(data[group.start : group.tag_end], "count", str(len(headers))))
    )
    return splice(data, edits)


def with_formulas(data: bytes, formulas: Mapping[str, str]) -> bytes:
    """The table part with calculated-column formulas set, by header; "" takes one off."""
    return splice(data, _formula_edits(data, formulas))


def _formula_edits(data: bytes, formulas: Mapping[str, str]) -> list[tuple[int, int, bytes]]:
    edits, p = [], prefix_of(data)
    for found in elements(data, b"tableColumn"):
        tag = data[found.start : found.tag_end]
        header = cell_unescape(attributes(tag)["name"])
        if header not in formulas:
            continue
        text = formulas[header]
        new = b"<%bcalculatedColumnFormula>%b</%bcalculatedColumnFormula>" % (p, escape(text).encode(), p)
        new = new if text else b""
        old = element(data, b"calculatedColumnFormula", found.tag_end, found.content_end)
        if old is not None:
            edits.append((old.start, old.end, new))
        elif not text:
            continue
        elif found.tag_end == found.end:
            edits.append((found.start, found.end, tag[:-2].rstrip() + b">" + new + b"</" + p + b"tableColumn>"))
        else:  # calculatedColumnFormula comes before totalsRowFormula and extensions
            edits.append((found.tag_end, found.tag_end, new))
    return edits


def new_table(number: int, name: str, area: Area, headers: list[str], style: str) -> bytes:
    """The part of a new table over ``area`` (header row included)."""
    columns = "".join(
        f'<tableColumn id="{index}" name="{escape(cell_escape(header))}"/>' for index, header in enumerate(headers, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'id="{number}" name="{escape(name)}" displayName="{escape(name)}" ref="{_span(area)}" totalsRowShown="0">'
        f'<autoFilter ref="{_span(area)}"/><tableColumns count="{len(headers)}">{columns}</tableColumns>'
        f'<tableStyleInfo name="{escape(style)}" showFirstColumn="0" showLastColumn="0" showRowStripes="1" '
        'showColumnStripes="0"/></table>'
    ).encode()


def _span(area: Area) -> str:
    """Always with a colon: Excel writes tables so."""
    text = area.text
    return text if ":" in text else f"{text}:{text}"
