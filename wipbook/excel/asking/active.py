"""Where the cursor is, and what stands there."""

from __future__ import annotations

from typing import Any

from wipbook.ooxml.faults import NotOnFileHost

_ACROSS = 60
"""Columns of a row that are looked through for a code."""


def active_cell(book: Any) -> tuple[str, str]:
    """The active sheet and what its active cell says; blanks where there is no cursor."""
    try:
        selection = book.app.selection
        if selection is None:
            return "", ""
        return str(selection.sheet.name), as_code(selection[0, 0].value)
    except NotOnFileHost:
        return "", ""


def active_row(book: Any) -> list[str]:
    """What the cells of the row say in which the cursor is, from the left; nothing where there is no cursor."""
    try:
        selection = book.app.selection
        if selection is None:
            return []
        cell = selection[0, 0]
        values = cell.sheet.range((cell.row, 1), (cell.row, _ACROSS)).value
    except NotOnFileHost:
        return []
    return [as_code(value) for value in values]


def as_code(value: object) -> str:
    """A code as it is typed: 4711, not 4711.0.

    >>> as_code(4711.0), as_code(" J-1 "), as_code(None)
    ('4711', 'J-1', '')
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
