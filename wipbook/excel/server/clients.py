"""Who is connected to the server, and since when nobody is."""

from __future__ import annotations

import time
from collections.abc import Callable


class Clients:
    """Connections by number, each with the process it came from (0 while it has not said).

    ``alive`` says whether a process runs: a client that was ended without letting go of the server counts no more.
    """

    def __init__(self, alive: Callable[[int], bool], clock: Callable[[], float] = time.monotonic) -> None:
        self._alive, self._clock = alive, clock
        self._process: dict[int, int] = {}
        self._last, self._deserted = 0, clock()

    def came(self) -> int:
        """The number of a new connection."""
        self._last += 1
        self._process[self._last] = 0
        return self._last

    def said(self, number: int, process: int) -> None:
        self._process[number] = process

    def went(self, number: int) -> None:
        """A connection was given up; one that is gone already may go again."""
        self._process.pop(number, None)
        if not self._process:
            self._deserted = self._clock()

    def present(self) -> int:
        """How many connections there are whose process runs."""
        for number, process in list(self._process.items()):
            if process and not self._alive(process):
                self.went(number)
        return len(self._process)

    def alone_for(self) -> float:
        """Seconds since the last one went; 0 while somebody is there."""
        return 0.0 if self.present() else self._clock() - self._deserted
