"""Ctrl-C and SIGTERM while a command runs: both end it by the same exception, so that what is open is put away."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from wipbook.commands.faces.failure import Stopped
from wipbook.exit_code import ExitCode

_CODES = {signal.SIGINT: ExitCode.INTERRUPTED, signal.SIGTERM: ExitCode.TERMINATED}


@contextmanager
def heeded() -> Iterator[None]:
    """Within the block these signals raise ``Stopped``; afterwards they do what they did before."""
    if threading.current_thread() is not threading.main_thread():  # the only one that may set them
        yield
        return
    before = {number: signal.signal(number, _stop) for number in _CODES}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ignore() -> None:
    """From here on the run is ending and says why: it is not to be stopped in the middle of that."""
    if threading.current_thread() is threading.main_thread():
        for number in _CODES:
            signal.signal(number, signal.SIG_IGN)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(_CODES[signal.Signals(number)])
