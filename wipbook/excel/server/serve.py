"""The server's process: Windows alone, started by COM (``LocalServer32``) with the first ``CreateObject``.

Its object is xlwings' own (``xlwings.com_server.XLPython``), so functions are those that xlwings knows; of its methods
only those named here can be called. It ends by itself ``IDLE`` seconds after the last client went.
"""

from __future__ import annotations

import os
import sys
import time
import weakref
from importlib import import_module
from pathlib import Path
from typing import Any

import wipbook

IDLE = 60.0
FUNCTIONS = "wipbook.excel.functions"
_LOOK_EVERY = 500  # milliseconds


def serve(idle: float = IDLE) -> None:
    """Answer until nobody is left for ``idle`` seconds."""
    os.chdir(Path.home())  # whatever folder Excel works in, nothing is looked up there
    import pythoncom
    import pywintypes
    import win32api
    import win32com.server.policy
    import win32com.server.util
    import win32event
    import xlwings.udfs
    from xlwings.com_server import XLPython

    from wipbook.addin.registry.identity import CLSID
    from wipbook.beside import functions_package
    from wipbook.commands.faces import error_log
    from wipbook.excel.server.clients import Clients
    from wipbook.excel.server.commands import Commands
    from wipbook.excel.server.handing_over import handed_over, is_running
    from wipbook.excel.server.ranges import NotKept, Ranges

    keep = functions_package().boundary.kept.Kept
    # known beforehand, and never loaded anew while it answers: xlwings would look at the file at each call
    module = import_module(FUNCTIONS)
    xlwings.udfs.udf_modules[FUNCTIONS] = {"filename": "", "filetime": None, "module": module}
    clients, commands = Clients(is_running), Commands(handed_over)  # from now on nobody may be late
    main_thread = win32api.GetCurrentThreadId()

    class Server(XLPython):
        """One connection."""

        _public_methods_ = ["Connect", "Answer", "Press", "Busy", "Halt"]  # noqa: RUF012 - as xlwings has it

        def __init__(self) -> None:
            self._number, self._ranges = clients.came(), Ranges(keep)
            weakref.finalize(self, clients.went, self._number)

        def Connect(self, process: int) -> int:  # noqa: N802 - COM's names
            """The process of this server; ``process`` is that of the client."""
            clients.said(self._number, process)
            return os.getpid()

        def Answer(self, name: str, values: Any, keys: str) -> Any:  # noqa: N802
            """What a function says; ``keys`` are those of its values, a line each, blank when none has one.
            Errors: ``NotKept``, upon which the client sends its ranges again."""
            if name not in module.FUNCTIONS:
                return f"#WIP: {name}: wipbook {wipbook.__version__} has no such function: run wipbook addin install"
            try:
                given = values if not keys else tuple(
                    self._ranges.given(value, key) for value, key in zip(values, keys.split("\n"), strict=True)
                )
                return self.CallUDF(FUNCTIONS, name, given)  # type: ignore[no-untyped-call]
            except NotKept:
                raise
            except Exception as error:  # noqa: BLE001 - a cell shows one line, whatever happened
                return f"#WIP: {name}: {error_log.write(name, error).sentence}"[:255]

        def Press(self, button: str, book: Any, window: int, given: str, addin: str) -> str:  # noqa: N802
            """Start the command of a button; blank, or why not."""
            return commands.press(button, book, window, given, addin)

        def Busy(self, window: int) -> bool:  # noqa: N802
            return commands.busy(window)

        def Halt(self) -> None:  # noqa: N802
            """End the server, and the commands at work."""
            commands.stop()
            win32api.PostThreadMessage(main_thread, 0x0012, 0, 0)  # WM_QUIT

    class Policy(win32com.server.policy.DefaultPolicy):  # type: ignore[misc]
        def _CreateInstance_(self, wanted: Any, interface: Any) -> Any:  # noqa: N802
            if wanted == clsid:
                return win32com.server.util.wrap(Server(), interface)
            return super()._CreateInstance_(wanted, interface)

    clsid = pywintypes.IID(CLSID)
    win32com.server.policy.DefaultPolicy = Policy
    factory = pythoncom.MakePyFactory(clsid)

    def offered() -> int:
        return int(pythoncom.CoRegisterClassObject(
            clsid, factory, pythoncom.CLSCTX_LOCAL_SERVER, pythoncom.REGCLS_MULTIPLEUSE
        ))

    offer = offered()
    while True:
        woken = win32event.MsgWaitForMultipleObjects((), 0, _LOOK_EVERY, win32event.QS_ALLEVENTS)
        if woken == win32event.WAIT_OBJECT_0 and pythoncom.PumpWaitingMessages():
            break
        commands.tend()
        if clients.alone_for() >= idle and not commands.at_work:
            pythoncom.CoRevokeClassObject(offer)  # from now on COM starts another ...
            pythoncom.PumpWaitingMessages()
            if not clients.present():
                break
            offer = offered()  # ... but somebody had come before
    for _ in range(20):  # the answer to who asked it to end is still on its way
        pythoncom.PumpWaitingMessages()
        time.sleep(0.01)
    commands.tend()  # a stopped command's Excel is set right by a process that outlives this one
    sys.stdout = sys.stderr = None
    os._exit(0)  # libraries' threads have nothing to finish


if __name__ == "__main__":
    # COM adds -Embedding of its own
    serve(next((float(word.removeprefix("--idle=")) for word in sys.argv if word.startswith("--idle=")), IDLE))
