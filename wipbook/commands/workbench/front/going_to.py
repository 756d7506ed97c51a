"""What a cell names: a sheet, a cell, a job or a material; and the way there, through hidden sheets as well."""

from __future__ import annotations

import re

from wipbook.commands.workbench.front.tabs import reveal
from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.errors import WipbookError
from wipbook.port.workbook import Workbook

_CELL = re.compile(r"^'?(?P<sheet>[^!]+?)'?!\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>\d{1,7})$")
_MASTERS = (("Jobs", "Job"), ("Materials", "Material"), ("Customers", "Customer"), ("Suppliers", "Supplier"),
            ("Employees", "Employee"), ("Work Centers", "Work Center"), ("Purchases", "Purchase"))


class NowhereToGo(WipbookError):
    """The active cell names nothing that one could go to."""


def go_to(workbook: Workbook, place: str, sheet: str = "") -> str:
    """Show and activate what ``place`` names; where that is, such as ``Jobs!A12``. On a ``sheet`` of codes, a code is
    looked up on the others. Errors: ``NowhereToGo``."""
    target, address = _found(workbook, place.strip(), sheet)
    reveal(workbook, target)
    workbook.go_to(target, address)
    return f"{target}!{address}"


def _found(workbook: Workbook, place: str, here: str) -> tuple[str, str]:
    sheets = {name.casefold(): name for name in workbook.sheets()}
    if place.casefold() in sheets:
        return sheets[place.casefold()], _newest(workbook, sheets[place.casefold()])
    cell = _CELL.match(place)
    if cell and cell["sheet"].casefold() in sheets:
        return sheets[cell["sheet"].casefold()], f"{cell['column'].upper()}{cell['row']}"
    for sheet, key in _MASTERS:
        if place and sheet.casefold() in sheets and sheet.casefold() != here.casefold():
            table = sheet.replace(" ", "")
            if workbook.find_table(table) is None:
                continue
            cells = read_whole(workbook, table)
            if key not in cells.place.headers:
                continue
            codes = [_text(value).casefold() for value in cells.frame[key]]
            if place.casefold() in codes:
                return sheets[sheet.casefold()], cells.cell(codes.index(place.casefold()), key)
    named = [name for folded, name in sheets.items() if re.search(rf"\b{re.escape(folded)}\b", place.casefold())]
    if named:  # the longest: "Job Costs", not "Jobs"
        return max(named, key=len), "A1"
    raise NowhereToGo(
        where="Go To", found=repr(place) if place else "an empty cell",
        expected="the name of a sheet, a place such as Jobs!A7, a job, a material, a customer or a supplier",
        remedy="put the cursor on one, such as an entry of the list All sheets on Home",
    )


def _newest(workbook: Workbook, sheet: str) -> str:
    """Where one looks first: the last row of what is entered day by day, else the top."""
    from wipbook.schema import input_sheets

    one = next((one for one in input_sheets() if one.name == sheet), None)
    place = workbook.find_table(one.table) if one is not None and one.newest_last else None
    return f"A{place.last_row}" if place is not None else "A1"


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
