"""The sheets wipbook writes, one file each: title, tables, checks, charts. Found by scanning this folder."""

from __future__ import annotations

from functools import cache

from wipbook.registry import declared
from wipbook.sheets.layout import OutputSheet


@cache
def output_sheets() -> tuple[OutputSheet, ...]:
    """Every output sheet in workbook order: modules of these rooms that hold a ``SHEET``.

    >>> [sheet.name for sheet in output_sheets()][:2]
    ['Dashboard', 'Statement']
    """
    return tuple(sorted(declared(OutputSheet, "SHEET", __name__, __path__), key=lambda sheet: sheet.order))
