"""The values beside formulas: taken out, and put back, cell by cell; nothing else of the cell changes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from wipbook.ooxml.address import LAST_ROW, Area
from wipbook.ooxml.formulas.dependents import places_of
from wipbook.ooxml.formulas.open_workbook import OpenWorkbook
from wipbook.ooxml.formulas.sheet_formulas import formula_sheets
from wipbook.ooxml.formulas.vouched import Vouched
from wipbook.ooxml.markup import cell_escape, escape, set_attribute
from wipbook.ooxml.sheet.cells import ErrorText, number_text

_VALUE = re.compile(rb"<((?:[\w.\-]+:)?)(v|is)(?:\s[^>]*)?(?:/>|>.*?</\1\2>)", re.DOTALL)
_FILLED = re.compile(rb"<(?:[\w.\-]+:)?(?:v(?:\s[^>]*)?>[^<]|is[\s>])")
_FORMULA = re.compile(rb"\s*<((?:[\w.\-]+:)?)f(?:\s[^>]*)?(?:/>|>[^<]*</\1f>)")
Place = tuple[int, int]


def without_value(cell: bytes) -> bytes:
    """A ``<c>`` element without its value; the kind of the value goes with it.

    >>> without_value(b'<c r="B7" s="3" t="str"><f>A7</f><v>x</v></c>')
    b'<c r="B7" s="3"><f>A7</f></c>'
    """
    end = cell.index(b">") + 1
    head, rest = cell[:end], _VALUE.sub(b"", cell[end:])
    if rest == cell[end:] and b"<f" not in cell and b":f" not in cell:
        return cell
    return set_attribute(set_attribute(head, "t", None), "vm", None) + rest


def has_value(cell: bytes) -> bool:
    """Whether a ``<c>`` element has a value; a text that is empty is one.

    >>> has_value(b'<c r="B7"><f>A7</f></c>'), has_value(b'<c r="B7" t="str"><f>A7</f></c>')
    (False, True)
    """
    return _FILLED.search(cell) is not None or b' t="str"' in cell[: cell.index(b">")]


def uncalculated(document: OpenWorkbook) -> dict[str, set[Place]]:
    """By sheet, the cells of formulas that have no value."""
    names = [entry.name for entry in document.entries()]
    found = places_of(
        (sheet.at, one) for sheet in formula_sheets(document) for one in sheet.cells if not one.calculated
    )
    return {names[at]: places for at, places in found.items()}


def without_values(document: OpenWorkbook, sheet: str, places: Collection[Place]) -> int:
    """Take out the values of cells; how many had one."""
    rows = {row for row, _ in places}
    columns = frozenset(column for _, column in places)
    changes: dict[int, dict[int, bytes]] = {}
    worksheet = document.worksheet(sheet)
    area = Area(min(rows), min(columns), min(max(rows), LAST_ROW), max(columns))
    for row, column, cell in worksheet.cells_at(area, columns):
        if (row, column) in places and has_value(cell):
            changes.setdefault(row, {})[column] = without_value(cell)
    if changes:
        document.touch(sheet).set_cells(changes)
    return sum(map(len, changes.values()))


def put_values(document: OpenWorkbook, sheet: str, values: Mapping[Place, object], known: Vouched) -> int:
    """Put values beside formulas that have none; how many were put. Cells that have a value keep it. They become
    ``known``: as values of the file, or as right whatever was written."""
    if not values:
        return 0
    rows, columns = {row for row, _ in values}, frozenset(column for _, column in values)
    worksheet = document.worksheet(sheet)
    changes: dict[int, dict[int, bytes]] = {}
    for row, column, cell in worksheet.cells_at(Area(min(rows), min(columns), max(rows), max(columns)), columns):
        if (row, column) in values and not has_value(cell):
            changes.setdefault(row, {})[column] = with_value(cell, values[row, column], worksheet.prefix)
            known.cell(sheet, row, column)
    if changes:
        document.touch(sheet).set_cells(changes)
    return sum(map(len, changes.values()))


def without_formulas(document: OpenWorkbook, sheet: str, places: Collection[Place]) -> None:
    """Take the formulas out of cells, which keep their values."""
    rows, columns = [row for row, _ in places], frozenset(column for _, column in places)
    changes: dict[int, dict[int, bytes]] = {}
    area = Area(min(rows), min(columns), max(rows), max(columns))
    for row, column, cell in document.worksheet(sheet).cells_at(area, columns):
        if (row, column) in places:
            end = cell.index(b">") + 1
            changes.setdefault(row, {})[column] = cell[:end] + _FORMULA.sub(b"", cell[end:], count=1)
    document.touch(sheet).set_cells(changes)


def with_value(cell: bytes, value: object, prefix: bytes) -> bytes:
    """A ``<c>`` element without a value, given one: a number, text, truth or error.

    >>> with_value(b'<c r="B7" s="3"><f>A7</f></c>', 2.5, b""), with_value(b'<c r="B8"/>', "a<b", b"")
    (b'<c r="B7" s="3"><f>A7</f><v>2.5</v></c>', b'<c r="B8" t="str"><v>a&lt;b</v></c>')
    """
    if isinstance(value, bool):
        kind, text = "b", str(int(value))
    elif isinstance(value, int | float):
        kind, text = "", number_text(value)
    elif isinstance(value, ErrorText):
        kind, text = "e", value
    else:
        kind, text = "str", escape(cell_escape(str(value)))
    end = cell.index(b">") + 1
    head, rest = cell[:end], cell[end:]
    if head.endswith(b"/>"):
        head, rest = head[:-2].rstrip() + b">", b"</" + prefix + b"c>"
    head, rest = set_attribute(head, "t", kind or None), _VALUE.sub(b"", rest)
    formula = _FORMULA.match(rest)
    at = formula.end() if formula else 0
    return head + rest[:at] + b"<%bv>%b</%bv>" % (prefix, text.encode(), prefix) + rest[at:]
