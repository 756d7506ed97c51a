"""What decides which cells a formula reads, apart from its text: as a hash, by which what was found is known again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from wipbook.ooxml import workbook as book
from wipbook.ooxml.formulas.open_workbook import OpenWorkbook

_TELLS_NOTHING = re.compile(
    r"(docProps|xl/(charts|drawings|media|printerSettings|theme))/|"
    r"xl/(worksheets/[^/]+|sharedStrings|styles|calcChain)\.xml$"
)
"""Parts that say neither where a table or a sheet stands nor what a name means."""


def structure_of(document: OpenWorkbook) -> str:
    """The SHA-256 of what decides which cells a formula of this workbook reads, apart from its text; "" when that is
    not what it was in the file."""
    package = document.package
    if document.known.insertions or any(_tells(name, document.main) for name in package.changes()):
        return ""
    told = _told(document.main, document.entries(), document.workbook)
    first = document.first_workbook
    if first != document.workbook and _told(document.main, book.sheet_entries(first), first) != told:
        return ""
    parts = sorted(
        (member.offset, member.end, member.name, member.crc) for member in package.copied()
        if _tells(member.name, document.main)
    )
    digest = hashlib.sha256(f"{told}{[part[2:] for part in parts]}".encode())
    for start, end in _together(parts):
        digest.update(package.archive.at(start, end - start))
    return digest.hexdigest()


def _tells(part: str, main: str) -> bool:
    """Whether a part decides what formulas read; of the workbook part only sheets and names do, which are compared."""
    return part != main and not _TELLS_NOTHING.match(part)


def _together(parts: Iterable[tuple[int, int, str, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of the file that these parts fill, in the order of the file, so that few have to be read."""
    start = end = -1
    for first, last, *_ in parts:
        if first != end:
            if end > start:
                yield start, end
            start = first
        end = last
    if end > start:
        yield start, end


def _told(main: str, entries: list[book.SheetEntry], workbook: bytes) -> str:
    """What a workbook part says of sheets and names, and not how it is to be calculated or shown."""
    return repr((
        main, [(one.name, one.relation) for one in entries],
        [(one.name, one.sheet, one.text) for one in book.defined_names(workbook)],
    ))
