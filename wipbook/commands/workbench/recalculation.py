"""Formulas computed by LibreOffice: in a copy, from which only their values come back."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from wipbook.ooxml.address import Area
from wipbook.ooxml.document import Document
from wipbook.ooxml.formulas.outside import cells_from_outside
from wipbook.ooxml.formulas.values import put_values, uncalculated, without_formulas
from wipbook.ooxml.package.package import CONTENT_TYPES, relationships_part
from wipbook.ooxml.sheet.cells import ErrorText, value_of
from wipbook.ooxml.workbook import without_print_titles
from wipbook.port.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable

Places = Mapping[str, set[tuple[int, int]]]
"""Cells by row and column, sheet by sheet."""
UNKNOWN = "#NAME?"
"""What a formula comes to that uses a function which LibreOffice does not have, as those of an add-in."""
_COPIED = ("worksheet", "table", "sharedStrings", "styles", "theme", "metadata")
"""Kinds of parts that a copy needs to be calculated: no pictures, no links, no macros."""


def recalculate(
    workbook: Workbook, progress: Callable[[str], None] = lambda step: None, *, last: bool = False
) -> int:
    """Let LibreOffice compute the formulas of a workbook file that have no value; how many have one now.

    Before a command it lets it read what it needs; ``last`` is behind it, when nothing more is written: then also what
    the command itself made stale is computed. Values come back beside the same formulas; nothing else changes, and
    nothing is saved. Formulas that read other workbooks or programs, and functions that LibreOffice lacks, stay
    without. Where the workbook is open in a program there is nothing to do: it calculates by itself. Errors:
    ``NoOffice``, ``NotCalculated``.
    """
    document = document_of(workbook)
    if document is None:
        return 0
    if last and not document.prepare_values() and not document.known.unvalued:
        return 0
    places = uncalculated(document)
    if not places:
        return 0
    progress("Calculating a copy in LibreOffice")
    found = computed(document, places)
    known = document.known.vouched if last else document.known.settled
    return sum(put_values(document, sheet, values, known) for sheet, values in found.items())


def document_of(workbook: Workbook) -> Document | None:
    """The file behind a workbook; None where a program has it open."""
    found = getattr(workbook, "document", None)
    return found if isinstance(found, Document) else None


def computed(document: Document, places: Places) -> dict[str, dict[tuple[int, int], object]]:
    """What formulas come to when LibreOffice computes a copy; those it cannot compute are left out, and those whose
    value comes from outside of the workbook. Errors: ``NoOffice``, ``NotCalculated``."""
    from wipbook.hosts.libreoffice.recalculated import recalculated

    foreign = cells_from_outside(document)
    with tempfile.TemporaryDirectory(prefix="wipbook-copy-") as name:
        copy, folder = Path(name) / "copy.xlsx", Path(name) / "calculated"
        folder.mkdir()
        _write_copy(document, copy)
        copy = _without_foreign(copy, foreign)
        made = Document(recalculated([copy], folder)[0])
        try:
            return {
                sheet: _values(made, sheet, cells - foreign.get(sheet, set())) for sheet, cells in places.items()
            }
        finally:
            made.package.close()


def _write_copy(document: Document, path: Path) -> None:
    """Cells, names and tables as they stand now; the original is not touched."""
    package = document.package
    document.flush()
    needed = {document.main, CONTENT_TYPES, relationships_part("")}
    waiting = [document.main]
    while waiting:
        part = waiting.pop()
        needed |= {name for name in package.names() if name == relationships_part(part)}
        for one in package.relationships(part):
            if not one.external and one.type.rsplit("/", 1)[-1] in _COPIED and one.target not in needed:
                needed.add(one.target)
                waiting.append(one.target)
    with path.open("wb") as file:
        package.write_to(file, only=needed)


def _without_foreign(copy: Path, foreign: Places) -> Path:
    """The copy without formulas that read other workbooks or ask other programs: LibreOffice gets none to follow. Nor
    does it get what is repeated on printed pages, with which it would take eight times as long."""
    opened, safe = Document(copy), copy.with_name("safe.xlsx")
    try:
        opened.set_workbook(without_print_titles(opened.workbook))
        for sheet, places in foreign.items():
            without_formulas(opened, sheet, places)
        opened.flush()
        with safe.open("wb") as file:
            opened.package.write_to(file)
    finally:
        opened.package.close()
    return safe


def _values(made: Document, sheet: str, places: set[tuple[int, int]]) -> dict[tuple[int, int], object]:
    if not places:
        return {}
    rows, columns = [row for row, _ in places], frozenset(column for _, column in places)
    found: dict[tuple[int, int], object] = {}
    area = Area(min(rows), min(columns), max(rows), max(columns))
    for row, column, cell in made.worksheet(sheet).cells_at(area, columns):
        if (row, column) in places:
            value = value_of(cell, made.strings if b't="s"' in cell else None)
            if value is not None and not (isinstance(value, ErrorText) and value == UNKNOWN):
                found[row, column] = value
    return found
