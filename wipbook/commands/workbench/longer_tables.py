"""Tables of fixed length that this release made longer: what stands below them in an older workbook makes room."""

from __future__ import annotations

from collections.abc import Iterator

from wipbook.beside import template_path
from wipbook.hosts.file.workbook import open_file
from wipbook.port.tables import TablePlace, letters
from wipbook.port.workbook import Workbook
from wipbook.sheets.layout import OutputSheet, OutputTable


def make_room_below(workbook: Workbook, sheet: OutputSheet) -> Iterator[str]:
    """Move down what stands below a table of ``sheet`` that has more rows now, as far as the table needs it; a line for
    each table. The rows themselves come with the next run of the command that fills the sheet.

    What stands right below a table, as its closing balances do, stands right below it again; what the user wrote there
    goes along. Errors: those of ``Workbook.make_room``.
    """
    for table in sheet.tables:
        place = workbook.find_table(table.name)
        more = table.rows - place.rows if table.rows and place is not None else 0
        if place is None or more <= 0:
            continue
        free = _blank_rows(workbook, place, more)
        if free >= more and not _nearer(workbook, sheet, table, place, more):
            continue
        template = open_file(template_path())
        theirs = template.find_table(table.name)
        usual = _blank_rows(template, theirs, free) if theirs is not None else 0
        template.close()
        rows = more - (free - usual)
        if rows > 0:
            first = workbook.make_room(table.name, rows)
            yield f"{rows} rows for table {table.name} in {place.sheet}!{first}: what stood there and below went down"


def room_for(workbook: Workbook, table: str, rows: int) -> None:
    """Put blank rows below a list until it can take ``rows`` more and a blank one stays between it and what follows."""
    place = workbook.find_table(table)
    if place is None:
        return
    lacking = rows + 1 - _blank_rows(workbook, place, rows + 1)
    if lacking > 0:
        workbook.make_room(table, lacking)


def _blank_rows(workbook: Workbook, place: TablePlace, most: int) -> int:
    """How many rows right below a table are blank in its columns, ``most`` at most."""
    columns = [letters(place.first_column + number) for number in range(len(place.headers))]
    for number in range(most):
        row = place.last_row + 1 + number
        if any(workbook.read_cell(place.sheet, f"{column}{row}") not in (None, "") for column in columns):
            return number
    return most


def _nearer(workbook: Workbook, sheet: OutputSheet, table: OutputTable, place: TablePlace, more: int) -> bool:
    """Whether a table below would stand nearer to this one, once it is longer, than this release draws it."""
    for other in sheet.tables:
        there = workbook.find_table(other.name)
        beside = (
            other.first_column >= table.first_column + len(table.columns)
            or table.first_column >= other.first_column + len(other.columns)
        )
        if beside or there is None or other.header_row <= table.header_row or there.sheet != place.sheet:
            continue
        if there.first_row - 1 - (place.last_row + more) < other.header_row - (table.header_row + table.rows):
            return True
    return False
