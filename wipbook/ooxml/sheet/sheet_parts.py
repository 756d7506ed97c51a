"""A new sheet, and a new table on a sheet."""

from __future__ import annotations

import re

from wipbook.ooxml import workbook as book
from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import CellsInTheWay, DuplicateSheet, DuplicateTable, NotOnFileHost, UnwritableValue
from wipbook.ooxml.markup import attributes, element, elements
from wipbook.ooxml.sheet.cell_edits import put_cells
from wipbook.ooxml.sheet.cells import value_of
from wipbook.ooxml.styles import append_child
from wipbook.ooxml.table.follow import Growth
from wipbook.ooxml.table.tables import Table, new_table, reshaped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BLANK = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><dimension ref="A1"/><sheetViews>'
    '<sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData></sheetData>'
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
).encode()


def add_sheet(document: Document, name: str, index: int) -> None:
    """Add a blank sheet before the sheet of 0-based ``index``."""
    if not 1 <= len(name) <= 31 or re.search(r"[\[\]:*?/\\\x00-\x1f]", name) or name[0] == "'" or name[-1] == "'":
        raise UnwritableValue(
            where=document.path.name,
            found=f"the sheet name {name!r}",
            expected="1 to 31 characters without [ ] : * ? / \\",
            remedy="choose another name",
        )
    if name.lower() in (entry.name.lower() for entry in document.entries()):
        raise DuplicateSheet(
            where=document.path.name,
            found=f"a sheet {name!r}",
            expected="none of this name",
            remedy="choose another name",
        )
    part = free_part(document, "xl/worksheets/sheet")
    document.package.write(part, _BLANK, _SHEET_TYPE)
    relation = document.package.relate(document.main, "worksheet", part)
    document.set_workbook(book.with_sheet(document.workbook, index, name, relation))


def add_table(document: Document, sheet: str, area: Area, name: str, style: str) -> Table:
    """Make ``area`` (header row and at least one row of data) a table; headers that are blank or double get names.

    Raises DuplicateTable, CellsInTheWay when it meets another table or merged cells, UnwritableValue for the name.
    """
    if not re.fullmatch(r"[^\W\d][\w.]*|_[\w.]*", name) or re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]", name):
        raise UnwritableValue(
            where=f"{sheet}!{area.text}",
            found=f"the table name {name!r}",
            expected="letters, digits and _ , not like a cell address",
            remedy="choose another name",
        )
    names = {one.name.lower() for one in book.defined_names(document.workbook)}
    if name.lower() in names | {one.lower() for one in document.tables()}:
        raise DuplicateTable(
            where=document.path.name,
            found=f"a table or name {name!r}",
            expected="none of this name",
            remedy="choose another name",
        )
    if area.rows == 1:
        area = Area(area.first_row, area.first_column, area.last_row + 1, area.last_column)
    worksheet = document.touch(sheet)
    taken = [one.area for one in document.tables().values() if one.sheet.lower() == sheet.lower()]
    for other in taken + worksheet.merged():
        if other.meets(area):
            raise CellsInTheWay(
                where=f"{sheet}!{other.text}",
                found="a table or merged cells",
                expected=f"free cells in {area.text}",
                remedy="choose another place",
            )
    headers = name_headers(document, sheet, area, [])
    number = 1 + max(
        (int(attributes(_first_tag(one.data, b"table")).get("id", "0")) for one in document.tables().values()),
        default=0,
    )
    part = free_part(document, "xl/tables/table")
    document.package.write(part, new_table(number, name, area, headers, style), _TABLE_TYPE)
    relation = document.package.relate(document.part_of(sheet), "table", part)
    worksheet.edit_ends(worksheet.head, _with_table_part(worksheet.tail, worksheet.head, worksheet.prefix, relation))
    document.forget_tables()
    return document.table(name)


def resize_table(document: Document, table: Table, area: Area) -> Table:
    """Let a table cover another area with the same header row; no cell but new headers is written."""
    if (
        (area.first_row, area.first_column) != (table.area.first_row, table.area.first_column)
        or (table.totals_rows and area.last_row != table.area.last_row)
        or not table.header_rows
    ):
        raise NotOnFileHost(
            where=f"table {table.name}",
            found=f"a new area {area.text}",
            expected=f"an area that begins at {cell_text(table.area.first_row, table.area.first_column)}"
            ", and no totals row",
            remedy="resize it in Excel",
        )
    if area.rows < 2:
        raise CellsInTheWay(
            where=f"table {table.name}",
            found=f"the area {area.text}",
            expected="a header and at least one row of data",
            remedy="choose a larger area",
        )
    for other in document.tables().values():
        if other.part != table.part and other.sheet == table.sheet and other.area.meets(area):
            raise CellsInTheWay(
                where=f"{table.sheet}!{other.area.text}",
                found=f"table {other.name}",
                expected=f"free cells in {area.text}",
                remedy="choose another area",
            )
    headers = name_headers(document, table.sheet, area, list(table.headers))
    growth = Growth.of(table, area.last_row)
    new = document.write_table_part(table, reshaped(table, area, headers))
    document.grow(growth)
    return new


def name_headers(document: Document, sheet: str, area: Area, known: list[str]) -> list[str]:
    """Headers for a table over ``area``: ``known`` ones, then what the cells say, else ``Column1`` and on."""
    headers, new = known[: area.columns], {}
    worksheet = document.worksheet(sheet)
    for offset in range(len(headers), area.columns):
        place = (area.first_row, area.first_column + offset)
        cell = worksheet.cell(*place)
        value = None if cell is None else value_of(cell, document.strings if b'"s"' in cell else None)
        text = base = f"Column{offset + 1}" if value is None else str(value)
        count = 2
        while text.lower() in (one.lower() for one in headers):
            text, count = f"{base}{count}", count + 1
        headers.append(text)
        if value != text:
            new[place] = (text, None)
    if new:
        put_cells(document, sheet, new)
    return headers


def free_part(document: Document, stem: str) -> str:
    """The first part name ``stem`` + number that is not taken."""
    number = 1
    while document.package.has(f"{stem}{number}.xml"):
        number += 1
    return f"{stem}{number}.xml"


def _with_table_part(tail: bytes, head: bytes, prefix: bytes, relation: str) -> bytes:
    """The end of a sheet with one more table listed."""
    declared = b"" if b'xmlns:r="' in head else b' xmlns:r="%b"' % _RELATIONS.encode()
    child = b'<%btablePart%b r:id="%b"/>' % (prefix, declared, relation.encode())
    if element(tail, b"tableParts") is not None:
        return append_child(tail, b"tableParts", child)
    group = b'<%btableParts count="1">%b</%btableParts>' % (prefix, child, prefix)
    last = re.search(rb"</%bextLst>\s*</%bworksheet>\s*$" % (prefix, prefix), tail)
    at = tail.rindex(b"<%bextLst" % prefix) if last else tail.rindex(b"</")
    return tail[:at] + group + tail[at:]


def set_local_name(document: Document, name: str, text: str, sheet: int | None) -> None:
    """Define a name, or change what it refers to."""
    data = book.with_names(
        document.workbook, lambda one: None if (one.name.lower() == name.lower() and one.sheet == sheet) else one.text
    )
    document.set_workbook(book.with_name(data, name, text.removeprefix("="), sheet))


def delete_name(document: Document, name: str, sheet: int | None) -> None:
    """Take a defined name out."""
    document.set_workbook(
        book.with_names(
            document.workbook,
            lambda one: None if (one.name.lower() == name.lower() and one.sheet == sheet) else one.text,
        )
    )


def _first_tag(data: bytes, name: bytes) -> bytes:
    """The start tag of the first element of this name."""
    found = next(elements(data, name))
    return data[found.start : found.tag_end]
