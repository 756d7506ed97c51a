"""What lies beside this package, in a checkout and in an installed wheel alike.

It is found by where ``wipbook`` itself came from, never by the import path: a folder or a file of a user's that has
the same name must not take its place.
"""

from __future__ import annotations

from pathlib import Path

_HOME = Path(__file__).resolve().parent.parent


def templates() -> Path:
    """The folder ``workbook_templates``: the built template and add-in, the sources of the add-in."""
    return _HOME / "workbook_templates"


def template_path() -> Path:
    """The built workbook template."""
    return templates() / "wipbook.xlsx"
