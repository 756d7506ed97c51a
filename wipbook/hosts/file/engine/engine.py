"""The engine and its apps: what xlwings asks for before there is a book."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any

from xlwings import base_classes

from wipbook.hosts.file.engine import ENGINE_NAME
from wipbook.hosts.file.engine.book import FileBooks
from wipbook.hosts.file.engine.unsupported import refuse, refuse_the_rest
from wipbook.port.workbook import CellError

_NUMBERS = itertools.count(1)


class FileEngine:
    """What ``xlwings.Engine`` wraps. ``type`` is 'desktop' so that xlwings takes the usual paths."""

    name = ENGINE_NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = FileApps(self)

    @staticmethod
    def clean_value_data(
        data: Any,
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Raw values as the user asked for them: a list of rows; numbers are floats, as in Excel."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, CellError):
                return value.code if err_to_str else None
            if isinstance(value, bool | str):
                return value
            if isinstance(value, dt.datetime):
                return (
                    value
                    if datetime_builder is dt.datetime
                    else datetime_builder(
                        month=value.month,
                        day=value.day,
                        year=value.year,
                        hour=value.hour,
                        minute=value.minute,
                        second=value.second,
                        microsecond=value.microsecond,
                        tzinfo=None,
                    )
                )
            return number_builder(float(value)) if number_builder else float(value)

        rows = data if isinstance(data, list) else [[data]]
        return [[clean(value) for value in row] for row in rows]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """A Python value as a cell can hold it; missing values of pandas and numpy become blank cells."""
        if value is None or isinstance(value, str | bool | int | dt.datetime):
            return value
        if isinstance(value, float):
            return value if math.isfinite(value) else None if math.isnan(value) else value
        kind = type(value).__module__.split(".")[0]
        if kind in ("pandas", "numpy"):
            import pandas as pd

            if pd.isna(value):
                return None
            if isinstance(value, pd.Timestamp):
                return value.to_pydatetime()
            if isinstance(value, pd.Timedelta):
                return value.to_pytimedelta()
            return FileEngine.prepare_xl_data_element(value.item(), options) if hasattr(value, "item") else value
        return value


class FileApps(base_classes.Apps):
    """The apps of the engine; one is enough, more do no harm."""

    def __init__(self, engine: FileEngine) -> None:
        self.engine, self._apps = engine, list[FileApp]()

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> FileApp:
        """A new app without a book: a book of this engine is always a file."""
        app = FileApp(self)
        self._apps.insert(0, app)
        return app

    @staticmethod
    def cleanup() -> None:
        """There are no processes to clean up."""

    def drop(self, app: FileApp) -> None:
        if app in self._apps:
            self._apps.remove(app)

    def front(self, app: FileApp) -> None:
        self._apps.remove(app)
        self._apps.insert(0, app)

    def __iter__(self) -> Iterator[FileApp]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> FileApp:
        return next(app for app in self._apps if app.pid == pid)


@refuse_the_rest(base_classes.App)
class FileApp(base_classes.App):
    """An app without a window: what concerns a screen is a plain attribute, as nothing can be seen."""

    screen_updating = display_alerts = enable_events = interactive = True
    visible = False
    status_bar: Any = None
    cut_copy_mode: Any = False
    calculation = "automatic"  # formulas are calculated when Excel opens the file
    version = "16.0"
    hwnd = 0
    path = ""
    pid: int
    engine: FileEngine
    books: FileBooks

    def __init__(self, apps: FileApps) -> None:
        self._apps, self.pid = apps, -next(_NUMBERS)
        self.engine, self.books = apps.engine, FileBooks(self)

    @property
    def api(self) -> Any:
        refuse("App.api", "use the members of xlwings; the native object exists in Excel only")

    def activate(self, steal_focus: bool = False) -> None:
        self._apps.front(self)

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
