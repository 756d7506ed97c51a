"""Where in a workbook a column of a table is used by its name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from wipbook.ooxml import workbook as book
from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.document import Document
from wipbook.ooxml.formulas.sheet_formulas import formula_sheets
from wipbook.ooxml.markup import Element, attributes, element, elements, unescape
from wipbook.ooxml.table.column_names import columns_named, folded
from wipbook.ooxml.table.tables import Table

Use = tuple[str, str]
"""The folded header, and what uses it: ``Jobs!D6``, ``the name Quantities``."""

_ENDS = {
    b"dataValidation": "a validation", b"conditionalFormatting": "a conditional format", b"sparkline": "a sparkline",
}


def column_uses(
    document: Document, table: Table, headers: Collection[str], skip: Collection[tuple[int, int]] = ()
) -> Iterator[Use]:
    """Every use of the columns ``headers`` (folded) of a table: formulas of cells, calculated columns, totals, names,
    validations, conditional formats, charts, pivot tables, slicers and form controls. ``skip`` are cells of the
    table's sheet that are about to be overwritten.
    """
    search = _Search(document, table, headers)
    yield from search.cells(skip)
    yield from search.tables()
    for name in book.defined_names(document.workbook):
        yield from search.named(name.text, f"the name {name.name}")
    yield from search.sheet_ends()
    yield from search.other_parts()


class _Search:
    def __init__(self, document: Document, table: Table, headers: Collection[str]) -> None:
        self.document, self.table, self.headers = document, table, headers
        self._columns = lru_cache(maxsize=4096)(self._columns_named)

    def _columns_named(self, formula: str, within: bool) -> set[str]:
        return columns_named(formula, self.table.name, self.headers, within) if self._may(formula, within) else set()

    def _may(self, formula: str, within: bool) -> bool:
        """Whether a formula can name a column at all: nearly none does."""
        return "[" in formula if within else self.table.name.casefold() in formula.casefold()

    def named(self, formula: str, where: str, within: bool = False) -> Iterator[Use]:
        for header in sorted(self._columns(formula, within)):
            yield header, where

    def cells(self, skip: Collection[tuple[int, int]]) -> Iterator[Use]:
        for sheet in formula_sheets(self.document):
            own = sheet.name.casefold() == self.table.sheet.casefold()
            texts = sheet.texts
            if texts is not None and not any(self._columns(text, within) for text in texts for within in {own, False}):
                continue
            for one in sheet.cells:
                if own and (one.row, one.column) in skip:
                    continue
                within = own and self.table.area.holds(one.row, one.column)
                yield from self.named(one.text, f"{sheet.name}!{cell_text(one.row, one.column)}", within)

    def tables(self) -> Iterator[Use]:
        """Calculated columns and totals: what a new row would be filled with, though no cell has it yet."""
        for table in self.document.tables().values():
            for kind, what in ((b"calculatedColumnFormula", "formula"), (b"totalsRowFormula", "total")):
                for column in elements(table.data, b"tableColumn"):
                    header = attributes(table.data[column.start : column.tag_end]).get("name", "")
                    for text in _texts(table.data, (kind,), column):
                        where = f"the {what} of the column {header} of table {table.name}"
                        yield from self.named(text, where, table.part == self.table.part)

    def sheet_ends(self) -> Iterator[Use]:
        for entry in self.document.entries():
            end = self.document.end_of(entry.name) if self.document.is_worksheet(entry.name) else b""
            if b"[" not in end:
                continue
            for kind, what in _ENDS.items():
                for one in elements(end, kind):
                    areas = attributes(end[one.start : one.tag_end]).get("sqref", "")
                    areas = areas or next(_texts(end, (b"sqref",), one), "")
                    for text in _texts(end, (b"formula", b"formula1", b"formula2", b"f"), one):
                        yield from self.named(text, f"{what} of {entry.name}!{areas}")

    def other_parts(self) -> Iterator[Use]:
        package = self.document.package
        for part in package.names():
            if not part.endswith(".xml"):
                continue
            if "/charts/" in part or "/chartex/" in part.lower():
                for text in _texts(package.read(part), (b"f",)):
                    yield from self.named(text, "a chart")
            elif "pivotCacheDefinition" in part:
                yield from self._of_pivot(package.read(part))
            elif "/slicerCaches/" in part:
                yield from self._of_slicer(package.read(part))
            elif "/ctrlProps/" in part:
                for text in _first(package.read(part), b"formControlPr").values():
                    yield from self.named(text, "a form control")

    def _of_pivot(self, data: bytes) -> Iterator[Use]:
        """The fields of a pivot table over the table, over its cells or over a name, which may be that of either."""
        source = _first(data, b"worksheetSource")
        name, place = source.get("name", ""), source.get("ref", "")
        tables = {one.name.casefold() for one in self.document.tables().values()}
        over = name.casefold() == self.table.name.casefold() or bool(name and name.casefold() not in tables)
        if place and source.get("sheet", "").casefold() == self.table.sheet.casefold():
            area = self.table.area
            header_row = Area(area.first_row, area.first_column, area.first_row, area.last_column)
            over |= Area.stated(place, "the source of a pivot table").meets(header_row)
        for one in elements(data, b"cacheField") if over else ():
            header = folded(attributes(data[one.start : one.tag_end]).get("name", ""))
            if header in self.headers:
                yield header, "a pivot table"

    def _of_slicer(self, data: bytes) -> Iterator[Use]:
        header = folded(_first(data, b"slicerCacheDefinition").get("sourceName", ""))
        number = _first(data, b"tableSlicerCache").get("tableId")
        if header in self.headers and number == _first(self.table.data, b"table").get("id"):
            yield header, "a slicer"


def _texts(data: bytes, names: tuple[bytes, ...], inside: Element | None = None) -> Iterator[str]:
    """The texts of elements of these names."""
    start, end = (inside.tag_end, inside.content_end) if inside else (0, None)
    for name in names:
        for one in elements(data, name, start, end):
            yield unescape(data[one.tag_end : one.content_end].decode())


def _first(data: bytes, name: bytes) -> dict[str, str]:
    """The attributes of the first element of this name."""
    found = element(data, name)
    return {} if found is None else attributes(data[found.start : found.tag_end])
