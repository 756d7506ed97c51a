"""Formulas that read another workbook or ask another program, themselves or through others."""

from __future__ import annotations

from wipbook.ooxml.formulas.dependents import Cell, Dependents, places_of, reads_of
from wipbook.ooxml.formulas.open_workbook import OpenWorkbook
from wipbook.ooxml.formulas.sheet_formulas import formula_sheets
from wipbook.ooxml.formulas.stale import scope_of


def has_links(document: OpenWorkbook) -> bool:
    """Whether the workbook has links to other workbooks, or to programs (DDE, OLE): they are listed as such."""
    return any(one.type.endswith("/externalLink") for one in document.package.relationships(document.main))


def cells_from_outside(document: OpenWorkbook) -> dict[str, set[tuple[int, int]]]:
    """By sheet, the cells (row, column) whose value comes from outside of the workbook."""
    if document.changed or document.known.outside is None:
        found = _cells_from_outside(document)
        document.known.outside = None if document.changed else found
        return found
    return document.known.outside


def _cells_from_outside(document: OpenWorkbook) -> dict[str, set[tuple[int, int]]]:
    scope, names = scope_of(document), [entry.name for entry in document.entries()]
    dependents, first = Dependents(scope), list[Cell]()
    for sheet in formula_sheets(document):
        for one in sheet.cells:
            reads = reads_of(scope, sheet.at, one)
            if reads.outside:
                first.append((sheet.at, one))
            else:
                dependents.add((sheet.at, one), reads)
    return {names[at]: places for at, places in places_of(dependents.of(first)).items()}
