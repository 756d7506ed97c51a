"""What stands around an input table and is not read."""

from __future__ import annotations

from wipbook.ledger.around.reach import ADDS_UP, AFTER, MERGED
from wipbook.ledger.rejections import NOT_READ, Reason, Rejections
from wipbook.port.tables import FARTHEST, TableCells, Unread

MOST = 200
"""Places that are listed one by one of one table."""
_EXPECTED = {
    ADDS_UP: "rows of data: a line that adds up those above it is none",
    MERGED: "one value in every cell: no table can hold merged cells or an array over several cells",
    AFTER: f"nothing but blank rows, at most {FARTHEST:,}, between a row and its table",
}
_REMEDY = {
    ADDS_UP: "let the table add up (in Excel: Table Design, Total Row), or move the line two columns away",
    MERGED: "unmerge the cells, or type the row again",
    AFTER: "move the row up right below the table's own, or clear what stands between; move notes two columns away",
}


def list_unread(cells: TableCells, rejections: Rejections) -> None:
    """List every row below the table that is none of its rows, and every column right beside it without a header.

    A program that does not make a table grow (LibreOffice, a phone, a script) leaves typed rows below it; what of
    them cannot be read would without a word count as not there.
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
    if one.why in _EXPECTED:
        return _EXPECTED[one.why], _REMEDY[one.why]
    if one.below and one.why:
        return (
            f"a row of the table {place.name}, with {one.why} filled and understood, or nothing below it",
            "fill in what is missing, then the row is read; move a note two columns away from the table",
        )
    if one.below:
        return (
            f"rows inside the table {place.name}, which ends at row {place.last_row}",
            "pull the lower right corner of the table down over the rows, or cut them and paste them into its next row",
        )
    return (
        f"a column with a header in row {place.first_row - 1}, or a free column before notes of your own",
        "type a header above it, then it is a column of yours; or move the notes one column further away",
    )
