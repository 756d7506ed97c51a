"""wipbook: an Excel workbook as the system of record for work-in-process inventory.

``wipbook.open("plant.xlsx")`` yields a real ``xlwings.Book`` without Excel; everything else is a command
(``wipbook --help``) or a pure function in ``wipbook.costing``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(path: str | Path, **options: Any) -> Any:
    """Open a workbook file without Excel; a context manager that yields an ``xlwings.Book``.

    xlwings is imported here and not before: it costs more than a second.
    """
    from wipbook.hosts.file.workbook import open_book

    return open_book(path, **options)
