"""Runs in Windows' Python: how long the server stays. windows_idle.py ANSWERS"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import win32com.client.dynamic

from wipbook.addin.registry.identity import CLSID, PROGID
from wipbook.addin.registry.registration import CLASSES, WindowsRegistry, register, unregister
from wipbook.excel.server.handing_over import is_running

MACHINE = WindowsRegistry(0x8000_0002)
CLIENT = (
    "import os, sys, time, win32com.client.dynamic as d; s = d.Dispatch(sys.argv[1]); "
    "print(s.Connect(os.getpid()), flush=True); time.sleep(600)"
)


def ends(process, seconds):
    for _ in range(int(seconds * 10)):
        if not is_running(process):
            return True
        time.sleep(0.1)
    return False


def main():
    register(MACHINE)
    key = rf"{CLASSES}\CLSID\{CLSID}\LocalServer32"
    MACHINE.write(key, f"{MACHINE.read(key, 64)} --idle=2", 64)
    server = win32com.client.dynamic.Dispatch(PROGID)
    process = server.Connect(os.getpid())
    found["while a client was there"] = not ends(process, 6)
    del server
    found["after it went"] = not ends(process, 20)
    # Wine 8 goes on offering a server that has ended; Windows does not
    subprocess.run(["taskkill", "/F", "/IM", "rpcss.exe"], capture_output=True, check=False)
    time.sleep(2)
    client = subprocess.Popen([sys.executable, "-c", CLIENT, PROGID], stdout=subprocess.PIPE, text=True)
    process = int(client.stdout.readline())
    client.kill()
    found["after its process was ended"] = not ends(process, 30)
    unregister(MACHINE)


found = {}
try:
    main()
finally:
    Path(sys.argv[1]).write_text(json.dumps(found), "utf-8")
