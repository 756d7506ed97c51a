"""Input sheets and Settings, from the schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import ceil
from typing import Any

from wipbook.schema import Column, InputSheet, Role, Sign, input_sheet, input_sheets
from wipbook.schema.settings import SETTINGS, PolicySetting
from wipbook.schema.template import SETTING, template_version
from wipbook.sheets.layout import FIRST_ROW, HEADER_ROW, NOTE_ROW, Look
from workbook_templates.extent import extent
from workbook_templates.looks import (
    GREY,
    HAIR,
    INPUT_BLUE,
    INPUT_PALE,
    LOOK_OF_ROLE,
    NUMERIC,
    Formats,
    aligned,
    breaks,
    demands,
    number_format,
    width,
)
from workbook_templates.marks import round_quantities
from workbook_templates.page import head, page

# Validations reach as far as a person types; an import writes through the loader's own checks.
LAST_VALIDATED_ROW = 20_006
TABLE_STYLE = "Table Style Light 1"
ROWS_PRINTED = 46
"""Of an input sheet, until somebody asks for all of it."""


def add_input_sheet(workbook: Any, formats: Formats, sheet: InputSheet) -> Any:
    """One input sheet: notes, units, a table with its first rows, formats down the whole column, validations."""
    page_ = workbook.get_worksheet_by_name(sheet.name)
    widths = [width(column) for column in sheet.columns]
    looks = [_look(column) for column in sheet.columns]
    source = f"One row is {sheet.grain}. {sheet.about} Dark headers are required."
    head(page_, formats, sheet.name, source, widths)
    two_lines = any(breaks(size, name) for size, name in zip(widths, sheet.headers, strict=True))
    page(page_, "input", width=extent(widths, (), ()), header_lines=1 + two_lines)
    if sheet.tabs:
        # Registers grow to thousands of rows: all of one is printed when somebody asks for it. Only those that stand in
        # some view: LibreOffice prints a sheet with a print area though it is hidden.
        page_.print_area(0, 0, ROWS_PRINTED - 1, len(sheet.columns) - 1)
        page_.set_footer("&L&8&F  ·  &A&C&8First rows only; Page Layout, Print Area, Clear prints all&R&8Page &P of &N")
    page_.set_row(NOTE_ROW - 1, _note_height(sheet.columns, widths))
    columns = []
    for number, (column, look) in enumerate(zip(sheet.columns, looks, strict=True)):
        # Figures keep their natural side: one typed as text stands on the left and is seen.
        typed = {"num_format": number_format(column), "font_color": INPUT_BLUE}
        side = {} if look in NUMERIC else aligned(look)
        page_.set_column(number, number, widths[number], formats(**typed, **side))
        page_.write_string(NOTE_ROW - 1, number, column.note, formats.note(look))
        page_.write_string(NOTE_ROW, number, demands(column), formats.note(look, italic=True))
        columns.append({"header": column.name, "header_format": formats.header(look, required=column.required)})
    page_.add_table(
        HEADER_ROW - 1, 0, HEADER_ROW - 1 + max(1, len(sheet.rows)), len(sheet.columns) - 1,
        {"name": sheet.table, "style": TABLE_STYLE, "banded_rows": False, "columns": columns},
    )
    for number, (column, look) in enumerate(zip(sheet.columns, looks, strict=True)):
        typed = {"num_format": number_format(column), "font_color": INPUT_BLUE}
        side = {"align": "general", "indent": 0} if look in NUMERIC else {}
        for row in range(max(1, len(sheet.rows))):
            value = sheet.rows[row][number] if sheet.rows else None
            page_.write(HEADER_ROW + row, number, value, formats.body(look, **typed, **side))
        rule = _validation(column)
        if rule:
            page_.data_validation(FIRST_ROW - 1, number, LAST_VALIDATED_ROW - 1, number, rule)
    round_quantities(workbook, page_, looks)
    return page_


def _look(column: Column) -> Look:
    return LOOK_OF_ROLE.get(column.role, Look.TEXT)


def _note_height(columns: Sequence[Column], widths: Sequence[float]) -> float:
    """Small print takes less room than the figures below it, and loses some where lines break at words."""
    lines = max(ceil(len(column.note) / (1.1 * (size - 2))) for column, size in zip(columns, widths, strict=True))
    return 12 * max(1, lines) + 2


def list_name(sheet: str) -> str:
    """The defined name of a sheet's key codes, for validation lists (they may not hold table references)."""
    return f"codes_{input_sheet(sheet).table}"


def define_code_lists(workbook: Any) -> None:
    columns = [column for sheet in input_sheets() for column in sheet.columns]
    targets = {column.references.split(".")[0] or column.listed_on for column in columns} - {""}
    for name in sorted(targets):
        sheet = input_sheet(name)
        workbook.define_name(list_name(name), f"={sheet.table}[{sheet.key[0]}]")


def _validation(column: Any) -> dict[str, Any] | None:
    tip = {"input_title": column.name[:32], "input_message": _tip(column)}
    if column.listed_on:
        return {
            "validate": "list", "source": f"={list_name(column.listed_on)}", "error_type": "warning",
            "error_title": column.name[:32], "error_message": f"It is not on the sheet {column.listed_on}. Keep it?",
            **tip,
        }
    if column.role is Role.CHOICE:
        return {
            "validate": "list", "source": list(column.choices), "error_type": "stop",
            "error_title": column.name[:32], "error_message": "Choose one of: " + ", ".join(column.choices), **tip,
        }
    if column.role is Role.FLAG:
        return {"validate": "list", "source": ["TRUE", "FALSE"], **tip}
    if column.references:
        target = column.references.split(".")[0]
        return {
            "validate": "list", "source": f"={list_name(target)}", "error_type": "warning",
            "error_title": column.name[:32],
            "error_message": f"This code is not on the sheet {target}. Keep it?", **tip,
        }
    if column.is_date:
        return {
            "validate": "date", "criteria": ">=", "value": dt.date(1950, 1, 1), "error_type": "stop",
            "error_title": column.name[:32], "error_message": "Type a date, such as 2026-03-31.", **tip,
        }
    if column.is_number:
        criteria = {Sign.POSITIVE: (">", 0), Sign.NOT_NEGATIVE: (">=", 0), Sign.ANY: (">=", -1e12)}[column.sign]
        return {
            "validate": "decimal", "criteria": criteria[0], "value": criteria[1], "error_type": "stop",
            "error_title": column.name[:32], "error_message": f"Type a number, {column.sign.value}.", **tip,
        }
    return None


def _tip(column: Any) -> str:
    parts = [column.note, f"Example: {column.example}"]
    return "\n".join(part for part in parts if part)[:255]


SETTING_WIDTHS = (28, 28, 44, 12, 84)


def add_settings(workbook: Any, formats: Formats) -> Any:
    """Settings: one row per policy, choices as validation; a darker rule below each group."""
    page_ = workbook.get_worksheet_by_name("Settings")
    source = "One row per policy. Change the blue cells; every command reads them afresh."
    head(page_, formats, "Settings", source, SETTING_WIDTHS)
    page(page_, "front", freeze_columns=2)
    for number, size in enumerate(SETTING_WIDTHS):
        look = {"font_color": INPUT_BLUE} if number == 1 else {}
        page_.set_column(number, number, size, formats(**look, **aligned(Look.TEXT)))
    headers = ("Setting", "Value", "Choices", "Unit", "What it does")
    page_.add_table(
        HEADER_ROW - 1, 0, HEADER_ROW - 1 + len(SETTINGS), 4,
        {"name": "Settings", "style": TABLE_STYLE, "autofilter": False, "banded_rows": False,
         "columns": [{"header": h, "header_format": formats.header()} for h in headers]},
    )
    for number, setting in enumerate(SETTINGS):
        row = HEADER_ROW + number
        ends = setting is SETTINGS[-1] or SETTINGS[number + 1].group != setting.group
        line = {"bottom": 1, "bottom_color": GREY if ends else HAIR, **aligned(Look.TEXT)}
        choices = ", ".join(setting.choices)
        page_.write_string(row, 0, setting.name, formats(bold=True, **line))
        _write_value(page_, row, setting, formats, line)
        page_.write_string(row, 2, choices, formats(text_wrap=True, font_color=GREY, **line))
        page_.write_string(row, 3, setting.unit, formats(font_color=GREY, **line))
        page_.write_string(row, 4, setting.explanation, formats(text_wrap=True, **line))
        lines = max(ceil(len(choices) / 50), ceil(len(setting.explanation) / 95))
        page_.set_row(row, 5 + 13 * lines)
        if setting.choices:
            page_.data_validation(row, 1, row, 1, {"validate": "list", "source": list(setting.choices)})
    return page_


def _write_value(page_: Any, row: int, setting: PolicySetting, formats: Formats, line: dict[str, Any]) -> None:
    look = {**line, "font_color": INPUT_BLUE, "bg_color": INPUT_PALE}
    if setting.role is Role.DATE:
        shown = formats(num_format="yyyy-mm-dd", **look)
        if setting.default:
            page_.write_datetime(row, 1, dt.datetime.fromisoformat(setting.default), shown)
        else:
            page_.write_blank(row, 1, None, shown)
    elif setting.role in (Role.WHOLE, Role.PERCENT, Role.AMOUNT):
        number = template_version() if setting.name == SETTING else float(setting.default)
        page_.write_number(row, 1, number, formats(**look))
    elif setting.default:
        page_.write_string(row, 1, setting.default, formats(num_format="@", **look))
    else:
        page_.write_blank(row, 1, None, formats(num_format="@", **look))
