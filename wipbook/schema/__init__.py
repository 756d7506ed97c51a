"""The input sheets, each declared once: template, validations, loader and documentation follow from here."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet

__all__ = ["Column", "InputSheet", "Role", "Sign", "input_sheet", "input_sheets", "packs"]


@cache
def input_sheets() -> tuple[InputSheet, ...]:
    """Every input sheet in workbook order, found by scanning this folder for modules that hold a ``SHEET``."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        sheet = getattr(import_module(f"{__name__}.{module.name}"), "SHEET", None)
        if isinstance(sheet, InputSheet):
            found.append(sheet)
    return tuple(sorted(found, key=lambda sheet: sheet.order))


@cache
def input_sheet(name: str) -> InputSheet:
    """The input sheet with this sheet or table name; ``KeyError`` when there is none.

    >>> input_sheet("GLAccounts").name
    'GL Accounts'
    """
    for sheet in input_sheets():
        if name in (sheet.name, sheet.table):
            return sheet
    raise KeyError(f"no input sheet {name!r}")


def packs() -> tuple[str, ...]:
    """The subjects a new workbook can be given, ``core`` first.

    >>> packs()[0]
    'core'
    """
    names = {pack for sheet in input_sheets() for pack in sheet.packs}
    return ("core", *sorted(names - {"core"}))
