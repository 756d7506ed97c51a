"""The environment to start LibreOffice in."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

_OF_A_PYTHON = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")


def office_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without what would mislead the Python inside LibreOffice, and ``more``.

    On Linux that Python looks for its library beside the first ``python3`` of the PATH: in an activated virtual
    environment it finds another one, and the office ends at once when an extension needs Python. So the system's own
    folders come first.
    """
    found = {name: value for name, value in os.environ.items() if name not in _OF_A_PYTHON}
    if sys.platform.startswith("linux"):
        found["PATH"] = os.pathsep.join(("/usr/bin", "/bin", os.environ.get("PATH", "")))
    return {**found, **(more or {})}
