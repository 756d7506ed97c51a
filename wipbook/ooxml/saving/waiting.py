"""How long to wait for somebody else to be done with a workbook."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from wipbook.ooxml.faults import WorkbookOpenElsewhere

_PAUSE = 0.05
Done = TypeVar("Done")


@dataclass
class Waiting:
    """At most ``seconds`` of waiting in all, however often it is asked to wait; ``tell`` is told once what for."""

    seconds: float = 0.0
    tell: Callable[[str], None] = lambda what: None
    _told: bool = field(default=False, init=False)

    def until(self, attempt: Callable[[], Done]) -> Done:
        """What ``attempt`` gives as soon as the workbook is not open elsewhere. Errors: those of ``attempt``, of which
        WorkbookOpenElsewhere when there is no time left."""
        while True:
            began = time.monotonic()
            try:
                return attempt()
            except WorkbookOpenElsewhere as elsewhere:
                if self.seconds <= 0:
                    raise
                if not self._told:
                    self._told = True
                    self.tell(f"waiting up to {self.seconds:g} s: {elsewhere.where}, found {elsewhere.found}")
                time.sleep(min(_PAUSE, self.seconds))
                self.seconds -= time.monotonic() - began
