"""The package that the fast reader gets: one sheet, its strings, and a frame that we wrote ourselves.

Sheet and strings are the members of the workbook file as they are, seen by the guard before. Of the formats it gets
which of them show dates (``Styles.for_reader``): it would judge codes by its own lights. Nothing else of the file comes
near the reader: no directory that two readers could take for two different packages, no other part.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from functools import cache

from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import SuspiciousContent
from wipbook.ooxml.guard.grammar import huge_numbers, odd_values, other_errors
from wipbook.ooxml.guard.limits import LARGEST_HELD, LARGEST_TABLE
from wipbook.ooxml.guard.sheet import Extent, check_sheet
from wipbook.ooxml.markup import cell_escape, escape, prefix_of, unescape
from wipbook.ooxml.package.archive_writer import ArchiveWriter
from wipbook.ooxml.package.package import CONTENT_TYPES, OFFICE

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_BOOK, _SHEET, _STRINGS, _STYLES = "xl/workbook.xml", "xl/sheet.xml", "xl/sharedStrings.xml", "xl/styles.xml"
SHEET = "Sheet"
_SMALL, _FEW = 1 << 18, 1 << 12
"""Bytes of a sheet that is worth a look at what strings it uses, and of so few strings that all may go along."""
_ROW_ZERO = re.compile(
    rb"""(<(?:[\w.\-]+:)?row\b[^>]*?\sr=["'])0(["'][^>]*>\s*<(?:[\w.\-]+:)?c\b[^>]*?\sr=["'][A-Z]+)(\d+)"""
)
"""A row that says it is row 0, up to the number in the address of its first cell, by which Excel goes."""


def one_sheet(document: Document, sheet: str, area: Area | None = None) -> bytes:
    """A workbook file of one sheet, named ``SHEET``, as the document holds it now, with nothing beside it.

    Where cells stand far off, it has the rows of ``area`` alone.

    Raises SuspiciousContent for an area of more cells than could be read at once, and where there are cells far off in
    its own rows.
    """
    part = document.part_of(sheet)
    extent = document.extent(sheet)
    if area is not None:
        _check_size(sheet, area)
    rows = _rows_alone(document, sheet, area) if extent is not None and extent.far_off else None
    for wanted, spelled in _respellings(document, extent):
        if wanted:
            rows = spelled(_as_it_stands(document, part) if rows is None else rows)
    parts = {_SHEET: part}
    for kind, name in (("sharedStrings", _STRINGS), ("styles", _STYLES)):
        if kind == "sharedStrings" and extent is not None and not extent.shared_strings:
            continue
        found = document.package.related(document.main, kind)
        if found is not None and document.package.has(found):
            parts[name] = found
    rows, strings = _with_its_strings(document, part, rows, parts.get(_STRINGS))
    memory = io.BytesIO()
    writer = ArchiveWriter(memory)
    for name, content in _frame(tuple(parts), document.date1904):
        writer.add_plain(name, content)
    for name, found in parts.items():
        if found == part and rows is not None:
            (writer.add_plain if len(rows) < _SMALL else writer.add)(name, rows)
        elif found == part and part in document.touched:
            writer.add(name, map(_known_errors, document.worksheets[part].chunks()))
        elif name == _STYLES:
            writer.add_plain(name, document.styles.for_reader)
        elif name == _STRINGS and strings is not None:
            writer.add_plain(name, strings)
        elif name == _STRINGS and not document.plain_strings(found):
            writer.add(name, _strings(document.strings))
        else:
            document.package.copy_part(writer, found, name)
    writer.finish()
    return memory.getvalue()


def _respellings(document: Document, extent: Extent | None) -> list[tuple[bool, Callable[[bytes], bytes]]]:
    """What the fast reader would stumble over, or get wrong, written so that it does not."""
    if extent is None:
        return []
    return [
        (extent.row_zero, lambda data: _ROW_ZERO.sub(rb"\g<1>\3\2\3", data)),
        (extent.odd_values, _plain_values),
        (any(document.styles.is_date(style) for style in extent.huge), _numbers_alone),
        (extent.other_errors, _known_errors),
    ]


def _as_it_stands(document: Document, part: str) -> bytes:
    """A sheet with what was changed in it."""
    if part in document.touched:
        return b"".join(document.worksheets[part].chunks())
    return document.package.read(part)


def _with_its_strings(
    document: Document, part: str, rows: bytes | None, strings: str | None
) -> tuple[bytes | None, bytes | None]:
    """A small sheet and the shared strings of its own, where there are many others; else the rows as they are, and
    None for all strings."""
    package = document.package
    if (
        strings is None or not _FEW < package.size(strings) <= LARGEST_HELD or package.is_changed(strings)
        or not document.plain_strings(strings)
    ):
        return rows, None
    sheet = rows
    if sheet is None and part in document.touched:
        sheet = _held(map(_known_errors, document.worksheets[part].chunks()))
    elif sheet is None and 0 < package.size(part) < _SMALL and not package.is_changed(part):
        sheet = package.read(part)
    found = document.string_items.used_by(sheet) if sheet is not None else None
    return found if found is not None else (rows, None)


def _held(pieces: Iterable[bytes]) -> bytes | None:
    """A sheet as one, where it is small."""
    held, size = [], 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > _SMALL:
            return None
    return b"".join(held)


def _strings(texts: list[str]) -> bytes:
    """The shared strings, each with a text."""
    items = "".join(f'<si><t xml:space="preserve">{escape(cell_escape(text))}</t></si>' for text in texts)
    return f'<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">{items}</sst>'.encode()


def _rows_alone(document: Document, sheet: str, area: Area | None) -> bytes:
    """The sheet without the rows above and below an area."""
    worksheet = document.worksheet(sheet)
    rows = worksheet.stretch(area.first_row, area.last_row) if area else worksheet.stretch(1, worksheet.last_row)
    data = worksheet.head + rows + worksheet.tail
    extent = check_sheet(lambda: [data], worksheet.where)
    if extent.far_off:
        raise SuspiciousContent(
            where=worksheet.where,
            found=f"cells as far as {cell_text(extent.last_row, extent.last_column)}, and {extent.rows:,} rows",
            expected=f"at most {extent.allowed:,} cells from A1 to there",
            remedy="clear the cells that stand far off; if you know of none, do not trust this file",
        )
    return data


def _numbers_alone(data: bytes) -> bytes:
    """The sheet with numbers beyond all days as numbers, where their format makes them dates: the cell is then read by
    itself, as a number."""
    return huge_numbers(prefix_of(data)).sub(rb"\1\3", data)


def _plain_values(data: bytes) -> bytes:
    """The sheet with numbers, truths, errors and numbers of strings as they are usually written."""

    def plain(found: re.Match[bytes]) -> bytes:
        return found[1] + escape(unescape(found[2].decode()).strip()).encode()

    return odd_values(prefix_of(data)).sub(plain, data)


def _known_errors(data: bytes) -> bytes:
    """The sheet with #N/A for error values that the reader would stumble over; cells with errors are read by
    themselves."""
    if b't="e"' not in data and b"t='e'" not in data:  # many times faster than the pattern
        return data
    return other_errors(prefix_of(data)).sub(rb"\1#N/A", data)


def _check_size(sheet: str, area: Area) -> None:
    """Refuse a table that says it covers more cells than could be read at once, whether they are there or not."""
    if area.rows * area.columns > LARGEST_TABLE:
        raise SuspiciousContent(
            where=f"{sheet}!{area.text}",
            found=f"{area.rows * area.columns:,} cells", expected=f"at most {LARGEST_TABLE:,}",
            remedy="in Excel let the table end where its rows end (Table Design, Resize Table)",
        )


@cache
def _frame(parts: tuple[str, ...], date1904: bool) -> tuple[tuple[str, bytes], ...]:
    """Content types, relations and the workbook part."""
    kinds = {_SHEET: "worksheet", _STRINGS: "sharedStrings", _STYLES: "styles"}
    types = {_BOOK: "sheet.main", **kinds}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_KIND}{types[name]}+xml"/>' for name in [_BOOK, *parts]
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}{kinds[name]}" Target="/{name}"/>'
        for number, name in enumerate(parts, 1)
    )
    counts = ' date1904="1"' if date1904 else ""
    texts = {
        CONTENT_TYPES: f'<Types xmlns="{_PACKAGE}content-types"><Default Extension="rels" ContentType="{_RELATIONS}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}officeDocument" Target="{_BOOK}"/></Relationships>',
        _BOOK: f'<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE[:-1]}"><workbookPr{counts}/><sheets>'
        f'<sheet name="{escape(SHEET)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}relationships">{relations}</Relationships>',
    }
    return tuple((name, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()) for name, text in texts.items())
