"""Excel while a command runs: still, not calculating, with the step in its status bar; afterwards as it was."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from wipbook.errors import WipbookError

# The status bar is set by a call into another process: more often than the eye follows would only cost time.
SECONDS_BETWEEN_STEPS = 0.25
#: Restored in this order: Excel recalculates behind a still screen, and the status bar tells the truth until the end.
_MEMBERS = {"calculation": "manual", "screen_updating": False, "status_bar": "wipbook ..."}
_WORDS = {
    "calculation": "the calculation mode (Formulas, Calculation Options)",
    "screen_updating": "the updating of the screen",
    "status_bar": "the status bar",
}


class ExcelIsBusy(WipbookError):
    """Excel takes no orders while a cell is being edited or a dialog is open."""

    @classmethod
    def now(cls) -> ExcelIsBusy:
        return cls(where="Excel", found="it takes no orders at the moment",
                   remedy="leave the cell you are editing, close open dialogs, and press the button again")


class Screen:
    """A context manager over ``app``. ``notes`` says afterwards what could not be restored."""

    def __init__(self, app: Any, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._clock, self._shown_at = app, clock, float("-inf")
        self._before: dict[str, Any] = {}
        self.notes: list[str] = []

    def __enter__(self) -> Screen:
        try:
            self._before = {member: getattr(self._app, member) for member in _MEMBERS}
        except Exception as error:
            raise ExcelIsBusy.now() from error
        # Excel says False where it speaks for itself; xlwings for Mac leaves its text to whoever it starts.
        if not isinstance(self._before["status_bar"], str) or self._before["status_bar"] == "Running...":
            self._before["status_bar"] = False
        try:
            for member, value in _MEMBERS.items():
                setattr(self._app, member, value)
        except Exception as error:
            self._restore()
            raise ExcelIsBusy.now() from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._restore()

    def show(self, step: str) -> None:
        """Show a step in the status bar, a few times a second at most."""
        if self._clock() - self._shown_at < SECONDS_BETWEEN_STEPS:
            return
        self._shown_at = self._clock()
        try:
            self._app.status_bar = f"wipbook: {step} ..."
        except Exception:  # noqa: BLE001 - a step that cannot be shown must not stop the command
            return

    def _restore(self) -> None:
        for member in _MEMBERS:
            try:
                setattr(self._app, member, self._before[member])
            except Exception as error:  # noqa: BLE001 - the others must be restored all the same
                self.notes.append(f"Excel did not take back {_WORDS[member]}: {error}. Please set it yourself.")
