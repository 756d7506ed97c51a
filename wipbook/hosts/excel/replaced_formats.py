"""Number formats of a workbook that a program has open give way to others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wipbook.hosts.excel.places import Places
from wipbook.hosts.excel.writing import rectangles
from wipbook.ooxml.address import Area

_LONGEST = 255
"""Characters that Excel takes as the address of a range (Worksheet.Range)."""


def replace_formats(places: Places, codes: Mapping[str, str], areas: Sequence[tuple[str, str]]) -> bool:
    """Show the areas (sheet, A1 area) whose cells have a format among ``codes`` by the other one; whether any had. The
    areas of a sheet nearly always have the same one, and are asked together."""
    changed: list[Area] = []
    for name in dict.fromkeys(sheet for sheet, _ in areas):
        sheet, here = places.sheet(name), {Area.parse(text) for tab, text in areas if tab == name}
        cells = rectangles((area.first_row, area.first_column) for area in here if area.rows == area.columns == 1)
        larger = _joined(area for area in here if area.rows * area.columns > 1)
        for parts in _addresses(larger):
            if _replace(sheet, codes, parts, changed, whole=True):
                cells = [one for one in cells if not any(_holds(area, one) for area in parts)]
        for parts in _addresses(cells):
            _replace(sheet, codes, parts, changed, whole=False)
    return bool(changed)


def _replace(
    sheet: Any, codes: Mapping[str, str], areas: Sequence[Area], changed: list[Area], whole: bool
) -> bool:
    """All together, else by halves, down to the columns of an area where it is meant as a ``whole``, of which one that
    mixes formats stays; else down to its cells. Whether all had one format."""
    cells, code = _asked(sheet, areas)
    if code in codes:
        cells.number_format = codes[code]
        changed.extend(areas)
    elif not code:
        for half in _halves(areas, whole):
            _replace(sheet, codes, half, changed, whole)
    return bool(code)


def _asked(sheet: Any, areas: Sequence[Area]) -> tuple[Any, str]:
    """The range over the areas, and the format they share; "" without one."""
    try:
        cells = sheet.range(",".join(area.text for area in areas))
        return cells, str(cells.number_format or "")
    except Exception:
        if len(areas) == 1:
            raise
        return None, ""  # a program that knows no several areas is asked about fewer


def _holds(area: Area, other: Area) -> bool:
    return area.holds(other.first_row, other.first_column) and area.holds(other.last_row, other.last_column)


def _halves(areas: Sequence[Area], whole: bool) -> list[list[Area]]:
    if len(areas) > 1:
        return [list(areas[: len(areas) // 2]), list(areas[len(areas) // 2:])]
    (area,) = areas
    if area.rows > 1 and not whole:
        middle = (area.first_row + area.last_row) // 2
        return [[replace(area, last_row=middle)], [replace(area, first_row=middle + 1)]]
    if area.columns == 1:
        return []
    columns = range(area.first_column, area.last_column + 1)
    return [[Area(area.first_row, column, area.last_row, column)] for column in columns]


def _addresses(areas: Sequence[Area]) -> Iterator[list[Area]]:
    """As many areas together as one address can name."""
    parts: list[Area] = []
    for area in sorted(areas):
        if parts and len(",".join(one.text for one in [*parts, area])) > _LONGEST:
            yield parts
            parts = []
        parts.append(area)
    if parts:
        yield parts


def _joined(areas: Iterable[Area]) -> list[Area]:
    """Areas that have the same rows and stand side by side as one.

    >>> [area.text for area in _joined(map(Area.parse, ["D2:D9", "C2:C9", "F2:F9"]))]
    ['C2:D9', 'F2:F9']
    """
    found: list[Area] = []
    for area in sorted(areas, key=lambda one: (one.first_row, one.last_row, one.first_column)):
        last = found[-1] if found else None
        if last is not None and (last.first_row, last.last_row) == (area.first_row, area.last_row) \
                and area.first_column <= last.last_column + 1:
            right = max(last.last_column, area.last_column)
            found[-1] = Area(last.first_row, last.first_column, last.last_row, right)
        else:
            found.append(area)
    return found
