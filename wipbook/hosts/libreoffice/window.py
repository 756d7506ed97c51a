"""LibreOffice as a host: the second of our xlwings engines, independent of the one for files.

It serves two purposes. The extension runs commands with it on the workbook in the user's window. And the tests run the
same command on the same workbook through both engines: what they write must agree. It is not for delivering files:
LibreOffice's own saving loses table styles and calculated columns of an Excel workbook.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

from wipbook.hosts.libreoffice.engine import ENGINE_NAME


def register() -> Any:
    """Make the engine ``libreoffice`` known to xlwings (once) and return it. It never becomes the active engine."""
    import xlwings

    from wipbook.hosts.libreoffice.engine.engine import OfficeEngine

    if ENGINE_NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=OfficeEngine()))
    return xlwings.engines.engines_by_name[ENGINE_NAME]


class open_book:  # noqa: N801 - read as a word: with open_book(path)
    """Open a workbook in an office of our own as a real ``xlwings.Book``; nothing is saved on leaving the block.

    Errors: ``NoOffice``, ``OfficeDidNotStart``, ``OfficeCannotOpen``, ``WorkbookOpenElsewhere``. (No generator: Python
    cannot carry LibreOffice's exceptions through one.)
    """

    def __init__(self, path: str | Path) -> None:
        self._path, self._app = path, register().impl.apps.add()

    def __enter__(self) -> Any:
        import xlwings

        try:
            return xlwings.Book(impl=self._app.books.open(str(self._path)))
        except BaseException:
            self._app.quit()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._app.quit()


def book_in_window(context: Any, frame: Any) -> Any:
    """The ``xlwings.Book`` on the workbook in a window of the office that runs this code."""
    import xlwings

    app = register().impl.apps.inside(context)
    app.books.forget()
    return xlwings.Book(impl=app.books.on(frame.getController().getModel()))
