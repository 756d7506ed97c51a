"""The details of unexpected errors, in a file of the user's: the same one for the shell and for the buttons."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

from wipbook.addin.versions import running

_LARGEST = 1_000_000


@dataclass(frozen=True)
class Logged:
    """Where the details are, blank when they could not be written; a sentence that says so."""

    path: str
    sentence: str


def folder() -> Path:
    """Where this user's logs are by the custom of the system."""
    home = Path.home()
    if sys.platform.startswith("win"):
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "wipbook"
    if sys.platform == "darwin":
        return home / "Library" / "Logs" / "wipbook"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "wipbook"


def write(doing: str, error: BaseException) -> Logged:
    """Append the traceback of what went wrong while ``doing`` (a button's key, a command's name) to ``errors.log``.

    Whatever prevents that (no folder, no permission, a full disk, no memory) is said in the sentence, never raised: an
    error must not hide the one before it.
    """
    try:
        file = folder() / "errors.log"
        detail = "".join(traceback.format_exception(error))
        file.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if file.exists() and file.stat().st_size > _LARGEST else "a"
        with file.open(mode, encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{dt.datetime.now():%Y-%m-%d %H:%M:%S} {doing}\n{running()}\n{detail}\n")
    except Exception as trouble:  # noqa: BLE001 - see above
        return Logged("", f"The details could not be written ({trouble}): {error}")
    return Logged(str(file), f"The details are in {file}")
