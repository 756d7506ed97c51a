"""The engine and its apps: what xlwings asks for before there is a book."""

from __future__ import annotations

import itertools
from typing import Any

from wipbook.hosts.base.app import App, Apps
from wipbook.hosts.base.engine import Engine
from wipbook.hosts.file.engine import ENGINE_NAME
from wipbook.hosts.file.engine.book import FileBooks
from wipbook.hosts.file.engine.unsupported import refuse, refuse_the_rest

_NUMBERS = itertools.count(1)


class FileEngine(Engine):
    """Its apps are many or one; what matters is the file."""

    name = ENGINE_NAME

    def __init__(self) -> None:
        self.apps = FileApps(self)


class FileApps(Apps["FileApp"]):
    """The apps of the engine; one is enough, more do no harm."""

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> FileApp:
        """A new app without a book: a book of this engine is always a file."""
        return self._added(FileApp(self))


@refuse_the_rest
class FileApp(App):
    """An app without a window: what concerns a screen is a plain attribute, as nothing can be seen."""

    screen_updating = True
    visible = False
    status_bar: Any = None
    calculation = "automatic"  # formulas are calculated when Excel opens the file
    version = "16.0"
    engine: FileEngine
    books: FileBooks

    def __init__(self, apps: FileApps) -> None:
        self._apps, self.pid = apps, -next(_NUMBERS)
        self.engine, self.books = apps.engine, FileBooks(self)

    @property
    def api(self) -> Any:
        refuse("App.api", "use the members of xlwings; the native object exists in Excel only")

    def quit(self) -> None:
        """Close every book without saving."""
        for book in list(self.books):
            book.close()
        self._apps.drop(self)

    kill = quit

    def calculate(self) -> None:
        refuse("App.calculate", "open the saved workbook in Excel: it calculates every formula on opening")

    def run(self, macro: str, args: Any) -> None:
        refuse("App.run", "call the Python function itself; VBA needs Excel")
