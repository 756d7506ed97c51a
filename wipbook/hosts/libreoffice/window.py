"""LibreOffice as a host: the second of our xlwings engines, independent of the one for files.

It serves two purposes. The extension runs commands with it on the workbook in the user's window. And the tests run the
same command on the same workbook through both engines: what they write must agree. It is not for delivering files:
LibreOffice's own saving loses table styles and calculated columns of an Excel workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wipbook.hosts.libreoffice.engine import ENGINE_NAME


def register() -> Any:
    """Make the engine ``libreoffice`` known to xlwings (once) and return it. It never becomes the active engine."""
    import xlwings

    from wipbook.hosts.libreoffice.engine.engine import OfficeEngine

    if ENGINE_NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=OfficeEngine()))
    return xlwings.engines.engines_by_name[ENGINE_NAME]


@contextmanager
def open_book(path: str | Path) -> Iterator[Any]:
    """Open a workbook in an office of our own as a real ``xlwings.Book``; nothing is saved on leaving the block.

    Errors: ``NoOffice``, ``OfficeDidNotStart``, ``OfficeCannotOpen``, ``WorkbookOpenElsewhere``.
    """
    import xlwings

    app = register().impl.apps.add()
    try:
        yield xlwings.Book(impl=app.books.open(str(path)))
    finally:
        app.quit()


def book_in_window(context: Any, frame: Any) -> Any:
    """The ``xlwings.Book`` on the workbook in a window of the office that runs this code."""
    import xlwings

    app = register().impl.apps.inside(context)
    app.books.forget()
    return xlwings.Book(impl=app.books.on(frame.getController().getModel()))
