"""Work that LibreOffice must do in its own main thread.

What a program in another process asks for is done in a thread of the bridge, while the main thread goes on with what
waits there, such as drawing. A workbook opened, or a sheet with charts imported, meanwhile ends the office now and then
("pure virtual method called" in its scheduler) or lets it stand still: the main thread turns to a task whose object the
other thread is just taking away. What a user presses in the window is done in the main thread anyway.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from wipbook.hosts.libreoffice.bridge import properties, uno

Result = TypeVar("Result")


class _Callback:
    """What the office calls: ``com.sun.star.awt.XCallback``, as Python's bridge knows one by its types."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work, self.done = work, threading.Event()
        self.result: Any = None
        self.fault: BaseException | None = None

    def getTypes(self) -> tuple[Any, ...]:  # noqa: N802 - the office's own names
        return tuple(uno().getTypeByName(f"com.sun.star.{name}") for name in ("awt.XCallback", "lang.XTypeProvider"))

    def getImplementationId(self) -> Any:  # noqa: N802
        return uno().ByteSequence(b"")

    def notify(self, data: object) -> None:
        try:
            self.result = self._work()
        except BaseException as error:  # noqa: BLE001 - it is raised where the work was given
            self.fault = error
        finally:
            self.done.set()


def in_main_thread(create: Callable[[str], Any], work: Callable[[], Result]) -> Result:
    """What ``work`` gives, done there; ``create`` makes a service of the office by its name. The office calls back,
    and what it is asked while it waits for that call it does in the thread that waits.

    Errors: those of ``work``; the bridge's own when the office has ended meanwhile.
    """
    callback = _Callback(work)
    create("awt.AsyncCallback").addCallback(callback, None)
    while not callback.done.wait(1):
        create("awt.AsyncCallback")  # fails as soon as there is no office
    if callback.fault is not None:
        raise callback.fault
    result: Result = callback.result
    return result


def load(create: Callable[[str], Any], url: str, **how: Any) -> Any:
    """The document at ``url``, opened there; ``how`` is what LibreOffice calls a media descriptor, such as
    ``Hidden=True``. None where it cannot read what is there; errors as above."""
    desktop = create("frame.Desktop")
    return in_main_thread(create, lambda: desktop.loadComponentFromURL(url, "_blank", 0, properties(**how)))
