"""Esc while a command runs: until it writes its first cell it is stopped, after that it is finished, and that is said.

Excel itself takes no keys meanwhile (see ``Screen``); on Windows the key is read from the keyboard, while a window of
this Excel is in front. Elsewhere commands run in the program's own hands, which has no such key.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from wipbook.errors import WipbookError

FINISHED = "Esc was pressed after the first cell was written: the command was finished, so that nothing is half done."
HINT = "Esc cancels"


class Cancelled(WipbookError):
    """Esc was pressed before anything was written."""


class Escape:
    """``pressed`` says whether the key was pressed since it was last asked; by default that of ``app``'s windows."""

    def __init__(self, app: Any, pressed: Callable[[], bool] | None = None) -> None:
        self._pressed = pressed or _key(app)
        self._written = False
        self.too_late = False

    @property
    def hint(self) -> str:
        """What the status bar says of it."""
        return HINT if self._pressed is not None and not self._written else ""

    def look(self) -> None:
        """Between two steps. Errors: ``Cancelled``."""
        if self._pressed is None or not self._pressed():
            return
        if self._written:
            self.too_late = True
            return
        raise Cancelled(where="Esc", found="it was pressed", expected="the end of the command",
                        remedy="nothing was changed; press the button again")

    def before_writing(self) -> None:
        """From the first cell on nothing stops the command. Errors: ``Cancelled``, for the last time."""
        if not self._written:
            self.look()
            self._written = True


def _key(app: Any) -> Callable[[], bool] | None:
    """The key of Excel for Windows; None elsewhere, and in an Excel that is too busy to say which window it has."""
    if sys.platform != "win32" or app.engine.name != "excel":
        return None
    try:
        return _key_of(int(app.hwnd))
    except Exception:  # noqa: BLE001 - a command runs without this key as well
        return None


def _key_of(window: int) -> Callable[[], bool]:
    """Whether Esc was pressed since the last time, with a window of the program of ``window`` in front."""
    import win32api
    import win32con
    import win32gui
    import win32process

    program: int = win32process.GetWindowThreadProcessId(window)[1]

    def pressed() -> bool:
        if not win32api.GetAsyncKeyState(win32con.VK_ESCAPE):
            return False
        in_front: int = win32process.GetWindowThreadProcessId(win32gui.GetForegroundWindow())[1]
        return in_front == program

    pressed()  # what was pressed before the button is not meant
    return pressed
