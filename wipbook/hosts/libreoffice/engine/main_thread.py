"""Work that LibreOffice must do in its own main thread.

What a program in another process asks for is done in a thread of the bridge, while the main thread goes on with what
waits there, such as drawing. Sheets with charts imported meanwhile end the office now and then ("pure virtual method
called" in its scheduler): the main thread turns to a task whose object the other thread is just taking away. A button
in the window works in the main thread anyway.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from wipbook.hosts.libreoffice.bridge import uno


class _Callback:
    """What the office calls: ``com.sun.star.awt.XCallback``, as Python's bridge knows one by its types."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work, self.done = work, threading.Event()
        self.fault: BaseException | None = None

    def getTypes(self) -> tuple[Any, ...]:  # noqa: N802 - the office's own names
        return tuple(uno().getTypeByName(f"com.sun.star.{name}") for name in ("awt.XCallback", "lang.XTypeProvider"))

    def getImplementationId(self) -> Any:  # noqa: N802
        return uno().ByteSequence(b"")

    def notify(self, data: object) -> None:
        try:
            self._work()
        except BaseException as error:  # noqa: BLE001 - it is raised where the work was given
            self.fault = error
        finally:
            self.done.set()


def in_main_thread(create: Callable[[str], Any], work: Callable[[], object]) -> None:
    """Do ``work`` there and wait for it; ``create`` makes a service of the office by its name. The office calls back,
    and what it is asked while it waits for that call it does in the thread that waits.

    Errors: those of ``work``; the bridge's own when the office has ended meanwhile.
    """
    callback = _Callback(work)
    create("awt.AsyncCallback").addCallback(callback, None)
    while not callback.done.wait(1):
        create("awt.AsyncCallback")  # fails as soon as there is no office
    if callback.fault is not None:
        raise callback.fault
