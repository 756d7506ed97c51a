"""The input sheets, each declared once: template, validations, loader and documentation follow from here."""

from __future__ import annotations

from functools import cache

from wipbook.registry import declared
from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet

__all__ = ["Column", "InputSheet", "Role", "Sign", "input_sheet", "input_sheets", "pack_notes", "packs"]


@cache
def input_sheets() -> tuple[InputSheet, ...]:
    """Every input sheet in workbook order, found by scanning these rooms for modules that hold a ``SHEET``."""
    return tuple(sorted(declared(InputSheet, "SHEET", __name__, __path__), key=lambda sheet: sheet.order))


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


def pack_notes() -> dict[str, str]:
    """What every pack but ``core`` brings: the sheets that declare it.

    >>> pack_notes()["routing"]
    'Operations, Work Centers, Calendar, Machine Time, Estimates, Units in Process'
    """
    sheets = sorted(input_sheets(), key=lambda sheet: sheet.named or sheet.order)
    return {
        pack: ", ".join(f"{sheet.name}{sheet.pack_note}" for sheet in sheets if pack in sheet.packs)
        for pack in packs()[1:]
    }
