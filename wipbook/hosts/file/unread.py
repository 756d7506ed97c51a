"""What stands around a table of a workbook file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.sheet.sheet_marks import SheetMarks
from wipbook.ooxml.table.tables import Table
from wipbook.port.tables import Unread

Filled = Iterable[tuple[int, int, object]]
"""Row, column and value of cells that hold something; the text of a formula that is not calculated."""


def unread_around(
    table: Table, marks: SheetMarks, tables: Iterable[Table], filled: Callable[[Area], Filled]
) -> list[Unread]:
    """Rows below the table and columns right beside it that hold something and are in no other of the ``tables``, the
    rows first; ``filled`` gives the cells of an area of its sheet that hold something."""
    areas = [one.area for one in tables if one.sheet == table.sheet]
    body, found = table.body, list[Unread]()
    if marks.below:
        area = Area(min(marks.below), body.first_column, max(marks.below), body.last_column)
        rows: dict[int, list[tuple[int, object]]] = {}
        for row, column, value in _outside(filled(area), [one for one in areas if one.meets(area)]):
            rows.setdefault(row, []).append((column, value))
        found += [Unread(cell_text(row, at[0][0]), at[0][1], len(at), True) for row, at in rows.items()]
    for column, numbers in sorted(marks.beside.items()):
        cells = (one for row in numbers for one in filled(Area(row, column, row, column)))
        held = [(row, value) for row, _, value in _outside(cells, areas)]
        if held:
            found.append(Unread(cell_text(held[0][0], column), held[0][1], len(held), False))
    return found


def _outside(cells: Filled, areas: Iterable[Area]) -> Filled:
    """The cells that are in none of the areas."""
    return (one for one in cells if not any(area.holds(one[0], one[1]) for area in areas))
