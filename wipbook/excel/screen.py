"""Excel while a command runs: still, not calculating, with the step in its status bar; afterwards as it was."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from wipbook.errors import WipbookError

# The status bar is set by a call into another process: more often than the eye follows would only cost time.
SECONDS_BETWEEN_STEPS = 0.25
#: Restored in this order: Excel recalculates behind a still screen, and the status bar tells the truth until the end.
_MEMBERS = {"calculation": "manual", "screen_updating": False, "status_bar": "wipbook ..."}
#: In Excel for Windows a command runs beside it, and it would take keys and clicks in between; boxes still do.
_WINDOWS = {"interactive": False}
_WORDS = {
    "calculation": "the calculation mode (Formulas, Calculation Options)",
    "screen_updating": "the updating of the screen",
    "status_bar": "the status bar",
    "interactive": "the keyboard and the mouse",
}


def _members(app: Any) -> dict[str, Any]:
    beside = sys.platform == "win32" and app.engine.name == "excel"
    return {**_WINDOWS, **_MEMBERS} if beside else _MEMBERS


def put_back(app: Any, before: Mapping[str, Any]) -> list[str]:
    """Set what a command had changed to how it was ``before``; a line for each that could not be."""
    notes = []
    for member in (*_MEMBERS, *_WINDOWS):
        if member not in before:
            continue
        try:
            setattr(app, member, before[member])
        except Exception as error:  # noqa: BLE001 - the others must be restored all the same
            notes.append(f"Excel did not take back {_WORDS[member]}: {error}. Please set it yourself.")
    return notes


class ExcelIsBusy(WipbookError):
    """Excel takes no orders while a cell is being edited or a dialog is open."""

    @classmethod
    def now(cls) -> ExcelIsBusy:
        return cls(where="Excel", found="it takes no orders at the moment",
                   remedy="leave the cell you are editing, close open dialogs, and press the button again")


class Screen:
    """A context manager over ``app``. ``notes`` says afterwards what could not be restored; ``say_before`` gets what
    Excel was like, before anything is changed."""

    def __init__(
        self, app: Any, clock: Callable[[], float] = time.monotonic,
        say_before: Callable[[dict[str, Any]], object] = lambda before: None,
    ) -> None:
        self._app, self._clock, self._say_before, self._shown_at = app, clock, say_before, float("-inf")
        self._before, self._changes = dict[str, Any](), dict[str, Any]()
        self.notes: list[str] = []

    def __enter__(self) -> Screen:
        try:
            self._changes = _members(self._app)
            self._before = {member: getattr(self._app, member) for member in self._changes}
        except Exception as error:
            raise ExcelIsBusy.now() from error
        # Excel says False where it speaks for itself; xlwings for Mac leaves its text to whoever it starts.
        if not isinstance(self._before["status_bar"], str) or self._before["status_bar"] == "Running...":
            self._before["status_bar"] = False
        self._say_before({"before": self._before})
        try:
            for member, value in self._changes.items():
                setattr(self._app, member, value)
        except Exception as error:
            self._restore()
            raise ExcelIsBusy.now() from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._restore()

    def show(self, step: str, hint: str = "") -> None:
        """Show a step in the status bar, and what can be done meanwhile, a few times a second at most."""
        if self._clock() - self._shown_at < SECONDS_BETWEEN_STEPS:
            return
        self._shown_at = self._clock()
        try:
            self._app.status_bar = f"wipbook: {step} ..." + (f" ({hint})" if hint else "")
        except Exception:  # noqa: BLE001 - a step that cannot be shown must not stop the command
            return

    def _restore(self) -> None:
        self.notes += put_back(self._app, self._before)
