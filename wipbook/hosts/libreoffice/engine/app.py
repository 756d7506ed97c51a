"""The office: one of our own without a window, or the one a user works in."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from wipbook.hosts.base.app import App
from wipbook.hosts.libreoffice.bridge import properties
from wipbook.hosts.libreoffice.dialogs import Dialogs
from wipbook.hosts.libreoffice.engine.book import OfficeBooks
from wipbook.hosts.libreoffice.engine.unsupported import refuse, refuse_the_rest

if TYPE_CHECKING:
    from wipbook.hosts.libreoffice.engine.cells import OfficeRange
    from wipbook.hosts.libreoffice.engine.engine import OfficeApps, OfficeEngine
    from wipbook.hosts.libreoffice.process import Office


@refuse_the_rest
class OfficeApp(App):
    """``office`` is the process when it is ours; ``context`` the root of everything in the office."""

    engine: OfficeEngine
    books: OfficeBooks

    def __init__(self, apps: OfficeApps, context: Any, office: Office | None) -> None:
        self._apps, self.context, self._office = apps, context, office
        self.engine, self.pid = apps.engine, office.pid if office else os.getpid()
        self.desktop = self.create("frame.Desktop")
        self.books = OfficeBooks(self)
        self.calculates = True
        self._still: list[Any] = []
        self._moves: list[Callable[[], object]] = []
        self._indicator: Any = None
        self._status: str | bool = False

    def create(self, service: str) -> Any:
        """A service of the office by its name without ``com.sun.star``."""
        return self.context.ServiceManager.createInstanceWithContext(f"com.sun.star.{service}", self.context)

    @property
    def is_ours(self) -> bool:
        return self._office is not None

    @property
    def api(self) -> Dialogs:
        """What asks the user; an office of our own has none."""
        if self.is_ours:
            refuse("App.api", "this office has no window: give the command what it would ask for")
        frame = self.desktop.getCurrentFrame()
        return Dialogs(self.context, frame.getContainerWindow() if frame else None)

    @property
    def version(self) -> str:
        access = self.create("configuration.ConfigurationProvider").createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", properties(nodepath="/org.openoffice.Setup/Product")
        )
        return str(access.getByName("ooSetupVersionAboutBox"))

    @property
    def visible(self) -> bool:
        return not self.is_ours

    @visible.setter
    def visible(self, value: bool) -> None:
        if value and self.is_ours:
            refuse("App.visible", "open the workbook in LibreOffice to look at it")

    @property
    def selection(self) -> OfficeRange | None:
        """The selected cells of the active document."""
        book = self.books.active
        controller = book.document.getCurrentController() if book else None
        selected = controller.getSelection() if controller else None
        if book is None or selected is None or not hasattr(selected, "RangeAddress"):
            return None
        sheet = book.sheets(selected.RangeAddress.Sheet + 1)
        return sheet.over(sheet.area_of(selected.RangeAddress))

    # while a command runs -----------------------------------------------------------------------------------------

    @property
    def screen_updating(self) -> bool:
        return not self._still

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        """Still documents draw nothing, and all that happens to one is one step to undo."""
        if not value and not self._still:
            for book in self.books:
                book.document.lockControllers()
                book.document.addActionLock()
                book.document.getUndoManager().enterUndoContext("wipbook")
                self._still.append(book.document)
        elif value:
            while self._still:
                document = self._still.pop()
                for release in (
                    document.getUndoManager().leaveUndoContext, document.removeActionLock, document.unlockControllers,
                ):
                    with contextlib.suppress(Exception):  # each must be released, whatever became of the others
                        release()
            moves, self._moves = self._moves, []
            for move in moves:
                move()

    def when_shown(self, move: Callable[[], object]) -> None:
        """Move what is looked at: at once, or as soon as the documents draw again, since locked controllers stay where
        they are."""
        if self._still:
            self._moves.append(move)
        else:
            move()

    @property
    def calculation(self) -> str:
        self.calculates = all(book.document.isAutomaticCalculationEnabled() for book in self.books)
        return "automatic" if self.calculates else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "manual"):
            refuse(f"App.calculation {value!r}", "choose automatic or manual")
        self.calculates = value == "automatic"
        for book in self.books:
            book.document.enableAutomaticCalculation(self.calculates)

    def calculate(self) -> None:
        """Calculate every formula of every document anew."""
        for book in self.books:
            book.document.calculateAll()

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        """A text in the status bar; False gives it back."""
        self._status = value or False
        frame = None if self.is_ours else self.desktop.getCurrentFrame()
        if value and frame is not None:
            if self._indicator is None:
                self._indicator = frame.createStatusIndicator()
                self._indicator.start(str(value), 0)
            else:
                self._indicator.setText(str(value))
        elif self._indicator is not None:
            self._indicator.end()
            self._indicator = None

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: Any) -> str:
        """A message box; in an office of our own nobody would see it."""
        if self.is_ours:
            refuse("App.alert")
        return self.api.say(prompt, title or "", buttons, mode == "critical")

    # the end --------------------------------------------------------------------------------------------------------

    def quit(self) -> None:
        """Close every document without saving and end an office of our own; one with a user is left alone."""
        if self._office is not None:
            with contextlib.suppress(Exception):  # it may have fallen over: it ends all the same
                for book in list(self.books):
                    book.close()
            self._office.stop()
        self._apps.drop(self)

    def kill(self) -> None:
        if self._office is not None:
            self._office.stop()
        self._apps.drop(self)
