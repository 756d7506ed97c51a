"""The engine and its apps: what xlwings asks for before there is a book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes

from wipbook.hosts.file.engine.engine import FileEngine
from wipbook.hosts.libreoffice.engine import ENGINE_NAME
from wipbook.hosts.libreoffice.engine.app import OfficeApp
from wipbook.hosts.libreoffice.process import Office


class OfficeEngine:
    """What ``xlwings.Engine`` wraps. ``type`` is 'desktop' so that xlwings takes the usual paths."""

    name = ENGINE_NAME
    type = "desktop"
    # What a cell may hold, and what the user asked for, is the same on every engine of ours.
    clean_value_data = staticmethod(FileEngine.clean_value_data)
    prepare_xl_data_element = staticmethod(FileEngine.prepare_xl_data_element)

    def __init__(self) -> None:
        self.apps = OfficeApps(self)


class OfficeApps(base_classes.Apps):
    """The offices of the engine: those it started, and the one it runs inside."""

    def __init__(self, engine: OfficeEngine) -> None:
        self.engine, self._apps = engine, list[OfficeApp]()

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> OfficeApp:
        """Start an office of our own; ``spec`` may name the folder of a profile for it, which no other office uses.

        Errors: ``NoOffice``, ``OfficeDidNotStart``.
        """
        office = Office(Path(spec) if spec else None)
        return self._added(OfficeApp(self, office.context, office))

    def inside(self, context: Any) -> OfficeApp:
        """The office that runs this code, by its component context."""
        for app in self._apps:
            if not app.is_ours:
                return app
        return self._added(OfficeApp(self, context, None))

    def _added(self, app: OfficeApp) -> OfficeApp:
        self._apps.insert(0, app)
        return app

    @staticmethod
    def cleanup() -> None:
        """Offices of our own end with their apps; there is nothing else to clean up."""

    def drop(self, app: OfficeApp) -> None:
        if app in self._apps:
            self._apps.remove(app)

    def front(self, app: OfficeApp) -> None:
        self._apps.remove(app)
        self._apps.insert(0, app)

    def __iter__(self) -> Iterator[OfficeApp]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> OfficeApp:
        return next(app for app in self._apps if app.pid == pid)
