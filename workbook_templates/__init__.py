"""The workbook template and the scripts that build it from the schema and the sheets."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def template_path() -> Path:
    """Where the built template lies, in a checkout and in an installed wheel alike."""
    return Path(str(files(__name__) / "wipbook.xlsx"))
