"""Pivot tables over a table whose rows are others now: emptied, so that no reader takes old figures for new ones."""

from __future__ import annotations

from collections.abc import Iterator

from wipbook.ooxml.address import Area
from wipbook.ooxml.document import Document
from wipbook.ooxml.markup import Element, attributes, element, set_attribute, splice, the_element
from wipbook.ooxml.table.rename import put_cells_and_headers
from wipbook.ooxml.table.tables import Table

_CACHE = "pivotCacheDefinition"


def empty_pivots(document: Document, table: Table) -> None:
    """Empty the cells of every pivot table over ``table``, and the records of its cache, which is to be refreshed on
    opening: the program that opens the workbook fills both. What a pivot shows and how stays as it is.

    Raises ProtectedFormula where somebody merged cells of a pivot with others.
    """
    package = document.package
    over = [part for part in package.names() if _CACHE in part and part.endswith(".xml")
            and _is_over(package.read_xml(part), table)]
    if not over:
        return
    for sheet, place in _places(document, frozenset(over)):
        found = document.worksheet(sheet).cells_in(place)
        filled = {(row, column): (None, None) for row, column, cell in found if _holds(cell)}
        if filled:
            put_cells_and_headers(document, sheet, filled)
    for part in over:
        _forget(document, part, table)


def _is_over(data: bytes, table: Table) -> bool:
    source = element(data, b"worksheetSource")
    told = {} if source is None else attributes(data[source.start : source.tag_end])
    if told.get("name", "").casefold() == table.name.casefold():
        return True
    if "ref" not in told or told.get("sheet", "").casefold() != table.sheet.casefold():
        return False
    return Area.stated(told["ref"], "the source of a pivot table").meets(table.area)


def _places(document: Document, caches: frozenset[str]) -> Iterator[tuple[str, Area]]:
    """Sheet and area of the pivot tables that show these caches."""
    package = document.package
    for entry in document.entries():
        if not document.is_worksheet(entry.name):
            continue
        for one in package.relationships(document.part_of(entry.name)):
            if one.type.endswith("/pivotTable") and package.related(one.target, _CACHE) in caches:
                data = package.read_xml(one.target)
                location = element(data, b"location")
                if location is not None:
                    stated = attributes(data[location.start : location.tag_end]).get("ref", "")
                    yield entry.name, Area.stated(stated, f"the place of a pivot table on {entry.name}")


def _holds(cell: bytes) -> bool:
    return b"</" in cell


def _forget(document: Document, part: str, table: Table) -> None:
    package = document.package
    data = _by_name(package.read_xml(part), table)
    package.write(part, _tagged(data, _root(data, b"pivotCacheDefinition"), refreshOnLoad="1", recordCount="0"))
    records = package.related(part, "pivotCacheRecords")
    if records is not None:
        data = package.read_xml(records)
        root = _root(data, b"pivotCacheRecords")
        tag = set_attribute(data[root.start : root.tag_end], "count", "0")
        empty = tag if tag.endswith(b"/>") else tag[:-1] + b"/>"
        package.write(records, splice(data, [(root.start, root.end, empty)]))


def _by_name(data: bytes, table: Table) -> bytes:
    """A cache over the cells of the whole table, which is what LibreOffice makes of one over a table, is over the table
    again: it has more rows one day."""
    source = the_element(data, b"worksheetSource", "the cache of a pivot table")
    tag = data[source.start : source.tag_end]
    if attributes(tag).get("ref") == table.area.text:
        for key, value in (("ref", None), ("sheet", None), ("name", table.name)):
            tag = set_attribute(tag, key, value)
    return splice(data, [(source.start, source.tag_end, tag)])


def _root(data: bytes, name: bytes) -> Element:
    return the_element(data, name, "a pivot table")


def _tagged(data: bytes, root: Element, **told: str) -> bytes:
    tag = data[root.start : root.tag_end]
    for key, value in told.items():
        tag = set_attribute(tag, key, value)
    return splice(data, [(root.start, root.tag_end, tag)])
