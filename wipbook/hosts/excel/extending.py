"""A table of a workbook that a program has open comes to cover what was typed right below and beside it."""

from __future__ import annotations

from typing import Any

from wipbook.ooxml.faults import CellsInTheWay
from wipbook.port.tables import TablePlace


def extend_table(sheet: Any, place: TablePlace, last_row: int, columns: int) -> None:
    """Let a table reach down to ``last_row`` and over so many more ``columns``; ``sheet`` is that of xlwings.

    Cells stay as they are; blank cells of a column whose last formula speaks of its table get that formula. Raises
    CellsInTheWay where the table has a row of totals.
    """
    table, last = sheet.tables[place.name], max(last_row, place.last_row)
    if table.range.last_cell.row > place.last_row:
        raise CellsInTheWay(
            where=f"table {place.name} ({place.sheet})", found="a row of totals",
            expected="no row of totals below rows that are to be taken in", remedy="pull the table over its rows",
        )
    right = place.first_column + len(place.headers) - 1
    texts = sheet.range((place.last_row, place.first_column), (place.last_row, right)).formula
    inner = texts if isinstance(texts, str) else texts[0]
    table.resize(sheet.range((place.first_row - 1, place.first_column), (last, right + columns)))
    if last == place.last_row:
        return
    for column, text in enumerate((inner,) if isinstance(inner, str) else inner, place.first_column):
        if not (isinstance(text, str) and text.startswith("=") and "[" in text):
            continue
        cells = sheet.range((place.last_row + 1, column), (last, column)).options(ndim=1).value
        for row, value in enumerate(cells, place.last_row + 1):
            if value in (None, ""):
                sheet.range((row, column)).formula = text
