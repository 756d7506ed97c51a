"""A workbook out of Excel's hands for a moment: saved, closed, its file changed, opened again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wipbook.hosts.excel.online import is_online
from wipbook.port.workbook import Workbook

Reopened = Callable[[Callable[[Path], None]], None]


def reopened(book: Any, workbook: Workbook) -> Reopened | None:
    """What runs a change of the file of ``book`` (an ``xlwings.Book``) while Excel does not hold it: what stands in the
    workbook is saved first, and whatever becomes of the change, the file is opened again. None where that cannot be:
    a workbook online, one that was never saved or only read, a program other than Excel, in whose own process we run.
    """
    if book.app.engine.name != "excel" or workbook.path is None or is_online(str(book.fullname)) or _only_read(book):
        return None

    def run(change: Callable[[Path], None]) -> None:
        app, path = book.app, Path(str(book.fullname))
        book.save()
        book.close()
        try:
            change(path)
        finally:
            app.books.open(str(path))

    return run


def _only_read(book: Any) -> bool:
    return bool(book.api.read_only.get() if sys.platform == "darwin" else book.api.ReadOnly)
