"""Runs in Windows' Python: a button is pressed in an Excel that this process plays, and functions go on being answered.

windows_command.py ANSWERS. The Excel has what a command asks before it reads a table; what it is asked, it writes down.
While the command waits in it for the answer to a question, another client calls functions; the calculation that the
command's own end causes calls one from inside; and a command that is ended from outside leaves it as it was.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

import pythoncom
import win32com.client.dynamic
import win32com.server.util

from wipbook.addin.registry.identity import PROGID
from wipbook.addin.registry.registration import WindowsRegistry, register, unregister

MACHINE = WindowsRegistry(0x8000_0002)
found = {}


class Application:
    _public_methods_ = ()
    _public_attrs_ = (
        "Calculation", "ScreenUpdating", "StatusBar", "Interactive", "Hwnd", "Application", "Workbooks", "Name",
        "Version", "DisplayAlerts", "EnableEvents",
    )

    def __init__(self, window, recalculated):
        self.log = []
        self.state = {"Calculation": -4105, "ScreenUpdating": True, "StatusBar": False, "Interactive": True}
        self.Hwnd, self.Name, self.Version = window, "Microsoft Excel", "16.0"
        self.DisplayAlerts = self.EnableEvents = True
        self._recalculated = recalculated

    def __getattr__(self, name):
        if name in ("Calculation", "ScreenUpdating", "StatusBar", "Interactive"):
            return self.state[name]
        if name == "Application":
            return wrapped(self)
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if name in ("Calculation", "ScreenUpdating", "StatusBar", "Interactive"):
            self.log.append((name, value))
            self.state[name] = value
            if name == "Calculation" and value == -4105:
                self._recalculated()
        else:
            object.__setattr__(self, name, value)


class Workbook:
    _public_methods_ = ()
    _public_attrs_ = ("Name", "FullName", "Application", "Path", "Worksheets", "Sheets")

    def __init__(self, application, slow):
        self.Name, self.FullName, self.Path = "=cmd|' /C calc'!A0.xlsx", "C:\\=cmd.xlsx", "C:\\"
        self._application, self._slow = application, slow

    def __getattr__(self, name):
        if name == "Application":
            return wrapped(self._application)
        if name in ("Worksheets", "Sheets"):
            self._slow()
            raise RuntimeError("the sheets are not to be had")
        raise AttributeError(name)


_wrapped = {}


def wrapped(one):
    if id(one) not in _wrapped:
        _wrapped[id(one)] = win32com.server.util.wrap(one)
    return _wrapped[id(one)]


def pump(until, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not until():
        pythoncom.PumpWaitingMessages()
        time.sleep(0.01)
    return until()


def functions_meanwhile(answered, stop):
    """Another client, in a thread of its own apartment."""
    pythoncom.CoInitialize()
    server = win32com.client.dynamic.Dispatch(PROGID)
    server.Connect(os.getpid())
    while not stop.is_set():
        began = time.perf_counter()
        value = server.Answer("wip_overhead_rate", (250_000.0, 62_500.0), "")
        answered.append((value, time.perf_counter() - began))
        time.sleep(0.05)
    del server
    pythoncom.CoUninitialize()


def main():
    register(MACHINE)
    server = win32com.client.dynamic.Dispatch(PROGID)
    found["process"] = server.Connect(os.getpid())
    answered, stop, recalculated = [], threading.Event(), []
    other = threading.Thread(target=functions_meanwhile, args=(answered, stop), daemon=True)
    other.start()
    pump(lambda: answered, 30)

    window = 0
    while_reading = []

    def slow():
        """The command waits here for two seconds, as in an Excel that has much to do."""
        before = len(answered)
        pump(lambda: False, 2)
        while_reading.append(len(answered) - before)

    def recalculate():
        recalculated.append(server.Answer("wip_overhead_rate", (250_000.0, 62_500.0), ""))

    application = Application(window, recalculate)
    book = Workbook(application, slow)
    found["pressed"] = server.Press("check", wrapped(book), 77, "", "")
    found["pressed again"] = server.Press("refresh", wrapped(book), 77, "", "")
    found["another Excel is free"] = not server.Busy(78)
    found["ended"] = pump(lambda: not server.Busy(77), 60)
    found["log"], found["state"] = application.log, application.state
    found["answers while the command read"] = while_reading
    found["recalculated"] = list(recalculated)

    # ended from outside while it reads
    reading = []

    def stuck():
        if not reading:
            reading.append(True)
        pump(lambda: not reading, 60)

    second = Application(window, recalculate)
    book = Workbook(second, stuck)
    server.Press("refresh", wrapped(book), 77, "", "")
    found["reads"] = bool(pump(lambda: reading, 60))
    found["state while it reads"] = dict(second.state)
    before = len(answered)
    killed = threading.Thread(target=kill_command, daemon=True)
    killed.start()
    pump(lambda: not killed.is_alive(), 30)
    reading.clear()
    found["set right"] = pump(lambda: not server.Busy(77), 60)
    found["state after"] = second.state
    found["answers after"] = len(answered) - before
    stop.set()
    pump(lambda: not other.is_alive(), 10)
    found["values"] = sorted({value for value, _ in answered})
    found["slowest"] = max(seconds for _, seconds in answered)
    server.Halt()
    unregister(MACHINE)
    found["through"] = True


def kill_command():
    """The process of the command, by what it runs."""
    import win32api
    import win32process

    for process in win32process.EnumProcesses():
        try:
            handle = win32api.OpenProcess(0x0400 | 0x0010 | 0x0001, False, process)
            program = win32process.GetModuleFileNameEx(handle, 0)
        except win32api.error:
            continue
        if "python" in program.lower() and process not in (os.getpid(), found["process"]):
            win32process.TerminateProcess(handle, 1)
            found["killed"] = process


try:
    main()
finally:
    Path(sys.argv[1]).write_text(json.dumps(found, default=str), "utf-8")
