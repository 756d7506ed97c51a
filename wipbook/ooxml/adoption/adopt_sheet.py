"""A whole sheet brought in from another workbook: its cells, tables, drawings, charts, pivots, names and formats."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from pathlib import Path

from wipbook.ooxml import workbook as book
from wipbook.ooxml.adoption.adopted_pivots import declare_caches, is_of_a_table
from wipbook.ooxml.adoption.style_merge import StyleMerge
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import DuplicateSheet, DuplicateTable, NotOnFileHost
from wipbook.ooxml.markup import attributes, cell_unescape, element, elements, set_attribute, splice, the_element
from wipbook.ooxml.package.package import Package, relationships_part, retarget

WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
#: Parts that hang on the workbook as a whole and cannot come along with one sheet.
_REFUSED = {"slicer", "queryTable", "timeline"}
_LEFT_BEHIND = {"threadedComment", "printerSettings", "customProperty"}
_STYLED = re.compile(rb"<(?:[\w.\-]+:)?(?:c|row|col)(?=[\s/>])[^>]*>")
_SHARED = re.compile(
    rb"(<(?:[\w.\-]+:)?c(?=\s)[^>]*)\st=[\"']s[\"']([^>]*>)<([\w.\-]+:)?v>\s*(\d+)\s*</(?:[\w.\-]+:)?v>"
)


def adopt_sheet(document: Document, template: Path, sheet: str, at: int | None = None) -> None:
    """Copy ``sheet`` of the workbook ``template`` into ``document``, as sheet ``at`` (from 0), or at the place it
    has among its neighbours.

    Raises NoSuchSheet, DuplicateSheet, DuplicateTable when a table of its name is elsewhere, NotOnFileHost for slicers,
    query tables and pivots over anything but a table. Printer settings and threaded comments stay behind.
    """
    source = document.source(template)
    names = [entry.name for entry in document.entries()]
    if sheet.lower() in (name.lower() for name in names):
        raise DuplicateSheet(
            where=document.path.name,
            found=f"a sheet {sheet!r}",
            expected="none of this name",
            remedy="rename or delete the sheet before it is brought back",
        )
    if source.date1904 != document.date1904:
        raise NotOnFileHost(
            where=document.path.name,
            found="dates counted from 1904",
            expected="the date system of the template",
            remedy="switch it off in Excel: Options, Advanced, Use 1904 date system",
        )
    _Adoption(document, source, sheet).run(at)


class _Adoption:
    def __init__(self, document: Document, source: Document, sheet: str) -> None:
        self.document, self.source, self.sheet = document, source, sheet
        self.styles = StyleMerge(source.styles, document.styles)
        self.copied: dict[str, str] = {}

    def run(self, place: int | None) -> None:
        document, source = self.document, self.source
        old_part = source.part_of(self.sheet)
        entry = source.entries()[source.index_of(self.sheet)]
        self._refuse_clashes(old_part)
        data = self._sheet_xml(source.package.read_xml(old_part))
        new_part = _free_name(document.package, "xl/worksheets/sheet1.xml")
        self.copied[old_part] = new_part
        document.package.write(new_part, data, WORKSHEET)
        self._copy_relationships(old_part, new_part)
        declare_caches(document, list(self.copied.values()))
        at = self._position() if place is None else place
        relation = document.package.relate(document.main, "worksheet", new_part)
        document.set_workbook(book.with_sheet(document.workbook, at, entry.name, relation, entry.state))
        self._copy_names(at)
        document.forget_tables()
        document.formulas_touched = True
        document.touch(entry.name)
        document.known.origins[entry.name.casefold()] = (source.path, self.sheet)

    def _refuse_clashes(self, part: str) -> None:
        for one in self.source.package.relationships(part):
            kind = one.type.rsplit("/", 1)[-1]
            if kind in _REFUSED or (kind == "pivotTable" and not is_of_a_table(self.source.package, one.target)):
                raise NotOnFileHost(
                    where=f"{self.source.path.name}, sheet {self.sheet}",
                    found=f"a {kind}",
                    expected="tables, pivots over tables, charts, pictures and notes only",
                    remedy="copy the sheet in Excel",
                )
        present = {name.lower() for name in self.document.tables()}
        for table in self.source.tables().values():
            if table.sheet == self.sheet and table.name.lower() in present:
                other = self.document.table(table.name)
                raise DuplicateTable(
                    where=f"{self.document.path.name}, sheet {other.sheet}",
                    found=f"a table {table.name!r} outside sheet {self.sheet!r}",
                    expected="the table on its own sheet",
                    remedy="rename or delete that table",
                )

    def _sheet_xml(self, data: bytes) -> bytes:
        """The sheet with the other workbook's format numbers and with its texts inline."""
        data = _STYLED.sub(self._restyled, data)
        items = self._string_items()

        def inline(match: re.Match[bytes]) -> bytes:
            p = match[3] or b""
            return b'%b t="inlineStr"%b<%bis>%b</%bis>' % (match[1], match[2], p, items[int(match[4])], p)

        data = _SHARED.sub(inline, data)
        data = self._with_differences(data, (b"cfRule", b"sortCondition", b"colorFilter"))
        edits = []
        for found in elements(data, b"sheetView"):
            tag = set_attribute(data[found.start : found.tag_end], "tabSelected", None)
            edits.append((found.start, found.tag_end, tag))
        for name, key in ((b"sheetPr", "codeName"), (b"pageSetup", "r:id")):
            found_one = element(data, name)
            if found_one is not None:
                tag = set_attribute(data[found_one.start : found_one.tag_end], key, None)
                edits.append((found_one.start, found_one.tag_end, tag))
        customs = element(data, b"customProperties")
        if customs is not None:
            edits.append((customs.start, customs.end, b""))
        return splice(data, edits)

    def _restyled(self, match: re.Match[bytes]) -> bytes:
        tag = match[0]
        key = "style" if re.match(rb"<(?:[\w.\-]+:)?col\b", tag) else "s"
        old = attributes(tag).get(key)
        if old is not None:
            tag = set_attribute(tag, key, str(self.styles.cell(int(old))))
        # cm and vm point into the other workbook's metadata part
        return re.sub(rb"\s[cv]m=[\"']\d+[\"']", b"", tag)

    def _with_differences(self, data: bytes, names: tuple[bytes, ...]) -> bytes:
        edits = []
        for name in names:
            for found in elements(data, name):
                tag = data[found.start : found.tag_end]
                for key, old in attributes(tag).items():
                    if key.endswith(("dxfId", "DxfId")):
                        tag = set_attribute(tag, key, str(self.styles.difference(int(old))))
                edits.append((found.start, found.tag_end, tag))
        return splice(data, edits)

    def _string_items(self) -> tuple[bytes, ...]:
        part = self.source.package.related(self.source.main, "sharedStrings")
        return () if part is None else _items(self.source.package.read_xml(part))

    def _copy_relationships(self, old: str, new: str) -> None:
        """Copy every part that ``old`` points to, and the arrows, for ``new``."""
        package, kept = self.source.package, relationships_part(old)
        if not package.has(kept):
            return
        data, targets = package.read_xml(kept), {}
        cuts = []
        for one in package.relationships(old):
            if one.type.rsplit("/", 1)[-1] in _LEFT_BEHIND:
                cuts.append(one.id)
            elif not one.external:
                copied = self._copy_part(one.target)
                targets[one.id] = posixpath.relpath("/" + copied, "/" + posixpath.dirname(new))
        data = retarget(data, targets)
        data = splice(
            data,
            [
                (found.start, found.end, b"")
                for found in elements(data, b"Relationship")
                if attributes(data[found.start : found.tag_end]).get("Id") in cuts
            ],
        )
        self.document.package.write(relationships_part(new), data)

    def _copy_part(self, part: str) -> str:
        if part in self.copied:
            return self.copied[part]
        package = self.document.package
        new = self.copied[part] = _free_name(package, part)
        content = self.source.package.read(part)
        if "/tables/" in part:
            content = self._table_xml(self.source.package.read_xml(part))
        kind = self.source.package.content_type(part)
        extension = posixpath.splitext(part)[1].lstrip(".")
        if extension not in ("xml", "rels"):
            package.declare_extension(extension, kind)
        package.write(new, content, kind)
        self._copy_relationships(part, new)
        return new

    def _table_xml(self, data: bytes) -> bytes:
        """A table part with a number of its own and this workbook's formats."""
        data = self._with_differences(data, (b"table", b"tableColumn"))
        root = the_element(data, b"table", "a table")
        used = [0]
        for one in self.document.package.names():
            if "/tables/" in one and one.endswith(".xml"):
                used.append(_number_of_table(self.document.package, one))
        tag = set_attribute(data[root.start : root.tag_end], "id", str(max(used) + 1))
        style = element(data, b"tableStyleInfo")
        if style is not None:
            self.styles.table_style(cell_unescape(attributes(data[style.start : style.tag_end]).get("name", "")))
        return splice(data, [(root.start, root.tag_end, tag)])

    def _position(self) -> int:
        """Where the sheet belongs: behind the nearest sheet that stands before it in the template."""
        order = [entry.name.lower() for entry in self.source.entries()]
        present = [entry.name.lower() for entry in self.document.entries()]
        here = order.index(self.sheet.lower()) if self.sheet.lower() in order else len(order)
        for name in reversed(order[:here]):
            if name in present:
                return present.index(name) + 1
        for name in order[here + 1 :]:
            if name in present:
                return present.index(name)
        return len(present)

    def _copy_names(self, index: int) -> None:
        """Names that are local to the sheet, and the workbook's names that point to it or to a table of it."""
        old_index = self.source.index_of(self.sheet)
        present = {name.name.lower() for name in book.defined_names(self.document.workbook) if name.sheet is None}
        quoted = "'" + self.sheet.replace("'", "''") + "'!"
        tables = [f"{one.name}[" for one in self.source.tables().values() if one.sheet == self.sheet]
        for name in book.defined_names(self.source.workbook):
            points_here = name.text.startswith((f"{self.sheet}!", quoted, *tables))
            if name.sheet == old_index:
                self.document.set_workbook(
                    book.with_name(self.document.workbook, name.name, name.text, index, name.hidden)
                )
            elif name.sheet is None and points_here and name.name.lower() not in present:
                self.document.set_workbook(
                    book.with_name(self.document.workbook, name.name, name.text, None, name.hidden)
                )


@lru_cache(maxsize=4)
def _items(strings: bytes) -> tuple[bytes, ...]:
    """What is in each item of a part of shared strings; sheet after sheet is taken from one workbook."""
    return tuple(strings[found.tag_end : found.content_end] for found in elements(strings, b"si"))


def _number_of_table(package: Package, part: str) -> int:
    """The number that a table part gives its table, 0 for none."""
    def look() -> int:
        data = package.read(part)
        found = element(data, b"table")
        return 0 if found is None else int(attributes(data[found.start : found.tag_end]).get("id", "0"))

    return package.looked_at(part, "number of a table", look)


def _free_name(package: Package, part: str) -> str:
    """A part name like ``part`` that is not taken: the number before the extension goes up."""
    stem, extension = posixpath.splitext(part)
    stem = stem.rstrip("0123456789")
    number = 1
    while package.has(f"{stem}{number}{extension}"):
        number += 1
    return f"{stem}{number}{extension}"
