"""Whether the add-in and wipbook belong together, and the cure when they do not."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version

import wipbook


def difference(addin: str) -> str:
    """What to do when the add-in was made for another version than the one that runs; empty when all is well.

    >>> difference("")
    ''
    """
    if addin and addin != wipbook.__version__:
        return (
            f"The add-in is of wipbook {addin}, Python has wipbook {wipbook.__version__}.\n"
            "What to do: close Excel and run: wipbook addin install"
        )
    return ""


def running() -> str:
    """The versions in use, a line each."""
    return (
        f"wipbook {wipbook.__version__}\nxlwings {version('xlwings')}\n"
        f"Python {platform.python_version()}, {sys.executable}"
    )
