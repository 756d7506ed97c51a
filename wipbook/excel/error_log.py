"""The details of unexpected errors, in a file of the user's."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from pathlib import Path

from wipbook.addin.versions import running

_LARGEST = 1_000_000


def folder() -> Path:
    """Where this user's logs are by the custom of the system."""
    home = Path.home()
    if sys.platform.startswith("win"):
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "wipbook"
    if sys.platform == "darwin":
        return home / "Library" / "Logs" / "wipbook"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "wipbook"


def write(button: str, error: BaseException) -> str:
    """Append the traceback to ``errors.log``; a sentence that says where it is, or what happened instead."""
    file = folder() / "errors.log"
    detail = "".join(traceback.format_exception(error))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if file.exists() and file.stat().st_size > _LARGEST else "a"
        with file.open(mode, encoding="utf-8") as log:
            log.write(f"{dt.datetime.now():%Y-%m-%d %H:%M:%S} {button}\n{running()}\n{detail}\n")
    except OSError as trouble:
        return f"The details could not be written ({trouble}): {error}"
    return f"The details are in {file}"
