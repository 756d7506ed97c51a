"""What stands around a table of a workbook file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wipbook.ooxml.address import Area, cell_text
from wipbook.ooxml.sheet.sheet_marks import SheetMarks
from wipbook.ooxml.table.tables import Table
from wipbook.port.tables import Unread


def unread_around(
    table: Table, marks: SheetMarks, tables: Iterable[Table], read: Callable[[int, int], object]
) -> list[Unread]:
    """Rows below the table and columns right beside it that hold something and are in no other of the ``tables``, the
    rows first; ``read`` gives the value of a cell of its sheet."""
    areas = [one.area for one in tables if one.sheet == table.sheet]

    def outside(row: int, column: int) -> bool:
        place = Area(row, column, row, column)
        return not any(area.meets(place) for area in areas) and read(row, column) is not None

    below = {row: [at for at in columns if outside(row, at)] for row, columns in sorted(marks.below.items())}
    beside = {at: [row for row in rows if outside(row, at)] for at, rows in sorted(marks.beside.items())}
    return [
        *(Unread(cell_text(row, at[0]), read(row, at[0]), len(at), True) for row, at in below.items() if at),
        *(Unread(cell_text(at[0], column), read(at[0], column), len(at), False) for column, at in beside.items() if at),
    ]
