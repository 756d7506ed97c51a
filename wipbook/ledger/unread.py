"""What stands around an input table and is not read, because the table does not reach over it."""

from __future__ import annotations

from wipbook.ledger.rejections import NOT_READ, Reason, Rejections
from wipbook.port.tables import TableCells, Unread

MOST = 200
"""Places that are listed one by one of one table."""


def list_unread(cells: TableCells, rejections: Rejections) -> None:
    """List every row below the table and every column right beside it that holds something.

    A program that does not make a table grow (LibreOffice, a phone, a script) leaves typed rows below it; without
    a word they would count as not there.
    """
    place = cells.place
    for number, one in enumerate(cells.unread):
        if number == MOST:
            more = f"{len(cells.unread) - MOST} more places around the table {place.name}"
            rejections.rows.append((place.sheet, "", "", "", more, *_words(cells, one), NOT_READ, Reason.UNREAD.value))
            return
        found = f"{one.found:g}" if isinstance(one.found, float) else str(getattr(one.found, "code", one.found))
        found += f" and {one.cells - 1} more cell{'' if one.cells == 2 else 's'}" if one.cells > 1 else ""
        rejections.rows.append(
            (place.sheet, one.cell, "", "", found[:120], *_words(cells, one), NOT_READ, Reason.UNREAD.value)
        )


def _words(cells: TableCells, one: Unread) -> tuple[str, str]:
    """What was expected, and what to do."""
    place = cells.place
    if one.below:
        return (
            f"rows inside the table {place.name}, which ends at row {place.last_row}",
            "pull the lower right corner of the table down over the rows, or cut them and paste them into its next row",
        )
    return (
        f"columns inside the table {place.name}, or a free column before notes of your own",
        "pull the lower right corner of the table over the column, or move the notes one column further away",
    )
