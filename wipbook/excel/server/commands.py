"""Commands in processes of their own, so that no function waits for one: each drives the Excel it was pressed in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from wipbook.addin.registry.identity import OPTIONS, quiet_python

MODULE = "wipbook.excel.command"


@dataclass
class Running:
    """A command at work: what it was told, and what it said of the Excel it found."""

    button: str
    window: int
    book: Any
    process: subprocess.Popen[str]
    said: dict[str, Any] = field(default_factory=dict)
    listener: Thread | None = None


class Commands:
    """The commands of all windows, one a window at most.

    ``handed_over`` makes of a workbook a text by which another process finds it; ``line`` is the command line.
    """

    def __init__(self, handed_over: Callable[[Any], str], line: Sequence[str] = ()) -> None:
        self._handed_over = handed_over
        self._line = tuple(line) or (str(quiet_python()), *OPTIONS, "-m", MODULE)
        self._running: list[Running] = []

    def press(self, button: str, book: Any, window: int, given: str = "", addin: str = "") -> str:
        """Start the command of a button; blank, or why not."""
        self.tend()
        for one in self._running:
            if one.window == window:
                return f"{_words(one.button)} is still at work in this Excel. Its steps stand in the status bar."
        self._start(button, book, window, {"button": button, "given": given, "addin": addin})
        return ""

    def busy(self, window: int) -> bool:
        self.tend()
        return any(one.window == window for one in self._running)

    @property
    def at_work(self) -> bool:
        return bool(self._running)

    def tend(self) -> None:
        """Let go of what has ended. A command that was ended before it could tidy up leaves Excel locked and still:
        another process sets that right, and says so."""
        for one in list(self._running):
            if one.process.poll() is None or (one.listener is not None and one.listener.is_alive()):
                continue
            self._running.remove(one)
            if "before" in one.said and "done" not in one.said:
                self._start("restore", one.book, one.window, {"restore": one.said, "button": one.button})

    def stop(self) -> None:
        """End what is at work, and wait for it; what they leave is set right by ``tend``."""
        for one in self._running:
            one.process.kill()
            one.process.wait(10)
            if one.listener is not None:
                one.listener.join(10)

    def _start(self, button: str, book: Any, window: int, told: dict[str, Any]) -> None:
        told["book"] = self._handed_over(book)
        process = subprocess.Popen(
            self._line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            encoding="utf-8", cwd=Path.home(), creationflags=_NO_WINDOW,
        )
        running = Running(button, window, book, process)
        running.listener = Thread(target=_listen, args=(running,), daemon=True)
        running.listener.start()
        self._running.append(running)
        assert process.stdin is not None
        try:
            with process.stdin as end:
                end.write(json.dumps(told))
        except OSError:  # it has ended already; ``tend`` finds that
            return


def _listen(running: Running) -> None:
    """What a command says, line by line, until it ends."""
    assert running.process.stdout is not None
    with running.process.stdout as lines:
        for line in lines:
            try:
                running.said |= json.loads(line)
            except (ValueError, TypeError):
                continue  # a library's line


def _words(button: str) -> str:
    return button.replace("_", " ").capitalize()


_NO_WINDOW = 0x0800_0000 if sys.platform == "win32" else 0
"""CREATE_NO_WINDOW."""
