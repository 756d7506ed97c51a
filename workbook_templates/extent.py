"""How wide a sheet is on paper: its columns that are shown, and charts that reach beyond them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from wipbook.ooxml.address import parse_cell
from wipbook.sheets.layout import Chart

LANDSCAPE, PORTRAIT = 1_038, 705
"""Pixels across A4 between our margins at full size, 96 to the inch."""
SMALLEST = 0.7
"""Print of ten points gets no smaller than seven."""


def pixels(widths: Sequence[float], hidden: Collection[int] = ()) -> list[int]:
    """Of each column (from 0), as Excel draws it in Calibri; nothing for one that is hidden."""
    return [0 if at in hidden else int(width * 7 + 5) for at, width in enumerate(widths)]


def extent(widths: Sequence[float], hidden: Collection[int], charts: Sequence[Chart]) -> int:
    """Pixels from the left edge to the right end of what is shown."""
    columns = pixels(widths, hidden)
    ends = [sum(columns)]
    for chart in charts:
        first = parse_cell(chart.anchor)[1] - 1
        ends.append(sum(columns[:first]) + 64 * max(0, first - len(columns)) + chart.shift + chart.width)
    return max(ends)


def pages_across(wide: int, landscape: bool = True) -> int:
    """Pages side by side that hold so many pixels in print that can be read.

    >>> pages_across(1_400), pages_across(1_500), pages_across(900, landscape=False)
    (1, 2, 1)
    """
    room = (LANDSCAPE if landscape else PORTRAIT) / SMALLEST
    return max(1, -(-wide // int(room)))
