"""Pivot tables of a sheet that was brought in: the workbook lists their caches, and each names its own by number."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from wipbook.ooxml import workbook as book
from wipbook.ooxml.document import Document
from wipbook.ooxml.markup import attributes, element, elements, set_attribute, splice, the_element, whole_number
from wipbook.ooxml.package.package import Package

_CACHE = "pivotCacheDefinition"


def is_of_a_table(package: Package, pivot: str) -> bool:
    """Whether a pivot table (its part) shows a table that it knows by name, not cells of the workbook it is in."""
    cache = package.related(pivot, _CACHE)
    data = b"" if cache is None else package.read_xml(cache)
    source = element(data, b"worksheetSource") if data else None
    return source is not None and bool(attributes(data[source.start : source.tag_end]).get("name"))


def declare_caches(document: Document, copied: Sequence[str]) -> None:
    """Let the workbook know the pivot caches among the ``copied`` parts, each by a number that was free, and let the
    pivot tables among them name theirs by it."""
    package = document.package
    numbers: dict[str, int] = {}
    for part in copied:
        if posixpath.basename(part).startswith(_CACHE):
            relation = package.relate(document.main, _CACHE, part)
            numbers[part] = 1 + max((
                whole_number(attributes(document.workbook[one.start : one.tag_end]), "cacheId", 0)
                for one in elements(document.workbook, b"pivotCache")
            ), default=0)
            document.set_workbook(book.with_pivot_cache(document.workbook, numbers[part], relation))
    for part in copied:
        cache = package.related(part, _CACHE)
        if cache in numbers:
            data = package.read_xml(part)
            root = the_element(data, b"pivotTableDefinition", part)
            tag = set_attribute(data[root.start : root.tag_end], "cacheId", str(numbers[cache]))
            package.write(part, splice(data, [(root.start, root.tag_end, tag)]))
