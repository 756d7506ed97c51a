"""What the server is called: its class and its name for COM, and the command line that starts it."""

from __future__ import annotations

import sys
from pathlib import Path

CLSID = "{5B8E2C0A-9D43-5F0E-8C57-3A1E6D1F7B42}"
PROGID = "wipbook.Server"
MODULE = "wipbook.excel.server.serve"
#: -P: no folder of a workbook's on the path. -E: nothing that an environment says of Python's path either.
OPTIONS = ("-E", "-P")


def quiet_python(python: Path | None = None) -> Path:
    """The Python without a window that stands beside ``python``, by default beside the one that runs this.

    >>> quiet_python(Path("no such folder", "python.exe")).name
    'python.exe'
    """
    python = python or Path(sys.executable)
    quiet = python.with_name("pythonw.exe")
    return quiet if quiet.exists() else python


def server_command(python: Path | None = None) -> str:
    """The command line under LocalServer32.

    >>> server_command(Path("C:/Jürgen/python.exe"))
    '"C:/Jürgen/python.exe" -E -P -m wipbook.excel.server.serve'
    """
    return " ".join((f'"{quiet_python(python)}"', *OPTIONS, "-m", MODULE))
