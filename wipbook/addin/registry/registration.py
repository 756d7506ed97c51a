"""Which Python answers Excel on Windows: the server's class in the registry of the user, and nowhere else.

``HKEY_CURRENT_USER\\Software\\Classes`` needs no administrator; both the 64-bit and the 32-bit view are written, since
an Office of 32 bits is served by the same Python.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from wipbook.addin.registry.identity import CLSID, PROGID, server_command

CLASSES = r"Software\Classes"
_VIEWS = (64, 32)


class Registry(Protocol):
    """Default values of keys under ``HKEY_CURRENT_USER``, in the view for programs of so many bits."""

    def read(self, key: str, bits: int) -> str | None: ...

    def write(self, key: str, value: str, bits: int) -> None: ...

    def delete(self, key: str, bits: int) -> None:
        """The key, which has no keys below it any more; one that is not there is no fault."""
        ...


@dataclass(frozen=True)
class WindowsRegistry:
    """The registry of this machine; ``root`` is a handle of ``winreg``."""

    root: int = 0x8000_0001  # HKEY_CURRENT_USER

    def read(self, key: str, bits: int) -> str | None:
        import winreg

        try:
            with winreg.OpenKey(self.root, key, 0, winreg.KEY_READ | _view(bits)) as opened:  # type: ignore[attr-defined,unused-ignore]
                return str(winreg.QueryValueEx(opened, "")[0])  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return None

    def write(self, key: str, value: str, bits: int) -> None:
        import winreg

        with winreg.CreateKeyEx(self.root, key, 0, winreg.KEY_WRITE | _view(bits)) as opened:  # type: ignore[attr-defined,unused-ignore]
            winreg.SetValueEx(opened, "", 0, winreg.REG_SZ, value)  # type: ignore[attr-defined,unused-ignore]

    def delete(self, key: str, bits: int) -> None:
        import winreg

        with suppress(FileNotFoundError):
            winreg.DeleteKeyEx(self.root, key, _view(bits), 0)  # type: ignore[attr-defined,unused-ignore]


def keys(python: Path | None = None) -> dict[str, str]:
    """Every key that is written, with its default value; a key stands after the one it is in.

    >>> for key in keys(Path("python.exe")):
    ...     print(key)
    Software\\Classes\\wipbook.Server
    Software\\Classes\\wipbook.Server\\CLSID
    Software\\Classes\\CLSID\\{5B8E2C0A-9D43-5F0E-8C57-3A1E6D1F7B42}
    Software\\Classes\\CLSID\\{5B8E2C0A-9D43-5F0E-8C57-3A1E6D1F7B42}\\ProgID
    Software\\Classes\\CLSID\\{5B8E2C0A-9D43-5F0E-8C57-3A1E6D1F7B42}\\LocalServer32
    """
    by_name, by_class = rf"{CLASSES}\{PROGID}", rf"{CLASSES}\CLSID\{CLSID}"
    return {
        by_name: "wipbook",
        rf"{by_name}\CLSID": CLSID,
        by_class: "wipbook",
        rf"{by_class}\ProgID": PROGID,
        rf"{by_class}\LocalServer32": server_command(python),
    }


def registry() -> Registry | None:
    """The registry of this machine; None where there is none."""
    return WindowsRegistry() if sys.platform == "win32" else None


def register(at: Registry, python: Path | None = None) -> str:
    """Name ``python``, by default the one that runs, as the one that answers Excel; its command line."""
    for bits in _VIEWS:
        for key, value in keys(python).items():
            at.write(key, value, bits)
    return server_command(python)


def unregister(at: Registry) -> None:
    """Take away what ``register`` wrote, and nothing else."""
    for bits in _VIEWS:
        for key in reversed(keys()):
            at.delete(key, bits)


def registered(at: Registry, python: Path | None = None) -> tuple[str, bool]:
    """The command line that answers Excel, blank for none; whether everything is as ``register`` would write it."""
    named = at.read(list(keys())[-1], 64) or ""
    wanted = keys(python).items()
    return named, all(at.read(key, bits) == value for bits in _VIEWS for key, value in wanted)


def _view(bits: int) -> Any:
    return 0x0100 if bits == 64 else 0x0200  # KEY_WOW64_64KEY, KEY_WOW64_32KEY
