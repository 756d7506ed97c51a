"""The engine that xlwings has for Excel on Windows, on any machine: its own code, over objects that answer like COM.

What it imports of pywin32 is stood in for while it is loaded. Nothing of it is registered with xlwings.
"""

from __future__ import annotations

import atexit
import ctypes
import importlib.util
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock, patch

import xlwings

_PYWIN32 = (
    "pywintypes", "win32api", "win32con", "win32gui", "win32process", "win32timezone", "pythoncom", "win32com",
    "win32com.client",
)


class ComError(Exception):
    """pywintypes.com_error: (hresult, text, details, argument)."""

    def __init__(self, text: str, hresult: int = -2147352567) -> None:
        super().__init__(hresult, text, (0, "Microsoft Excel", text, None, 0, -2146827284), None)
        self.hresult, self.excepinfo = hresult, (0, "Microsoft Excel", text, None, 0, -2146827284)


@lru_cache
def engine() -> ModuleType:
    """xlwings' module for Windows."""
    stands_in: dict[str, Any] = {name: MagicMock(name=name) for name in _PYWIN32}
    stands_in["pywintypes"].com_error = ComError
    stands_in["pywintypes"].TimeType = type("TimeType", (), {})
    stands_in["pythoncom"].__file__ = "pythoncom.dll"
    stands_in["win32process"].GetWindowThreadProcessId = lambda window: (0, 4711)
    client = stands_in["win32com"].client = stands_in["win32com.client"]
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(client, name, type(name, (), {}))
    stands_in["xlwings._win32patch"] = MagicMock(CoClassBaseClass=client.CoClassBaseClass)
    stands_in["win32timezone"].TimeZoneInfo.utc = lambda: None
    path = Path(xlwings.__file__).with_name("_xlwindows.py")
    spec = importlib.util.spec_from_file_location("xlwings._xlwindows_for_tests", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with (
        patch.dict(sys.modules, stands_in), patch.object(ctypes, "windll", MagicMock(), create=True),
        patch.object(ctypes, "oledll", MagicMock(), create=True), patch.object(ctypes, "PyDLL", MagicMock()),
        patch.object(atexit, "register", lambda function: function), patch("os.chdir"),
    ):
        spec.loader.exec_module(module)
    return module
