"""Runs in Windows' Python: a window, and how often Esc was seen with it in front, key by key."""

import json
import time

from wipbook.excel.escape import _key_of

if __name__ == "__main__":
    import win32con
    import win32gui

    style = win32con.WS_OVERLAPPEDWINDOW | win32con.WS_VISIBLE
    window = win32gui.CreateWindow("Static", "wipbook escape", style, 50, 50, 400, 200, 0, 0, None, None)
    win32gui.SetForegroundWindow(window)
    pressed, seen, until = _key_of(window), 0, time.monotonic() + 60
    while not seen and time.monotonic() < until:
        win32gui.PumpWaitingMessages()
        seen += pressed()
        time.sleep(0.02)
    print(json.dumps(seen), flush=True)
