"""What the registry of Windows says of Excel and of Defender; in tests, a recorded answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

Read = Callable[[str, str], Any]
"""The value of a name under a key, of the machine before the user; None where there is none."""


def reader() -> Read | None:
    """Reads the registry of this machine; None where there is none."""
    return _registry if sys.platform.startswith("win") else None


def _registry(key: str, value: str) -> Any:
    import winreg

    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):  # type: ignore[attr-defined,unused-ignore]
        try:
            # an Office of 64 bits and Defender write to this view, whatever the Python
            access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY  # type: ignore[attr-defined,unused-ignore]
            with winreg.OpenKey(root, key, 0, access) as opened:  # type: ignore[attr-defined,unused-ignore]
                return winreg.QueryValueEx(opened, value)[0]  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            continue
    return None
