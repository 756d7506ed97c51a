"""Amounts are shown with the places of the currency, in a template whose formats are made for two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wipbook.port.tables import TablePlace, letters
from wipbook.port.workbook import Workbook
from wipbook.schema import Role, input_sheets
from wipbook.sheets.layout import FIRST_ROW, TOTAL_ROW, Look, OutputSheet, money_format

MOST_PLACES = 4
USUAL_PLACES = 2
"""Those that the template is made for."""
Areas = Sequence[tuple[str, str]]


def show_places(workbook: Workbook, places: int, areas: Areas) -> bool:
    """Let amounts in these areas (sheet, A1 area) show so many decimal places; whether any showed others."""
    codes = {money_format(other): money_format(places) for other in range(MOST_PLACES + 1) if other != places}
    return workbook.replace_number_formats(codes, areas)


def areas_of_report(sheet: OutputSheet, places: Iterable[TablePlace], cells: Iterable[str]) -> Areas:
    """Where a report may show amounts: its columns of them, their totals, and single ``cells``."""
    found = [(sheet.name, address) for address in cells]
    columns = {table.name: [c.name for c in table.columns if c.look is Look.MONEY] for table in sheet.tables}
    for place in places:
        for header in columns[place.name]:
            if header in place.headers:
                column = letters(place.first_column + place.headers.index(header))
                found.append((place.sheet, f"{column}{place.first_row}:{column}{place.last_row}"))
                total = place.first_row - (FIRST_ROW - TOTAL_ROW)
                if total > 0:
                    found.append((place.sheet, f"{column}{total}"))
    return found


def areas_of_inputs(workbook: Workbook) -> Areas:
    """The columns of amounts in the input sheets."""
    found: list[tuple[str, str]] = []
    places = workbook.tables()
    for sheet in input_sheets():
        place = places.get(sheet.table)
        for one in sheet.columns:
            if place is not None and one.role is Role.AMOUNT and one.name in place.headers:
                column = letters(place.first_column + place.headers.index(one.name))
                found.append((place.sheet, f"{column}{place.first_row}:{column}{place.last_row}"))
    return found
