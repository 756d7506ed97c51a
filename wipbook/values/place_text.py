"""A cell as messages name it."""

from __future__ import annotations


def place_text(sheet: str | None, cell: str | None) -> str:
    """A place as people read it: the sheet alone where no cell of it is meant.

    >>> place_text("Labor", "C7"), place_text("Labor", None), place_text("", "")
    ('Labor!C7', 'Labor', '')
    """
    return f"{sheet}!{cell}" if sheet and cell else sheet or ""
