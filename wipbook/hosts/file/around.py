"""The cells around a table of a workbook file, as rows and columns that it might be meant to have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from wipbook.hosts.file.unread import Filled
from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.document import Document
from wipbook.ooxml.sheet.cells import formula_of
from wipbook.ooxml.sheet.rowscan import whole_rows
from wipbook.ooxml.sheet.sheet_marks import SheetMarks
from wipbook.ooxml.table.tables import Table, TableColumn
from wipbook.port.tables import Around, TableCells, Unread, near, row_of

_ARRAY = re.compile(rb"""<(?:[\w.\-]+:)?f\s(?=[^>]*t=["'](?:array|dataTable)["'])[^>]*\sref=["']([^"':]+:[^"']+)["']""")


def around(
    document: Document, table: Table, marks: SheetMarks, unread: Iterable[Unread],
    read: Callable[[int, int], object], cells_of: Callable[[Table], TableCells], filled: Callable[[Area], Filled],
) -> Around | None:
    """What a table might be meant to hold; None where nothing is. ``read`` gives the value of a cell of its sheet,
    ``cells_of`` those of an area, told as a table without a header row, and ``filled`` those that hold something."""
    others = [one.area for one in document.tables().values() if one.sheet == table.sheet and one.part != table.part]
    headers = _headers(document, table, marks, others, read)
    body = table.body
    last = 0 if table.totals_rows else near((row_of(one) for one in unread if one.below), body.last_row)
    if not headers and not last:
        return None
    right = body.last_column + len(headers)
    beside = below = None
    texts: dict[tuple[int, str], str] = {}
    edges: list[Unread] = []
    if headers:
        area = Area(body.first_row, body.last_column + 1, body.last_row, right)
        beside = cells_of(_block(table, area, headers))
    if last:
        area = Area(body.last_row + 1, body.first_column, last, right)
        first_of_others = min((one.first_row for one in others if one.meets(area)), default=last + 1)
        if first_of_others > area.first_row:
            area = replace(area, last_row=min(last, first_of_others - 1))
            below = cells_of(_block(table, area, [*table.headers, *headers]))
            below, texts = _with_texts(document, table.sheet, area, below)
            for column in (body.first_column - 1, *([] if headers else [right + 1])):
                edge = Area(area.first_row, column, area.last_row, column) if column else None
                if edge is not None and not any(one.meets(edge) for one in others):
                    edges += [Unread(cell_text(row, at), value, 1, False) for row, at, value in filled(edge)]
    return Around(beside, below, texts, edges) if beside or below else None


def may_go_on(document: Document, table: Table) -> bool:
    """Whether the sheet has a row below the table, or a cell right of its headers; looks at no more than its first
    rows."""
    area, row, column = table.area, table.area.first_row, table.area.last_column + 1
    extent = None if document.is_touched(table.sheet) else document.extent(table.sheet)
    if extent is None:
        sheet = document.worksheet(table.sheet)
        return sheet.last_row > area.last_row or sheet.cell(row, column) is not None
    if extent.last_row > area.last_row:
        return True
    beside = re.compile(rb"""\sr=["']%b["']""" % cell_text(row, column).encode())
    below = re.compile(rb"""row\s[^>]*\br=["']%d["']""" % (row + 1))
    for piece in whole_rows(document.package.stream(document.part_of(table.sheet))):
        if beside.search(piece):
            return True
        if below.search(piece):
            return False
    return False


def _headers(
    document: Document, table: Table, marks: SheetMarks, others: Iterable[Area], read: Callable[[int, int], object]
) -> list[str]:
    """The texts right of the header row, one beside the other, down whose columns a cell holds something."""
    found: list[str] = []
    column, row = table.area.last_column + 1, table.area.first_row
    while table.header_rows and column in marks.headed:
        text = read(row, column)
        place = Area(row, column, table.area.last_row, column)
        taken = {header.casefold() for header in (*table.headers, *found)}
        if not isinstance(text, str) or not text.strip() or text.casefold() in taken:
            break
        if any(area.meets(place) for area in others):
            break
        found.append(text)
        column += 1
    sheet = document.worksheet(table.sheet) if found else None
    for number, _ in enumerate(found, table.area.last_column + 1):
        cell = sheet.cell(table.area.first_row, number) if sheet else None
        if cell is None or formula_of(cell) is not None:  # a header of a table is a text that somebody typed
            return found[: number - table.area.last_column - 1]
    return found


def _block(table: Table, area: Area, headers: Iterable[str]) -> Table:
    return Table("", table.sheet, table.name, area, 0, 0, tuple(TableColumn(header, "") for header in headers), b"")


def _with_texts(
    document: Document, sheet: str, area: Area, below: TableCells
) -> tuple[TableCells, dict[tuple[int, str], str]]:
    """The formulas below; an array over several cells counts as merged: no table can hold it."""
    texts: dict[tuple[int, str], str] = {}
    if not below.formulas:
        return below, texts
    arrays = []
    for row, column, cell in document.worksheet(sheet).cells_in(area):
        text = formula_of(cell) if b"f" in cell else None
        if text is not None:
            texts[row - area.first_row, below.place.headers[column - area.first_column]] = text
            arrays += [found.decode() for found in _ARRAY.findall(cell)]
    return replace(below, merged=[*below.merged, *arrays]), texts
