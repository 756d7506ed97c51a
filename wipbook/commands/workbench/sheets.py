"""The sheets of a workbook themselves: there, headed, shown."""

from __future__ import annotations

import datetime as dt
import re

from wipbook.beside import template_path
from wipbook.port.workbook import CellValue, Formula, Workbook
from wipbook.schema import input_sheets
from wipbook.sheets import output_sheets
from wipbook.sheets.front.home import NO_PERIOD
from wipbook.sheets.layout import COMPANY_ROW, HEADER_ROW, TITLE_ROW

_COMPANY_LINE = re.compile(rf"  ·  (?:as of \d{{4}}-\d\d-\d\d  ·  period |{re.escape(NO_PERIOD)}  ·  )")


def head(workbook: Workbook, sheet: str, header_line: str) -> None:
    """Put the company line under the title of a sheet, where it is another one.

    It is known by what it says, so that it is found when rows were put in above it and that a line somebody typed
    there is left alone; a new workbook has it blank.
    """
    usual = f"A{COMPANY_ROW}"
    for address in (usual, *(f"A{row}" for row in range(TITLE_ROW, HEADER_ROW) if row != COMPANY_ROW)):
        there = workbook.read_cell(sheet, address)
        if _COMPANY_LINE.search(str(there or "")) or (address == usual and there in (None, "")):
            if there != header_line:
                workbook.write_cells(sheet, {address: Formula("=header_line", header_line)})
            elif there:
                workbook.vouch_for(sheet, [address])
            return
    moved = _moved_row(workbook, sheet)
    if moved and workbook.read_cell(sheet, f"A{moved}") in (None, ""):
        workbook.write_cells(sheet, {f"A{moved}": Formula("=header_line", header_line)})


def _moved_row(workbook: Workbook, sheet: str) -> int:
    """Where the company line stands when rows were put in above the first table of a sheet; 0 when none were."""
    layout = next((one for one in output_sheets() if one.name == sheet), None)
    header = layout.tables[0].header_row if layout else HEADER_ROW
    name = layout.tables[0].name if layout else sheet.replace(" ", "")
    place = workbook.find_table(name)
    down = place.first_row - (header + 1) if place is not None and place.sheet == sheet else 0
    return COMPANY_ROW + down if down > 0 else 0


def head_all(workbook: Workbook, header_line: str) -> None:
    """The company line on every sheet of ours. They get it together, as a formula: where a program computes that of
    Settings by itself, it computes all of them."""
    if workbook.computes("Settings", f"A{COMPANY_ROW}", "=header_line"):
        return
    ours = {"Settings", *(s.name for s in input_sheets()), *(s.name for s in output_sheets())}
    for name in workbook.sheets():
        if name in ours:
            head(workbook, name, header_line)


def write_changed(workbook: Workbook, sheet: str, cells: dict[str, CellValue | Formula]) -> None:
    """Write only the cells whose value is another: a large input sheet is not rewritten for an unchanged header."""
    found: dict[str, CellValue | Formula] = {}
    same: list[str] = []
    for address, cell in cells.items():
        value = cell.value if isinstance(cell, Formula) else cell
        there = workbook.read_cell(sheet, address)
        if isinstance(there, dt.datetime) and not isinstance(value, dt.datetime):
            there = there.date()
        if there != value and not (there is None and value == ""):
            found[address] = cell
        else:
            same.append(address)
    workbook.write_cells(sheet, found)
    workbook.vouch_for(sheet, same)


def bring_back_sheets(workbook: Workbook) -> None:
    """Sheets of ours that were deleted are adopted again from the template."""
    there = workbook.sheets()
    missing = [sheet.name for sheet in output_sheets() if sheet.name not in there]
    if missing:
        workbook.adopt_sheet(template_path(), *missing)
