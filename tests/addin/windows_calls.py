"""Runs in Windows' Python: what Excel's VBA does with the server that COM starts.

windows_calls.py CALLS ANSWERS: CALLS is a JSON file of [function, arguments] (see ``call_functions``).
"""

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pythoncom
import win32com.client.dynamic
from win32com.client import VARIANT

from wipbook.addin.registry.identity import PROGID
from wipbook.addin.registry.registration import WindowsRegistry, keys, register, registered, unregister
from wipbook.excel.server.handing_over import taken_over

HERE, MACHINE = WindowsRegistry(), WindowsRegistry(0x8000_0002)  # HKEY_LOCAL_MACHINE


def cell(value):
    """As ``Range.Value2`` has it: every number a float, days as numbers."""
    if isinstance(value, dict):
        return float((dt.datetime.fromisoformat(value["date"]) - dt.datetime(1899, 12, 30)).days)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def argument(value):
    if isinstance(value, dict) and "missing" in value:
        return VARIANT(pythoncom.VT_ERROR, -2147352572)  # DISP_E_PARAMNOTFOUND
    if isinstance(value, dict) and "range" in value:
        rows = tuple(tuple(map(cell, row)) for row in value["range"])
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows
    return cell(value)


def connect():
    began = time.perf_counter()
    server = win32com.client.dynamic.Dispatch(PROGID)
    process = server.Connect(os.getpid())
    return server, process, time.perf_counter() - began


EMPTY = """
import sys, pythoncom, win32com.server.util, win32event
from wipbook.excel.server.handing_over import handed_over
class Empty:
    _public_methods_ = ["Answer"]
    def Answer(self, name, values, keys):
        return 4.0
print(handed_over(win32com.server.util.wrap(Empty())), flush=True)
while True:
    win32event.MsgWaitForMultipleObjects((), 0, 500, win32event.QS_ALLEVENTS)
    pythoncom.PumpWaitingMessages()
"""


def milliseconds(calls, rounds=15, times=60):
    """The median of rounds for each of the calls, taken in turn."""
    taken = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            began = time.perf_counter()
            for _ in range(times):
                call()
            taken[name].append((time.perf_counter() - began) / times * 1000)
    return {name: statistics.median(each) for name, each in taken.items()}


def costs(server):
    """What =wip_contract costs beside a method of another process that takes the same arguments and does nothing."""
    other = subprocess.Popen([sys.executable, "-c", EMPTY], stdout=subprocess.PIPE, text=True)
    empty = win32com.client.dynamic.Dispatch(taken_over(other.stdout.readline().strip()))
    contract = (100_000.0, 40_000.0, 80_000.0, 30_000.0)
    columns = tuple(tuple((each + at,) for at in range(5_000)) for each in contract)
    try:
        found["5,000 rows"] = milliseconds({"one call": lambda: server.Answer("wip_contract", columns, "")}, 3, 1)
        return milliseconds({
            "empty": lambda: empty.Answer("wip_contract", contract, ""),
            "wip_contract": lambda: server.Answer("wip_contract", contract, ""),
            "wip_overhead_rate": lambda: server.Answer("wip_overhead_rate", contract[:2], ""),
        })
    finally:
        other.kill()


def refused(call):
    try:
        call()
    except (pythoncom.com_error, AttributeError) as error:
        return str(error)
    return ""


def main(calls, answers):
    register(HERE)
    found["registered"] = registered(HERE)
    found["keys"] = {f"{key} {bits}": HERE.read(key, bits) for key in keys() for bits in (64, 32)}
    register(MACHINE)  # Wine 8 looks for classes there alone
    server, process, found["first seconds"] = connect()
    second, again, found["second seconds"] = connect()
    found.update({"process": process, "second": again, "own": os.getpid()})
    found["answers"] = [
        server.Answer(function, tuple(map(argument, arguments)), "")
        for function, arguments in json.loads(Path(calls).read_text("utf-8"))
    ]
    found["unknown function"] = server.Answer("wip_nothing", (1.0,), "")
    others = ("Eval", "Exec", "Module")
    found["methods"] = {name: refused(lambda name=name: getattr(server, name)("1")) for name in others}

    # a long range, sent once
    rows = (("Date", "Quantity", "Unit Cost"), (46027.0, 10.0, 2.0), (46042.0, 10.0, 3.0), (46054.0, -15.0, None))
    key = "7|[plant.xlsx]Movements!$A$1:$C$4"
    found["not kept"] = refused(lambda: server.Answer("wip_value", (None, "FIFO"), f"{key}\n"))
    found["kept"] = [
        server.Answer("wip_value", (given, "FIFO"), f"{key}\n") for given in (rows, None, None)
    ]
    found["not kept of another calculation"] = refused(
        lambda: server.Answer("wip_value", (None, "FIFO"), key.replace("7|", "8|") + "\n")
    )
    found["not kept of another client"] = refused(lambda: second.Answer("wip_value", (None, "FIFO"), f"{key}\n"))

    # what a call costs
    found["milliseconds"] = costs(server)

    # ended in the middle, started anew
    subprocess.run(["taskkill", "/F", "/PID", str(process)], capture_output=True, check=False)
    time.sleep(1)
    found["gone"] = refused(lambda: server.Answer("wip_overhead_rate", (250_000.0, 62_500.0), ""))
    # Wine 8 goes on offering a server that has died; Windows does not
    subprocess.run(["taskkill", "/F", "/IM", "rpcss.exe"], capture_output=True, check=False)
    time.sleep(2)
    third, other, _ = connect()
    found["after"] = [third.Answer("wip_overhead_rate", (250_000.0, 62_500.0), ""), other != process]
    third.Halt()
    for _ in range(50):
        time.sleep(0.2)
        gone = refused(lambda: third.Busy(1))
        if gone:
            break
    found["halted"] = bool(gone)
    unregister(HERE)
    found["unregistered"] = [key for key in keys() for bits in (64, 32) if HERE.read(key, bits) is not None]


if __name__ == "__main__":
    found = {"platform": sys.platform}
    try:
        main(*sys.argv[1:])
    finally:
        text = json.dumps(found, default=lambda date: {"date": date.replace(tzinfo=None).isoformat()})
        Path(sys.argv[2]).write_text(text, "utf-8")
