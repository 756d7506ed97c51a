"""The engine and its apps: what xlwings asks for before there is a book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wipbook.hosts.base.app import Apps
from wipbook.hosts.base.engine import Engine
from wipbook.hosts.libreoffice.engine import ENGINE_NAME
from wipbook.hosts.libreoffice.engine.app import OfficeApp
from wipbook.hosts.libreoffice.process import Office


class OfficeEngine(Engine):
    """Its apps are offices."""

    name = ENGINE_NAME

    def __init__(self) -> None:
        self.apps = OfficeApps(self)


class OfficeApps(Apps[OfficeApp]):
    """The offices of the engine: those it started, and the one it runs inside."""

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
