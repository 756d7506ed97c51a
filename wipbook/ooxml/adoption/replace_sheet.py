"""A sheet of ours gives way to the one that another workbook has of the same name, tables and names with it."""

from __future__ import annotations

from pathlib import Path

from wipbook.ooxml import workbook as book
from wipbook.ooxml.adoption.adopt_sheet import adopt_sheet
from wipbook.ooxml.document import Document
from wipbook.ooxml.markup import cell_unescape, elements
from wipbook.ooxml.package.package import relationships_part

_OURS = {"table", "hyperlink", "printerSettings"}
"""What may hang on a sheet that gives way; a chart, a picture or a note is somebody's."""


def replace_sheet(document: Document, template: Path, sheet: str) -> str:
    """Put the sheet of the workbook ``template`` in place of the one of that name; blank when that is done.

    Refused, with the reason, while something would be lost or mean something else: drawings, notes or pivots on the
    sheet, formulas of other sheets that name its cells by their addresses. Names that led to it lead to the new one
    where that has them, and go where it has not. Errors: those of ``adopt_sheet``.
    """
    part = document.part_of(sheet)
    kinds = sorted({
        one.type.rsplit("/", 1)[-1] for one in document.package.relationships(part)
    } - _OURS)
    if kinds:
        return f"it has a {kinds[0]}"
    asking = _asking(document, sheet)
    if asking:
        return f"formulas on {asking} name its cells by their addresses"
    index = document.index_of(sheet)
    tables = [table for table in document.tables().values() if table.sheet == document.entries()[index].name]
    for table in tables:
        document.package.remove(table.part, part)
    document.package.remove(part, document.main)
    if document.package.has(relationships_part(part)):
        document.package.remove(relationships_part(part))
    document.worksheets.pop(part, None)
    document.touched.discard(part)
    document.growths[:] = [growth for growth in document.growths if growth.sheet.casefold() != sheet.casefold()]
    quoted = (f"{sheet}!", "'" + sheet.replace("'", "''") + "'!", *(f"{table.name}[" for table in tables))
    document.set_workbook(book.with_names(
        document.workbook,
        lambda name: None if name.sheet == index or name.text.startswith(quoted) else name.text,
    ))
    document.set_workbook(book.without_sheet(document.workbook, index))
    document.forget_tables()
    adopt_sheet(document, template, sheet, index)
    return ""


def _asking(document: Document, sheet: str) -> str:
    """A sheet with a formula that names cells of ``sheet``; blank for none."""
    wanted = (f"{sheet}!".casefold(), "'" + sheet.replace("'", "''").casefold() + "'!")
    for entry in document.entries():
        if entry.name.casefold() == sheet.casefold() or not document.is_worksheet(entry.name):
            continue
        texts: list[str] = []
        if document.is_touched(entry.name):
            data = b"".join(document.worksheet(entry.name).chunks())
        else:
            data = b"".join(document.package.stream(document.part_of(entry.name)))
        if not any(one.encode() in data.lower() for one in wanted):
            continue
        for found in elements(data, b"f"):
            texts.append(cell_unescape(data[found.tag_end : found.content_end].decode(errors="replace")))
        # "#'Home'!A1" within a text is a link that a person follows
        if any(one in _outside_texts(text).casefold() for text in texts for one in wanted):
            return entry.name
    return ""


def _outside_texts(formula: str) -> str:
    """A formula without the texts in quotation marks.

    >>> _outside_texts('=HYPERLINK("#Home!A1","x")&Home!B2')
    '=HYPERLINK(,)&Home!B2'
    """
    return "".join(formula.split('"')[::2])
