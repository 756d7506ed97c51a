"""LibreOffice's bridge into this Python: the module ``uno``, which comes with the office and not from PyPI."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wipbook.hosts.libreoffice.faults import NoOffice

#: Where distributions and LibreOffice's own packages keep ``uno.py``; WIPBOOK_UNO names another folder.
_FOLDERS = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/Resources",
    "C:/Program Files/LibreOffice/program",
)


def uno() -> Any:
    """The module ``uno``. Its folder is on the path only while it is loaded: other packages live there too.

    Errors: ``NoOffice`` when it is not found, or was built for another version of Python.
    """
    if "uno" in sys.modules:
        return sys.modules["uno"]
    reasons = []
    for folder in ("", *_folders()):
        if folder:
            sys.path.append(folder)
        try:
            return importlib.import_module("uno")
        except ImportError as error:
            if folder:
                reasons.append(f"{folder}: {error}")
        finally:
            if folder:
                sys.path.remove(folder)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    raise NoOffice(
        where="LibreOffice's bridge for Python", found="; ".join(reasons) or "no folder that holds it",
        expected=f"uno.py and pyuno built for Python {version}",
        remedy="install LibreOffice with its Python bridge (python3-uno on Debian), or name its folder in WIPBOOK_UNO",
    )


def _folders() -> Iterator[str]:
    for folder in (os.environ.get("WIPBOOK_UNO", ""), *_FOLDERS, *map(str, Path("/opt").glob("libreoffice*/program"))):
        if folder and (Path(folder) / "uno.py").is_file():
            yield folder


def struct(name: str, **members: Any) -> Any:
    """A struct of UNO by its name without ``com.sun.star``, filled by name."""
    made = uno().createUnoStruct(f"com.sun.star.{name}")
    for member, value in members.items():
        setattr(made, member, value)
    return made


def properties(**values: Any) -> tuple[Any, ...]:
    """Arguments as UNO takes them: a list of names and values."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items())
