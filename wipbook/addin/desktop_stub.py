"""xlwings' Windows code on any machine: enough of pywin32 that its own wrapper generator and UDF server load.

Only for processes of their own (``python -m wipbook.addin.wrappers``, tests): ``install`` changes ``sys.modules``.
"""

from __future__ import annotations

import asyncio
import ctypes
import datetime as dt
import os
import sys
import threading
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import MagicMock

MISSING_ARGUMENT = -2147352572
"""What VBA hands over for an optional argument that was left out (DISP_E_PARAMNOTFOUND)."""


class Dispatch:
    """The base of everything that COM hands over."""


class ComError(Exception):
    """``pywintypes.com_error``."""


class Time(dt.datetime):
    """``pywintypes.TimeType``: how COM hands over a date cell."""


def install() -> Any:
    """Load the real ``xlwings.udfs`` over the stub; ``xlwings.func`` and its kin are then the real decorators."""
    _stub("pywintypes", com_error=ComError, TimeType=Time, IID=str)
    com = _stub(
        "pythoncom", com_error=ComError, TypeIIDs={"IID_IDispatch": Dispatch}, IID_IDispatch="IID_IDispatch",
        CoInitialize=lambda: None,
    )
    for name in ("win32api", "win32con", "win32gui", "win32process", "win32event"):
        _stub(name)
    _stub("win32timezone", TimeZoneInfo=types.SimpleNamespace(utc=lambda: dt.UTC))
    package = _stub("win32com", __path__=[])
    package.client = _stub(
        "win32com.client", Dispatch=lambda o, *_, **__: o, DispatchEx=lambda o, *_, **__: o, CDispatch=Dispatch,
        DispatchBaseClass=Dispatch, CoClassBaseClass=Dispatch,
    )
    package.server = _stub("win32com.server", __path__=[])
    for name in ("util", "dispatcher", "policy", "exception"):
        setattr(package.server, name, _stub(f"win32com.server.{name}"))
    with _windows_ctypes():
        import xlwings

        com.__file__ = "pythoncom.dll"
        from xlwings import _xlwindows
    xlwings._xlwindows = _xlwindows
    server = types.ModuleType("xlwings.com_server")
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    vars(server)["loop"] = loop
    sys.modules["xlwings.com_server"] = server
    from xlwings import udfs

    if "excel" not in [engine.name for engine in xlwings.engines]:
        xlwings.engines.add(xlwings.Engine(impl=_xlwindows.engine))
    real = {"func": udfs.xlfunc, "arg": udfs.xlarg, "ret": udfs.xlret, "script": udfs.xlsub, "sub": udfs.xlsub}
    vars(xlwings).update(real)
    return udfs


def _stub(name: str, **members: Any) -> Any:
    """A module in ``sys.modules`` that has ``members`` and answers any other plain name with a mock."""

    def other(attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return MagicMock(name=f"{name}.{attribute}")

    module = types.ModuleType(name)
    vars(module).update(members, __getattr__=other)
    sys.modules[name] = module
    return module


@contextmanager
def _windows_ctypes() -> Iterator[None]:
    """``ctypes`` with the Windows loaders, while xlwings is imported; it also changes the folder for a moment."""
    folder = os.getcwd()  # noqa: PTH109 - what xlwings changes is the process's folder
    missing = [name for name in ("windll", "oledll") if not hasattr(ctypes, name)]
    for name in missing:
        setattr(ctypes, name, MagicMock(name=name))
    real, ctypes.PyDLL = ctypes.PyDLL, MagicMock(name="PyDLL")  # type: ignore[misc]
    try:
        yield
    finally:
        ctypes.PyDLL = real  # type: ignore[misc]
        for name in missing:
            delattr(ctypes, name)
        os.chdir(folder)
