"""Runs in Windows' Python: what the VBA of a workbook does, from the library of xlwings to the result of a function.

windows_calls.py DLL PYTHON MODULE CALLS ANSWERS: MODULE is that of the functions, CALLS a JSON file of
[function, arguments] (see ``call_functions``).
"""

import ctypes
import datetime as dt
import json
import os
import sys
from pathlib import Path

import pythoncom
import win32com.client
import xlwings
from win32com.client import VARIANT

dll, python, module, calls, answers = sys.argv[1:]


class Variant(ctypes.Structure):
    """A VARIANT of 64-bit Windows."""

    _fields_ = (("kind", ctypes.c_ushort), ("reserved", ctypes.c_ushort * 3), ("value", ctypes.c_uint64),
                ("more", ctypes.c_uint64))


# The command that the function XLPyCommand of xlwings' VBA makes, without its cmd.exe /K.
command = (
    f'"{python}" -B -c "import sys, os;import xlwings.utils;'
    'xlwings.utils.prepare_sys_path(\\"False;;;;;;\\");import xlwings; xlwings.serve(\'$(CLSID)\')"'
)
library = ctypes.WinDLL(dll)


def activate(mode: int) -> Variant:
    result = Variant()
    failed = library.XLPyDLLActivateAuto(ctypes.byref(result), command.encode("mbcs"), mode)
    if failed:
        raise SystemExit(f"XLPyDLLActivateAuto: {failed}, {ctypes.wstring_at(result.value) if result.value else ''}")
    return result


def cell(value):
    if isinstance(value, dict):
        return dt.datetime.fromisoformat(value["date"])
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def argument(value):
    if isinstance(value, dict) and "missing" in value:
        return VARIANT(pythoncom.VT_ERROR, -2147352572)  # DISP_E_PARAMNOTFOUND
    if isinstance(value, dict) and "range" in value:
        rows = tuple(tuple(map(cell, row)) for row in value["range"])
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows
    return cell(value)


found = {
    "platform": sys.platform,
    "engines": [engine.name for engine in xlwings.engines],
    "real decorators": xlwings.func is sys.modules["xlwings.udfs"].xlfunc,
    "answers": [],
}
result = activate(1)
assert result.kind == pythoncom.VT_DISPATCH, result.kind
server = win32com.client.Dispatch(pythoncom.ObjectFromAddress(result.value, pythoncom.IID_IDispatch))
found["process"] = str(server.Eval("__import__('os').getpid()"))
for function, arguments in json.loads(Path(calls).read_text("utf-8")):
    found["answers"].append(server.CallUDF(module, function, tuple(map(argument, arguments)), None, None))
found["own process"] = str(os.getpid())
activate(-1)  # as KillPy does
text = json.dumps(found, default=lambda date: {"date": date.replace(tzinfo=None).isoformat()})
Path(answers).write_text(text, "utf-8")
