"""Work that goes on until somebody ends it: the first Ctrl-C or SIGTERM asks, the second ends at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


@contextmanager
def until_told() -> Iterator[threading.Event]:
    """An event that is set when the process is told to end; then the signals mean what they meant before."""
    over = threading.Event()
    before: dict[int, Any] = {}

    def told(number: int, frame: object) -> None:
        over.set()
        back()

    def back() -> None:
        while before:
            number, handler = before.popitem()
            signal.signal(number, handler)

    with suppress(ValueError):  # in another thread than the main one nobody is told anything
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, told)
    try:
        yield over
    finally:
        with suppress(ValueError):
            back()
