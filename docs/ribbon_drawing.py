"""The ribbon drawn as SVG from its definition: where the buttons are, without Excel and without its icons."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

_SPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
_INK, _GREY, _BRAND, _PALE = "#1F2A37", "#5B6472", "#0F4C5C", "#E6F0F2"
_ROW, _LARGE, _CHARACTER, _TOP = 26, 92, 6.6, 44
_SMALL_PER_COLUMN = 3


@dataclass(frozen=True)
class Button:
    label: str
    large: bool
    screentip: str
    supertip: str


def ribbon_groups(xml: str) -> list[tuple[str, list[Button]]]:
    """The groups of the tab with their buttons, in order."""
    return [
        (group.get("label", ""), [_button(one) for one in group.iter(f"{_SPACE}button")])
        for group in ElementTree.fromstring(xml).iter(f"{_SPACE}group")
    ]


def _button(element: ElementTree.Element) -> Button:
    said = {name: element.get(name, "") for name in ("label", "screentip", "supertip")}
    return Button(**said, large=element.get("size") == "large")


def ribbon_drawing(xml: str) -> str:
    """The tab as Excel lays it out: large buttons alone, small ones three to a column, groups with their names."""
    parts, left = [], 12.0
    for name, buttons in ribbon_groups(xml):
        start = left
        for column in _columns(buttons):
            width = max(_LARGE if button.large else 34 + _CHARACTER * len(button.label) for button in column)
            for row, button in enumerate(column):
                parts.append(_drawn(button, left, _TOP + row * _ROW, width))
            left += width + 6
        middle = (start + left - 6) / 2
        parts.append(_text(name, middle, _TOP + 3 * _ROW + 16, _GREY, "middle", 11))
        parts.append(f'<line x1="{left + 2:.0f}" x2="{left + 2:.0f}" y1="{_TOP}" y2="{_TOP + 98}" stroke="#D1D5DB"/>')
        left += 12
    height = _TOP + 3 * _ROW + 28
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left:.0f} {height}" width="{left:.0f}"'
        f' height="{height}" font-family="Segoe UI, Carlito, Calibri, sans-serif">',
        '<rect width="100%" height="100%" fill="#FFFFFF" stroke="#D1D5DB"/>',
        f'<rect width="100%" height="32" fill="{_PALE}"/>',
    ]
    tabs = ("File", "Home", "Insert", "Formulas", "Data", "WIP", "Review", "View")
    for number, tab in enumerate(tabs):
        ours = tab == "WIP"
        parts.append(_text(tab, 34 + number * 72, 21, _BRAND if ours else _GREY, "middle", 13, bold=ours))
        if ours:
            parts.append(f'<rect x="{14 + number * 72}" y="28" width="40" height="3" fill="{_BRAND}"/>')
    return "\n".join([*head, *parts, "</svg>"]) + "\n"


def _columns(buttons: list[Button]) -> Iterator[list[Button]]:
    column: list[Button] = []
    for button in buttons:
        if button.large or len(column) == _SMALL_PER_COLUMN:
            if column:
                yield column
            column = []
        if button.large:
            yield [button]
        else:
            column.append(button)
    if column:
        yield column


def _drawn(button: Button, left: float, top: float, width: float) -> str:
    if button.large:
        icon = (
            f'<rect x="{left + width / 2 - 16:.0f}" y="{top + 6:.0f}" width="32" height="32" rx="5" fill="{_BRAND}"/>'
        )
        return icon + _text(button.label, left + width / 2, top + 58, _INK, "middle", 12)
    icon = f'<rect x="{left + 4:.0f}" y="{top + 5:.0f}" width="16" height="16" rx="3" fill="{_BRAND}" opacity="0.75"/>'
    return icon + _text(button.label, left + 26, top + 18, _INK, "start", 12)


def _text(text: str, x: float, y: float, colour: str, anchor: str, size: int, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.0f}" y="{y:.0f}" fill="{colour}" text-anchor="{anchor}" font-size="{size}"{weight}'
    return f"<text {place}>{escape(text)}</text>"
