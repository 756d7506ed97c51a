"""The sheets wipbook writes, one file each: title, tables, checks, charts. Found by scanning this folder."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from wipbook.sheets.layout import OutputSheet


@cache
def output_sheets() -> tuple[OutputSheet, ...]:
    """Every output sheet in workbook order: modules of this folder that hold a ``SHEET``.

    >>> [sheet.name for sheet in output_sheets()][:2]
    ['Dashboard', 'Statement']
    """
    found = []
    for module in pkgutil.iter_modules(__path__):
        sheet = getattr(import_module(f"{__name__}.{module.name}"), "SHEET", None)
        if isinstance(sheet, OutputSheet):
            found.append(sheet)
    return tuple(sorted(found, key=lambda sheet: sheet.order))
