"""A file that is written whole or not at all: under another name first, which takes the place of its own at the end."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` fill the file, which anybody may read afterwards; what stood there stays when it fails. The folder
    must exist. Errors: ``OSError``, those of ``write``."""
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".wipbook-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(0o644)
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)
