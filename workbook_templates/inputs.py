"""Input sheets and Settings, from the schema."""

from __future__ import annotations

import datetime as dt
from typing import Any

from wipbook.schema import InputSheet, Role, Sign, input_sheet, input_sheets
from wipbook.schema.settings import SETTINGS, Setting
from wipbook.sheets.layout import FIRST_ROW, HEADER_ROW, NOTE_ROW
from workbook_templates.looks import INPUT_BLUE, LOOK_OF_ROLE, Formats, number_format, width
from workbook_templates.page import head, page

# Validations reach as far as a person types; an import writes through the loader's own checks.
LAST_VALIDATED_ROW = 20_006
TABLE_STYLE = "Table Style Light 1"


def add_input_sheet(workbook: Any, formats: Formats, sheet: InputSheet) -> Any:
    """One input sheet: notes, units, an empty table, formats down the whole column, validations."""
    page_ = workbook.get_worksheet_by_name(sheet.name)
    head(page_, formats, sheet.name, f"One row is {sheet.grain}. {sheet.about}")
    page(page_, "input")
    page_.set_row(NOTE_ROW - 1, 36)
    for number, column in enumerate(sheet.columns):
        shown = formats(num_format=number_format(column), font_color=INPUT_BLUE)
        page_.set_column(number, number, width(column), shown)
        page_.write_string(NOTE_ROW - 1, number, column.note, formats.note())
        unit = column.unit or ("required" if column.required else "")
        if column.unit and column.required:
            unit = f"{column.unit}, required"
        page_.write_string(NOTE_ROW, number, unit, formats.note(italic=True))
    page_.add_table(
        HEADER_ROW - 1, 0, HEADER_ROW, len(sheet.columns) - 1,
        {
            "name": sheet.table,
            "style": TABLE_STYLE,
            "columns": [
                {"header": c.name, "header_format": formats.header(LOOK_OF_ROLE.get(c.role))} for c in sheet.columns
            ],
        },
    )  # fmt: skip
    for number, column in enumerate(sheet.columns):
        rule = _validation(column)
        if rule:
            page_.data_validation(FIRST_ROW - 1, number, LAST_VALIDATED_ROW - 1, number, rule)
    return page_


def list_name(sheet: str) -> str:
    """The defined name of a sheet's key codes, for validation lists (they may not hold table references)."""
    return f"codes_{input_sheet(sheet).table}"


def define_code_lists(workbook: Any) -> None:
    targets = {c.references.split(".")[0] for sheet in input_sheets() for c in sheet.columns if c.references}
    for name in sorted(targets):
        sheet = input_sheet(name)
        workbook.define_name(list_name(name), f"={sheet.table}[{sheet.key[0]}]")


def _validation(column: Any) -> dict[str, Any] | None:
    tip = {"input_title": column.name[:32], "input_message": _tip(column)}
    if column.role is Role.CHOICE:
        return {
            "validate": "list", "source": list(column.choices), "error_type": "stop",
            "error_title": column.name[:32], "error_message": "Choose one of: " + ", ".join(column.choices), **tip,
        }  # fmt: skip
    if column.role is Role.FLAG:
        return {"validate": "list", "source": ["TRUE", "FALSE"], **tip}
    if column.references:
        target = column.references.split(".")[0]
        return {
            "validate": "list", "source": f"={list_name(target)}", "error_type": "warning",
            "error_title": column.name[:32],
            "error_message": f"This code is not on the sheet {target}. Keep it?", **tip,
        }  # fmt: skip
    if column.is_date:
        return {
            "validate": "date", "criteria": ">=", "value": dt.date(1950, 1, 1), "error_type": "stop",
            "error_title": column.name[:32], "error_message": "Type a date, such as 2026-03-31.", **tip,
        }  # fmt: skip
    if column.is_number:
        criteria = {Sign.POSITIVE: (">", 0), Sign.NOT_NEGATIVE: (">=", 0), Sign.ANY: (">=", -1e12)}[column.sign]
        return {
            "validate": "decimal", "criteria": criteria[0], "value": criteria[1], "error_type": "stop",
            "error_title": column.name[:32], "error_message": f"Type a number, {column.sign.value}.", **tip,
        }  # fmt: skip
    return None


def _tip(column: Any) -> str:
    parts = [column.note, f"Example: {column.example}"]
    return "\n".join(part for part in parts if part)[:255]


def add_settings(workbook: Any, formats: Formats) -> Any:
    """Settings: one row per policy, choices as validation."""
    page_ = workbook.get_worksheet_by_name("Settings")
    head(
        page_,
        formats,
        "Settings",
        "One row per policy. Change the blue cells; every command reads them afresh.",
        link_column=4,
    )
    page(page_, "front", freeze_columns=2)
    for number, (size, shown) in enumerate(
        [(26, formats(bold=True)), (20, formats(font_color=INPUT_BLUE, align="left")), (38, formats(text_wrap=True)),
         (12, formats()), (78, formats(text_wrap=True))]
    ):  # fmt: skip
        page_.set_column(number, number, size, shown)
    headers = ("Setting", "Value", "Choices", "Unit", "What it does")
    page_.add_table(
        HEADER_ROW - 1, 0, HEADER_ROW - 1 + len(SETTINGS), 4,
        {"name": "Settings", "style": TABLE_STYLE, "autofilter": False,
         "columns": [{"header": h, "header_format": formats.header()} for h in headers]},
    )  # fmt: skip
    for number, setting in enumerate(SETTINGS):
        row = HEADER_ROW + number
        page_.write_string(row, 0, setting.name, formats(bold=True))
        _write_value(page_, row, setting, formats)
        page_.write_string(row, 2, ", ".join(setting.choices), formats(text_wrap=True))
        page_.write_string(row, 3, setting.unit, formats())
        page_.write_string(row, 4, setting.explanation, formats(text_wrap=True))
        if len(", ".join(setting.choices)) > 44:
            page_.set_row(row, 40)
        if setting.choices:
            page_.data_validation(row, 1, row, 1, {"validate": "list", "source": list(setting.choices)})
    return page_


def _write_value(page_: Any, row: int, setting: Setting, formats: Formats) -> None:
    look = {"font_color": INPUT_BLUE, "align": "left"}
    if setting.role is Role.DATE:
        shown = formats(num_format="yyyy-mm-dd", **look)
        if setting.default:
            page_.write_datetime(row, 1, dt.datetime.fromisoformat(setting.default), shown)
        else:
            page_.write_blank(row, 1, None, shown)
    elif setting.role in (Role.WHOLE, Role.PERCENT, Role.AMOUNT):
        page_.write_number(row, 1, float(setting.default), formats(**look))
    elif setting.default:
        page_.write_string(row, 1, setting.default, formats(num_format="@", **look))
    else:
        page_.write_blank(row, 1, None, formats(num_format="@", **look))
