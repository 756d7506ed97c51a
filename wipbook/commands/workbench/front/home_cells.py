"""The named facts on Home: found by name and by the label beside them, wherever they have gone."""

from __future__ import annotations

from wipbook.commands.workbench.placing import cell_of
from wipbook.commands.workbench.sheets import write_changed
from wipbook.ooxml.address import parse_cell
from wipbook.port.tables import letters
from wipbook.port.workbook import CellValue, Formula, Workbook
from wipbook.sheets.front import home

_SEARCHED = 60
"""Rows of Home that are looked through for a label whose name no longer leads to it."""


def fact_cells(workbook: Workbook) -> dict[str, str]:
    """The address on Home of every fact that is there.

    A name whose cell has another label beside it (a row was put in by a program that does not carry names along) is
    led back to the label.
    """
    if home.SHEET_NAME not in workbook.sheets():
        return {}
    names = workbook.names()
    found, lost = {}, []
    for fact in home.FACTS:
        target = names.get(fact.name, "")
        address = cell_of(target)
        if target.rpartition("!")[0].strip("'") == home.SHEET_NAME and _has_label(workbook, address, fact.label):
            found[fact.name] = address
        else:
            lost.append(fact)
    if lost:
        rows = {
            str(workbook.read_cell(home.SHEET_NAME, f"A{row}") or "").strip().casefold(): row
            for row in range(_SEARCHED, 0, -1)
        }
        for fact in lost:
            row = rows.get(fact.label.casefold())
            if row is not None:
                found[fact.name] = f"B{row}"
                workbook.define_name(fact.name, home.SHEET_NAME, f"B{row}")
    return found


def write_facts(workbook: Workbook, cells: dict[str, CellValue | Formula]) -> None:
    """Write facts by their names, where they differ; a fact that Home has lost is not written."""
    places = fact_cells(workbook)
    company = cell_of(workbook.names().get(home.COMPANY_LINE, ""))
    if company and home.COMPANY_LINE in cells:
        places[home.COMPANY_LINE] = company
    write_changed(workbook, home.SHEET_NAME, {places[n]: cell for n, cell in cells.items() if n in places})


def read_fact(workbook: Workbook, name: str) -> object:
    """What Home says of a fact; None when it is not there."""
    address = fact_cells(workbook).get(name)
    return None if address is None else workbook.read_cell(home.SHEET_NAME, address)


def _has_label(workbook: Workbook, address: str, label: str) -> bool:
    try:
        row, column = parse_cell(address)
    except ValueError:
        return False
    beside = workbook.read_cell(home.SHEET_NAME, f"{letters(column - 1)}{row}") if column > 1 else None
    return str(beside or "").strip().casefold() == label.casefold()
