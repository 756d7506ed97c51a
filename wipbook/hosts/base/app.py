"""The apps of an engine: the last one used comes first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from xlwings import base_classes

from wipbook.hosts.base.unsupported import Refusing


class App(Refusing, base_classes.App):
    """One app. Nothing asks, beeps or blinks in ours: what concerns that is a plain attribute."""

    display_alerts = enable_events = interactive = True
    cut_copy_mode: Any = False
    hwnd = 0
    path = ""
    pid: int
    _apps: Apps[Any]

    def activate(self, steal_focus: bool = False) -> None:
        self._apps.front(self)


One = TypeVar("One", bound=App)


class Apps(base_classes.Apps, Generic[One]):
    """All of them; an engine says how one is started (``add``)."""

    def __init__(self, engine: Any) -> None:
        self.engine, self._apps = engine, list[One]()

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def _added(self, app: One) -> One:
        self._apps.insert(0, app)
        return app

    @staticmethod
    def cleanup() -> None:
        """What an app of ours started ends with it; there is nothing else to clean up."""

    def drop(self, app: One) -> None:
        if app in self._apps:
            self._apps.remove(app)

    def front(self, app: One) -> None:
        self._apps.remove(app)
        self._apps.insert(0, app)

    def __iter__(self) -> Iterator[One]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> One:
        return next(app for app in self._apps if app.pid == pid)
