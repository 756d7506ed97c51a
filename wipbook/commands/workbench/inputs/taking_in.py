"""Commands that write let input tables cover what was typed around them and counts."""

from __future__ import annotations

from dataclasses import replace

from wipbook.errors import WipbookError
from wipbook.ledger.around.reach import TakenIn, reach
from wipbook.port.workbook import Workbook
from wipbook.schema import input_sheets


def take_in(workbook: Workbook) -> list[TakenIn]:
    """Extend every input table over its rows and columns around it, and tell what was taken in.

    Cells stay as they are. A table that cannot be extended (its sheet is protected with a password, something of
    another kind stands in the way) is read all the same.
    """
    found = []
    places = workbook.tables()
    for sheet in input_sheets():
        if sheet.table not in places or not workbook.may_go_on(places[sheet.table]):
            continue
        _, taken = reach(sheet, workbook.read_table(sheet.table))
        if taken is not None:
            found.append(_extended(workbook, taken))
    return found


def _extended(workbook: Workbook, taken: TakenIn) -> TakenIn:
    try:
        workbook.extend_table(taken.table, taken.last_row, taken.headers)
    except WipbookError as error:
        return replace(taken, stays=f"{error.where}: {error.found}")
    return taken
