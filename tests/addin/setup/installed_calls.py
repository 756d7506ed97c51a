"""Runs in the installed Python: every call of CALLS by COM. installed_calls.py CALLS ANSWERS WINDOWS_CALLS"""

import importlib.util
import json
import os
import sys
from pathlib import Path

import win32com.client.dynamic

from wipbook.addin.registry.identity import PROGID
from wipbook.addin.registry.registration import WindowsRegistry, register, registered, unregister

spec = importlib.util.spec_from_file_location("windows_calls", sys.argv[3])
calls = importlib.util.module_from_spec(spec)
spec.loader.exec_module(calls)
found = {"registered": registered(WindowsRegistry())}
register(WindowsRegistry(0x8000_0002))  # Wine 8 looks for classes there alone; Windows reads the user's
try:
    server = win32com.client.dynamic.Dispatch(PROGID)
    found["process"], found["own"] = server.Connect(os.getpid()), os.getpid()
    found["answers"] = [
        server.Answer(function, tuple(map(calls.argument, arguments)), "")
        for function, arguments in json.loads(Path(sys.argv[1]).read_text("utf-8"))
    ]
    server.Halt()
finally:
    unregister(WindowsRegistry(0x8000_0002))
    text = json.dumps(found, default=lambda date: {"date": date.replace(tzinfo=None).isoformat()})
    Path(sys.argv[2]).write_text(text, "utf-8")
