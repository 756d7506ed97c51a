"""Blank rows put into a sheet of a workbook file: all that stands below goes down, all that speaks of it follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from wipbook.ooxml import workbook as book
from wipbook.ooxml.address import LAST_ROW, Area
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import CellsInTheWay, ProtectedFormula, TooManyRows
from wipbook.ooxml.insertion.insertion import Insertion
from wipbook.ooxml.insertion.moved_ends import moved_chart, moved_pivot_source, moved_sheet_end, moved_table
from wipbook.ooxml.insertion.moved_objects import moved_anchors, moved_note_shapes, moved_notes
from wipbook.ooxml.insertion.moved_rows import arrays, moved_rows
from wipbook.ooxml.markup import change_attribute, escape
from wipbook.ooxml.sheet.worksheet import Worksheet

_SEAM = 256
"""Bytes in which a reference may be cut by the end of a piece."""
_CORE = re.compile(r"[\w .]+$")

Change = Callable[[bytes, Insertion], bytes]
_HANGING: dict[str, Change] = {
    "drawing": moved_anchors,
    "comments": moved_notes,
    "threadedComment": moved_notes,
    "vmlDrawing": moved_note_shapes,
    "pivotTable": lambda data, insertion: change_attribute(data, (b"location",), "ref", insertion.place),
}
"""Parts of the sheet itself, by the kind of the arrow that leads to them."""


def insert_rows(document: Document, sheet: str, at: int, rows: int) -> None:
    """Put ``rows`` blank rows before row ``at`` of a sheet, as Insert, Sheet Rows does it in Excel.

    Cells with their formats, heights of rows, tables, merged areas, conditional formats, validations, links, drawings,
    notes and page breaks go down; formulas, names, charts and pivots of the whole workbook mean the cells they meant.
    Addresses in texts (``INDIRECT``) stay. Raises CellsInTheWay when the rows would tear a table, ProtectedFormula for
    an array formula, TooManyRows when something would fall off the sheet; then nothing has changed.
    """
    entry = document.entries()[document.index_of(sheet)]
    insertion = Insertion(entry.name, at, rows)
    worksheet = document.worksheet(entry.name)
    whole = worksheet.stretch(1, LAST_ROW)
    _refuse(document, worksheet, whole, insertion)
    document.follow_elsewhere()  # what waits counts rows as they were
    document.touch(entry.name)
    worksheet.replace_rows(1, LAST_ROW, [moved_rows(whole, worksheet.prefix, insertion, own_sheet=True)])
    worksheet.edit_ends(worksheet.head, moved_sheet_end(worksheet.tail, insertion, own_sheet=True))
    used = worksheet.dimension()
    if used is not None:
        worksheet.set_dimension(Area.parse(insertion.place(used.text)))
    document.formulas_touched = True
    document.known.insertions.append(insertion)
    for known in (document.known.vouched, document.known.settled, document.known.doubtful):
        known.moved(insertion)
    for table in list(document.tables().values()):
        data = moved_table(table.data, insertion, table.sheet == entry.name)
        if data != table.data:
            document.write_table_part(table, data)
    document.set_workbook(book.with_names(document.workbook, lambda name: insertion.formula(name.text, False)))
    for one in document.package.relationships(document.part_of(entry.name)):
        change = _HANGING.get(one.type.rsplit("/", 1)[-1])
        if change is not None and not one.external and document.package.has(one.target):
            _rewrite(document, one.target, insertion, change)
    for part in document.package.names():
        if ("/charts/" in part or "/chartex/" in part.lower()) and part.endswith(".xml"):
            _rewrite(document, part, insertion, moved_chart)
        elif "pivotCacheDefinition" in part and part.endswith(".xml"):
            _rewrite(document, part, insertion, moved_pivot_source)
    for other in document.entries():
        if other.name != entry.name and document.is_worksheet(other.name):
            _follow(document, other.name, insertion)


def _refuse(document: Document, worksheet: Worksheet, whole: bytes, insertion: Insertion) -> None:
    where = f"{insertion.sheet}!{insertion.at}:{insertion.at + insertion.rows - 1}"
    for table in document.tables().values():
        if table.sheet == insertion.sheet and insertion.tears(table.area.first_row, table.area.last_row):
            raise CellsInTheWay(
                where=where, found=f"table {table.name} in {table.area.text}",
                expected=f"no table across row {insertion.at}, where {insertion.rows} rows have to be put in",
                remedy=f"move table {table.name} to a sheet of its own, or below what stands beside it",
            )
    for area in arrays(whole):
        if insertion.tears(area.first_row, area.last_row):
            raise ProtectedFormula(
                where=where, found=f"a part of the array formula in {area.text}",
                expected="rows that can be moved apart", remedy="move the array formula to another place",
            )
    if worksheet.last_row >= insertion.at and worksheet.last_row + insertion.rows > LAST_ROW:
        raise TooManyRows(
            where=where, found=f"cells down to row {worksheet.last_row:,}",
            expected=f"at most {LAST_ROW - insertion.rows:,} rows", remedy="clear the last rows of the sheet",
        )


def _rewrite(document: Document, part: str, insertion: Insertion, change: Change) -> None:
    old = document.package.read(part)
    new = change(old, insertion)
    if new != old:
        document.package.write(part, new)


def _follow(document: Document, sheet: str, insertion: Insertion) -> None:
    """Another sheet; it is read as a whole only when it may speak of the one with the new rows."""
    part = document.part_of(sheet)
    known = document.worksheets.get(part)
    if not _speaks_of(insertion.sheet, known.chunks() if known else document.package.stream(part)):
        return
    worksheet = document.worksheet(sheet)
    rows = worksheet.stretch(1, LAST_ROW)
    moved = moved_rows(rows, worksheet.prefix, insertion, own_sheet=False)
    tail = moved_sheet_end(worksheet.tail, insertion, own_sheet=False)
    if moved != rows:
        document.formulas_touched = True
        document.touch(sheet).replace_rows(1, LAST_ROW, [moved])
    if tail != worksheet.tail:
        document.touch(sheet).edit_ends(worksheet.head, tail)


def _speaks_of(sheet: str, pieces: Iterable[bytes]) -> bool:
    """Whether the name of a sheet stands before an exclamation mark; told by its end where it has quotes in it."""
    core = _CORE.search(sheet)
    name = escape(core[0] if core else sheet[-1]).encode()
    pattern, rest = re.compile(re.escape(name) + rb"(?:'|&apos;|&#39;)?!", re.IGNORECASE), b""
    lower = name.lower()
    for piece in pieces:
        data = rest + piece
        if lower in data.lower() and pattern.search(data):  # the plain search is many times faster
            return True
        rest = data[-_SEAM:]
    return False
