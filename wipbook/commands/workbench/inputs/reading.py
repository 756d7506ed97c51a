"""An input table as every command reads it: with the rows and columns typed around it that are its own."""

from __future__ import annotations

from wipbook.ledger.around.reach import reach
from wipbook.port.tables import TableCells
from wipbook.port.workbook import Workbook
from wipbook.schema import input_sheets


def read_whole(workbook: Workbook, name: str) -> TableCells:
    """Any table of the workbook; one of the inputs as far as it reaches. Errors: those of the host."""
    cells = workbook.read_table(name)
    sheet = next((one for one in input_sheets() if one.table.casefold() == name.casefold()), None)
    return cells if sheet is None else reach(sheet, cells)[0]
