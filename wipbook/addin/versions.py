"""Whether the add-in, wipbook and xlwings belong together, and the cure when they do not."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version

import wipbook


def difference(addin: str, addin_xlwings: str) -> str:
    """What to do when the add-in was made for other versions than those that run; empty when all is well.

    >>> difference("", "")
    ''
    """
    running = version("xlwings")
    if addin_xlwings and addin_xlwings != running:
        return (
            f"The add-in was made for xlwings {addin_xlwings}, Python has {running}: no =wip_ function can start.\n"
            f"What to do: close Excel and run: python -m pip install xlwings=={addin_xlwings}"
        )
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
