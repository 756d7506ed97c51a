"""What stands after the rows of a sheet, in its table parts, charts and pivots, after an insertion."""

from __future__ import annotations

from wipbook.ooxml.insertion.insertion import Insertion
from wipbook.ooxml.insertion.moved_objects import moved_anchors
from wipbook.ooxml.markup import attributes, change_attribute, change_text, element, elements, set_attribute, splice

_LISTS = (b"conditionalFormatting", b"dataValidation", b"ignoredError", b"protectedRange")
_AREAS = (b"mergeCell", b"hyperlink", b"autoFilter", b"sortState", b"sortCondition")
_CELLS = (b"cellWatch", b"inputCells")
_FORMULAS = (b"formula", b"formula1", b"formula2", b"f")
_OF_TABLES = (b"calculatedColumnFormula", b"totalsRowFormula")


def moved_sheet_end(tail: bytes, insertion: Insertion, own_sheet: bool) -> bytes:
    """Merged areas, formats, validations, links, sparklines, page breaks, controls, the sheet's own filter."""
    if own_sheet:
        tail = change_attribute(tail, _LISTS, "sqref", insertion.places)
        tail = change_attribute(tail, _AREAS, "ref", insertion.place)
        tail = change_attribute(tail, _CELLS, "r", insertion.place)
        tail = change_text(tail, (b"sqref",), insertion.places)
        tail = moved_anchors(_moved_breaks(tail, insertion), insertion)
    tail = change_attribute(tail, (b"hyperlink",), "location", lambda text: insertion.formula(text, False))
    return change_text(tail, _FORMULAS, lambda text: insertion.formula(text, own_sheet))


def moved_table(data: bytes, insertion: Insertion, own_sheet: bool) -> bytes:
    """A table part: where the table stands, and the formulas of its columns."""
    if own_sheet:
        data = change_attribute(data, (b"table", b"autoFilter", b"sortState", b"sortCondition"), "ref", insertion.place)
    return change_text(data, _OF_TABLES, lambda text: insertion.formula(text, own_sheet))


def moved_chart(data: bytes, insertion: Insertion) -> bytes:
    """A chart part: series, categories and titles that show cells."""
    return change_text(data, (b"f",), lambda text: insertion.formula(text, False))


def moved_pivot_source(data: bytes, insertion: Insertion) -> bytes:
    """A pivot cache whose source is an area of the sheet."""
    edits = []
    for found in elements(data, b"worksheetSource"):
        tag = data[found.start : found.tag_end]
        known = attributes(tag)
        if known.get("sheet", "").casefold() == insertion.sheet.casefold() and "ref" in known:
            edits.append((found.start, found.tag_end, set_attribute(tag, "ref", insertion.place(known["ref"]))))
    return splice(data, edits)


def _moved_breaks(tail: bytes, insertion: Insertion) -> bytes:
    """A manual page break is kept by the number of the row above it, and stays with the row below it."""
    group = element(tail, b"rowBreaks")
    if group is None:
        return tail
    changed = change_attribute(
        tail[group.tag_end : group.content_end], (b"brk",), "id", lambda text: str(insertion.row(int(text) + 1) - 1)
    )
    return tail[: group.tag_end] + changed + tail[group.content_end :]
