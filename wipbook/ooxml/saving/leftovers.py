"""What a save that was killed leaves in the folder of a workbook: its temporary file, or what it displaced."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from wipbook.ooxml.saving.backups import BACKUP_FOLDER, keep_displaced

_NAME = re.compile(r"\.([0-9a-f]+)\.part(\.out)?")


def new_part(path: Path) -> tuple[Path, BinaryIO]:
    """A temporary file beside ``path``, open for reading and writing.

    Its name tells which file it is (its inode), so that the file itself is known from one that took this name in an
    exchange: after a kill the first can go, the second must not.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    file = os.fdopen(handle, "w+b")
    try:
        part = path.with_name(f".{path.name}.{os.fstat(file.fileno()).st_ino:x}.part")
        if os.name == "posix":
            Path(name).rename(part)
        else:  # Windows renames no open file
            file.close()
            Path(name).rename(part)
            file = part.open("r+b")
    except BaseException:
        file.close()
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return part, file


def clear_leftovers(path: Path) -> None:
    """Remove the temporary files of saves that were killed, and keep among the backups what a save had displaced when
    it was killed. The caller holds the lock of the workbook, so that none of them is in use."""
    for left in (path.parent / BACKUP_FOLDER).glob(f".{glob.escape(path.stem)}.*.part"):  # copies cut short
        with contextlib.suppress(OSError):
            left.unlink()
    start = f".{path.name}"
    for left in path.parent.glob(f"{glob.escape(start)}.*"):
        name = left.name[len(start) :]
        found = _NAME.fullmatch(name)
        if found is None:
            if name.endswith(".part"):  # named before it told its inode
                with contextlib.suppress(OSError):
                    left.unlink()
            continue
        with contextlib.suppress(FileNotFoundError):
            its_own = left.stat().st_ino == int(found[1], 16)
            if its_own or (path.exists() and path.samefile(left)):
                left.unlink()
            else:
                keep_displaced(left, path)
