"""A table that comes to cover rows and columns somebody typed right below and beside it."""

from __future__ import annotations

from collections.abc import Sequence

from wipbook.ooxml.address import LAST_ROW, Area
from wipbook.ooxml.document import Document
from wipbook.ooxml.faults import CellsInTheWay
from wipbook.ooxml.sheet.cell_edits import put_cells
from wipbook.ooxml.sheet.worksheet import holds_content
from wipbook.ooxml.table.follow import Growth
from wipbook.ooxml.table.tables import Table, reshaped


def extend_table(document: Document, table: Table, last_row: int, headers: Sequence[str]) -> Table:
    """Let a table reach down to sheet row ``last_row`` and over the columns whose ``headers`` stand right beside it.

    Every cell stays as it is; blank cells of calculated columns get their formula, which is calculated on opening.
    What belongs to the table follows; filter criteria stay. Raises CellsInTheWay for another table, merged cells or a
    row of totals in the way.
    """
    old, body = table.area, table.body
    last = max(last_row, body.last_row)
    area = Area(old.first_row, old.first_column, last + table.totals_rows, old.last_column + len(headers))
    if area == old:
        return table
    _refuse_what_no_table_holds(document, table, area)
    document.touch(table.sheet)
    missing = _without_formula(document, table, body.last_row + 1, last)
    if missing:
        put_cells(document, table.sheet, missing)
    new = document.write_table_part(table, reshaped(table, area, [*table.headers, *headers]))
    document.grow(Growth.of(table, last))
    return new


def _refuse_what_no_table_holds(document: Document, table: Table, area: Area) -> None:
    def refuse(place: str, found: str) -> CellsInTheWay:
        return CellsInTheWay(
            where=f"{table.sheet}!{place}", found=found,
            expected=f"cells of its own in {area.text}, over which table {table.name} has to reach",
            remedy="move it to another place, or pull the table over its rows yourself",
        )

    if area.last_row > LAST_ROW or (table.totals_rows and area.last_row > table.area.last_row):
        raise refuse(table.area.text, "a row of totals" if table.totals_rows else "the end of the sheet")
    for other in document.tables().values():
        if other.part != table.part and other.sheet == table.sheet and other.area.meets(area):
            raise refuse(other.area.text, f"table {other.name}")
    for merged in document.worksheet(table.sheet).merged():
        if merged.meets(area) and not merged.meets(table.area):
            raise refuse(merged.text, "merged cells")


def _without_formula(
    document: Document, table: Table, first: int, last: int
) -> dict[tuple[int, int], tuple[object, str | None]]:
    """The blank cells of calculated columns, each with its formula."""
    codes = {
        table.area.first_column + number: column.formula
        for number, column in enumerate(table.columns) if column.formula
    }
    if not codes or first > last:
        return {}
    area = Area(first, min(codes), last, max(codes))
    sheet = document.worksheet(table.sheet)
    held = {(row, column) for row, column, cell in sheet.cells_at(area, codes) if holds_content(cell)}
    return {
        (row, column): (None, text)
        for row in range(first, last + 1) for column, text in codes.items() if (row, column) not in held
    }
