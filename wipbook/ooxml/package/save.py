"""Saving without ever losing anything: temporary file, fsync, backup, rename."""

from __future__ import annotations

import contextlib
import glob
import os
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from wipbook.ooxml.faults import ChangedOnDisk
from wipbook.ooxml.package.backups import keep_backup, keep_named
from wipbook.ooxml.package.save_failed import save_failed


@dataclass(frozen=True)
class Fingerprint:
    """What tells whether a file on disk is still the one that was opened."""

    inode: int
    size: int
    modified: int

    @classmethod
    def of(cls, path: Path) -> Fingerprint:
        found = path.stat()
        return cls(found.st_ino, found.st_size, found.st_mtime_ns)

    def check(self, path: Path) -> None:
        """Raise ChangedOnDisk when somebody saved the file meanwhile."""
        if not path.exists() or Fingerprint.of(path) != self:
            raise ChangedOnDisk(
                where=str(path),
                found="a workbook saved by somebody else after it was opened here",
                expected="the file as it was opened",
                remedy="run the command again on the new file, or save under another name",
            )


def replace_file(
    path: Path,
    write: Callable[[BinaryIO], None],
    *,
    backups: int,
    kept_as: str = "",
    before_replace: Callable[[], None] = lambda: None,
) -> None:
    """Make ``path`` what ``write`` writes, whole or not at all.

    A temporary file in the same folder is written and flushed to the disk, the present file becomes the newest
    backup (named ``kept_as``, else among so many ``backups`` that roll), then the new file takes its name in one step.
    Whatever fails, the workbook at ``path`` is unchanged.
    """
    temporary = None
    try:
        _clear_leftovers(path)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        _same_permissions(path, temporary)
        if kept_as and path.exists():
            keep_named(path, kept_as)
        elif backups and path.exists():
            keep_backup(path, backups)
        before_replace()
        temporary.replace(path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        raise save_failed(path, error) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _clear_leftovers(path: Path) -> None:
    """Remove temporary files of saves that were killed; the caller holds the lock, so none is in use."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        with contextlib.suppress(OSError):
            left.unlink()


def _same_permissions(path: Path, temporary: Path) -> None:
    """The saved file keeps the permissions of the old one; a new one gets the usual ones."""
    if path.exists():
        mode = stat.S_IMODE(path.stat().st_mode)
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    with contextlib.suppress(OSError):
        temporary.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where folders can be opened (not on Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):
                os.fsync(handle)
        finally:
            os.close(handle)
