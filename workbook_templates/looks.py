"""Colours, fonts and formats of the template, said once."""

from __future__ import annotations

from typing import Any

from wipbook.schema.column import Column, Role
from wipbook.sheets.layout import NUMBER_FORMATS, Look

INK, GREY, RULE, PAPER = "#1F2A37", "#6B7280", "#D1D5DB", "#FFFFFF"
BRAND, BRAND_PALE = "#0F4C5C", "#E6F0F2"
INPUT_BLUE, INPUT_PALE = "#1D4ED8", "#EFF4FF"
GOOD, GOOD_PALE, BAD, BAD_PALE, AMBER_PALE = "#166534", "#DCFCE7", "#B91C1C", "#FEE2E2", "#FEF3C7"
TAB = {"front": "#0F4C5C", "input": "#2563EB", "report": "#4B5563", "control": "#B45309"}
CHART_COLOURS = ("#0F4C5C", "#E09F3E", "#9E2A2B", "#5C7A89", "#7A9E7E", "#B08968", "#4B5563")
FONT = "Calibri"

LOOK_OF_ROLE = {
    Role.CODE: Look.CODE,
    Role.TEXT: Look.TEXT,
    Role.CHOICE: Look.TEXT,
    Role.FLAG: Look.FLAG,
    Role.DATE: Look.DATE,
    Role.TIMESTAMP: Look.TIMESTAMP,
    Role.PERIOD: Look.DATE,
    Role.QUANTITY: Look.QUANTITY,
    Role.HOURS: Look.QUANTITY,
    Role.UNIT_COST: Look.UNIT_COST,
    Role.AMOUNT: Look.MONEY,
    Role.PERCENT: Look.QUANTITY,
    Role.WHOLE: Look.COUNT,
}
WIDTHS = {
    Look.CODE: 13, Look.TEXT: 16, Look.DATE: 12, Look.TIMESTAMP: 18, Look.QUANTITY: 12, Look.MONEY: 14,
    Look.UNIT_COST: 12, Look.COUNT: 10, Look.FLAG: 9, Look.SHARE: 9,
}  # fmt: skip


def number_format(column: Column) -> str:
    """The number format of an input column. Times show hours and minutes."""
    if column.role is Role.TIME:
        return "hh:mm"
    if column.role is Role.PERIOD:
        return "yyyy-mm"
    return NUMBER_FORMATS[LOOK_OF_ROLE[column.role]]


def width(column: Column) -> float:
    """Width in characters: as said, else wide enough for header and values."""
    return column.width or max(
        WIDTHS[LOOK_OF_ROLE[column.role]] if column.role is not Role.TIME else 8, len(column.name) + 3
    )


class Formats:
    """Formats of one workbook, made once per distinct set of properties."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, **properties: Any) -> Any:
        full = {"font_name": FONT, "font_size": 10, "valign": "vcenter", **properties}
        key = tuple(sorted(full.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(full)
        return self._made[key]

    def title(self) -> Any:
        return self(font_size=16, bold=True, font_color=BRAND)

    def company(self) -> Any:
        return self(font_color=INK, bold=True)

    def source(self) -> Any:
        return self(font_color=GREY, italic=True)

    def note(self, **more: Any) -> Any:
        return self(font_size=8, font_color=GREY, text_wrap=True, valign="top", **more)

    def link(self, **more: Any) -> Any:
        return self(font_color=BRAND, underline=1, **more)

    def header(self, look: Look | None = None) -> Any:
        right = look in (Look.MONEY, Look.QUANTITY, Look.UNIT_COST, Look.COUNT, Look.SHARE)
        return self(
            bold=True, font_color=PAPER, bg_color=BRAND, text_wrap=True, align="right" if right else "left",
            border=1, border_color=RULE,
        )  # fmt: skip

    def total(self, look: Look) -> Any:
        return self(bold=True, num_format=NUMBER_FORMATS[look], top=1, bottom=6, font_color=INK)
