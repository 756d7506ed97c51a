"""Colours, fonts and formats of the template, said once."""

from __future__ import annotations

from typing import Any

from wipbook.schema.column import Column, Role
from wipbook.sheets.layout import NUMBER_FORMATS, Look

INK, GREY, RULE, PAPER = "#1F2A37", "#5B6472", "#D1D5DB", "#FFFFFF"
BRAND, BRAND_PALE = "#0F4C5C", "#E6F0F2"
INPUT_BLUE, INPUT_PALE = "#1D4ED8", "#EFF4FF"
GOOD, GOOD_PALE, BAD, BAD_PALE, AMBER_PALE = "#115E59", "#CCFBF1", "#B91C1C", "#FEE2E2", "#FEF3C7"
AMBER, SILENT, HAIR = "#92400E", "#9CA3AF", "#E5E7EB"
# The last: headers of columns that may stay blank; required ones have the colour of the brand.
TILE, OPTIONAL = "#F1F6F7", "#4F7480"
TAB = {"front": "#0F4C5C", "input": "#2563EB", "report": "#4B5563", "control": "#B45309"}
CHART_COLOURS = ("#0F4C5C", "#E09F3E", "#9E2A2B", "#5C7A89", "#7A9E7E", "#B08968", "#4B5563")
FONT = "Calibri"

NUMERIC = frozenset({Look.MONEY, Look.QUANTITY, Look.ESTIMATE, Look.UNIT_COST, Look.COUNT, Look.SHARE})
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
    Role.FACTOR: Look.CODE,
    Role.RATE: Look.COUNT,
}
WIDTHS = {
    Look.CODE: 13, Look.TEXT: 16, Look.DATE: 12, Look.TIMESTAMP: 21, Look.QUANTITY: 12, Look.ESTIMATE: 12,
    Look.MONEY: 14, Look.UNIT_COST: 12, Look.COUNT: 10, Look.FLAG: 9, Look.SHARE: 9,
}


# A bold letter of a header, in characters of a column's width.
BOLD = 0.95


def number_format(column: Column) -> str:
    """The number format of an input column. Times show hours and minutes, rates every digit they have."""
    if column.role is Role.TIME:
        return "hh:mm"
    if column.role is Role.PERIOD:
        return "yyyy-mm"
    if column.role is Role.RATE:
        return "General"  # 0.0061 yen or 17,650 rupiah: no number of places suits all
    return NUMBER_FORMATS[LOOK_OF_ROLE[column.role]]


def width(column: Column) -> float:
    """Width in characters: as said or as its values ask, and never too narrow for the header."""
    values = column.width or (8 if column.role is Role.TIME else WIDTHS[LOOK_OF_ROLE[column.role]])
    return fitted(max(values, len(demands(column)) / 1.15 + 1.5), column.name)


def demands(column: Column) -> str:
    """What stands above the header of an input column: its unit, and whether it must be filled."""
    return ", ".join(filter(None, (column.unit, "required" if column.required else "")))


def fitted(values: float, name: str) -> float:
    """``values`` characters, or what the header asks; a header that nearly fits on one line gets it."""
    wanted = max(values, header_width(name))
    one_line = BOLD * len(name) + 5
    return one_line if wanted < one_line < wanted + 4.5 else wanted


def breaks(values: float, name: str) -> bool:
    """Whether the header takes two lines in a column of that width."""
    return values < BOLD * len(name) + 4.5


def header_width(name: str) -> float:
    """Room for a header on at most two lines, beside the button of the filter."""
    words = name.split()
    places = range(1, len(words))
    longest = min((max(len(" ".join(words[:at])), len(" ".join(words[at:]))) for at in places), default=len(name))
    return BOLD * (len(name) if len(name) <= 9 else longest) + 4.5


def aligned(look: Look) -> dict[str, Any]:
    """Figures to the right, where their format leaves some air; truths in the middle; all else to the left.

    No indent on the right: LibreOffice forgets it beside a conditional format, and decimals would not line up.
    """
    if look in NUMERIC:
        return {"align": "right"}
    return {"align": "center"} if look is Look.FLAG else {"align": "left", "indent": 1}


class Empty(str):
    """The text without a letter, as the value of a formula. Of a plain ``""`` the writer makes no value at all."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = str.__hash__


EMPTY = Empty()


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

    def note(self, look: Look = Look.TEXT, **more: Any) -> Any:
        """The small print above a header, on the side of its figures, close to the row below."""
        return self(
            **{"font_size": 8, "font_color": GREY, "text_wrap": True, "valign": "bottom", **aligned(look), **more}
        )

    def link(self, **more: Any) -> Any:
        return self(font_color=BRAND, underline=1, **more)

    def heading(self, **more: Any) -> Any:
        return self(bold=True, font_size=12, font_color=BRAND, **more)

    def header(self, look: Look = Look.TEXT, *, required: bool = True, filtered: bool = True) -> Any:
        """Indented on the right where Excel draws the button of a filter."""
        place = aligned(look) | ({"indent": 2} if filtered and look in NUMERIC else {})
        return self(
            bold=True, font_color=PAPER, bg_color=BRAND if required else OPTIONAL, text_wrap=True,
            border=1, border_color=RULE, **place,
        )

    def body(self, look: Look, **more: Any) -> Any:
        """A cell of a table: a hairline below, so that the eye keeps its row."""
        return self(
            **{"num_format": NUMBER_FORMATS[look], "bottom": 1, "bottom_color": HAIR, "font_color": INK,
               **aligned(look), **more}
        )

    def total(self, look: Look, **more: Any) -> Any:
        """A sum: single line above; ``bottom=6`` rules it off as a closing balance."""
        return self(**{"bold": True, "num_format": NUMBER_FORMATS[look], "top": 1, "font_color": INK, **aligned(look),
                       **more})
