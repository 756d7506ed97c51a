"""The Functions sheet of the template: every custom function with its published example, live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wipbook.beside import functions
from wipbook.port.tables import Formula
from wipbook.sheets.help.functions import NEEDS_ADD_IN, SHEET, computed_once, live_cells, rows_of
from wipbook.sheets.layout import FIRST_ROW, HEADER_ROW, NOTE_ROW, TOTAL_ROW, Look
from workbook_templates.extent import extent
from workbook_templates.inputs import TABLE_STYLE
from workbook_templates.looks import EMPTY, INK, Formats
from workbook_templates.marks import mark_column
from workbook_templates.page import head, lock, page

TABLE = SHEET.tables[0]


def add_functions(workbook: Any, formats: Formats) -> Any:
    """All rows are there from the start: the sheet is the manual of the functions."""
    sheet = workbook.get_worksheet_by_name(SHEET.name)
    cards = sorted((f.card for f in functions().values()), key=lambda card: (card.group, card.name))
    computed = computed_once(cards, functions())
    rows = rows_of(cards, computed)
    widths = [column.width for column in TABLE.columns]
    for number, size in enumerate(widths):
        sheet.set_column(number, number, size, formats())
    head(sheet, formats, SHEET.title, SHEET.source, widths)
    page(sheet, SHEET.kind, freeze_columns=2, width=extent(widths, (), ()))
    columns = []
    for number, column in enumerate(TABLE.columns):
        sheet.write_string(NOTE_ROW - 1, number, column.note, formats.note(column.look))
        entry = {"header": column.name, "header_format": formats.header(column.look), "format": _body(formats, column)}
        columns.append(entry | ({"formula": column.formula} if column.formula else {}))
    last = HEADER_ROW + len(cards) - 1
    sheet.add_table(
        HEADER_ROW - 1, 0, last, len(columns) - 1,
        {"name": TABLE.name, "style": TABLE_STYLE, "columns": columns, "banded_rows": False},
    )
    lacking = f'COUNTIF({TABLE.name}[Agrees],"{NEEDS_ADD_IN}")'
    agree = (
        f'=COUNTIF({TABLE.name}[Agrees],TRUE)&" of "&ROWS({TABLE.name}[Agrees])&" examples agree with their sources"'
        f'&IF({lacking}>0,", "&{lacking}&" {NEEDS_ADD_IN}","")'
    )
    counted = int(rows["Agrees"].sum())
    bold = formats(bold=True, font_color=INK, align="left", indent=1)
    sheet.write_formula(TOTAL_ROW - 1, 0, agree, bold, f"{counted} of {len(cards)} examples agree with their sources")
    sheet.set_row(NOTE_ROW - 1, 15)
    sheet.set_row(TOTAL_ROW - 1, 18)
    _fill(sheet, formats, cards, rows, computed)
    for number, column in enumerate(TABLE.columns):
        if column.mark:
            mark_column(workbook, sheet, column.mark, number + 1, FIRST_ROW, len(cards))
    lock(sheet)
    return sheet


def _fill(sheet: Any, formats: Formats, cards: list[Any], rows: Any, computed: Mapping[str, Any]) -> None:
    headers = TABLE.headers
    for at, row in enumerate(rows.iter_rows(named=True), HEADER_ROW):
        for number, column in enumerate(TABLE.columns):
            shown = _body(formats, column)
            if column.formula:
                value = row[column.name]
                sheet.write_formula(at, number, column.formula, shown, EMPTY if value in (None, "") else value)
            elif column.name in row:
                sheet.write(at, number, row[column.name], shown)
    looks = {number: _body(formats, column) for number, column in enumerate(TABLE.columns)}
    for address, cell in live_cells(cards, computed, FIRST_ROW, headers).items():
        number = ord(address[0]) - ord("A")
        row_number = int(address[1:]) - 1
        if isinstance(cell, Formula):
            sheet.write_formula(row_number, number, cell.text, looks[number], cell.value)
        else:
            sheet.write(row_number, number, cell, looks[number])


def _body(formats: Formats, column: Any) -> Any:
    more: dict[str, Any] = {"text_wrap": True} if column.wrap else {}
    if column.look is Look.UNIT_COST:
        more["num_format"] = "#,##0.00####_);(#,##0.00####);0_)"
    return formats.body(column.look, **more)
