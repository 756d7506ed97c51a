"""Saving without ever losing anything: temporary file, fsync, backup, rename."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from wipbook.ooxml.faults import ChangedOnDisk, SaveFailed

BACKUP_FOLDER = "wipbook_backups"


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
    path: Path, write: Callable[[BinaryIO], None], *, backups: int, before_replace: Callable[[], None] = lambda: None
) -> None:
    """Make ``path`` what ``write`` writes, whole or not at all.

    A temporary file in the same folder is written and flushed to the disk, the present file becomes the newest
    backup, then the new file takes its name in one step. Whatever fails, the workbook at ``path`` is unchanged.
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
        if backups and path.exists():
            keep_backup(path, backups)
        before_replace()
        temporary.replace(path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        raise _save_failed(path, error) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def keep_backup(path: Path, count: int) -> Path:
    """Keep the present file as ``wipbook_backups/NAME.1.xlsx``; older ones move up, the oldest beyond ``count`` goes.

    The backup is a second name for the same data (hard link), so that it costs no time; where the file system has
    none, a copy is made.
    """
    folder = path.parent / BACKUP_FOLDER
    folder.mkdir(exist_ok=True)
    slots = [folder / f"{path.stem}.{number}{path.suffix}" for number in range(1, count + 1)]
    for older, newer in zip(reversed(slots), [*reversed(slots[:-1])], strict=False):
        if newer.exists():
            newer.replace(older)
    slots[0].unlink(missing_ok=True)
    try:
        os.link(path, slots[0])
    except OSError:
        shutil.copy2(path, slots[0])
    return slots[0]


def keep_apart(path: Path, label: str) -> Path:
    """Keep the present file as ``wipbook_backups/NAME.LABEL.xlsx``, which no rotation takes; one of that name that is
    there already stays, and the new one is numbered. Errors: SaveFailed."""
    folder = path.parent / BACKUP_FOLDER
    try:
        folder.mkdir(exist_ok=True)
        kept, number = folder / f"{path.stem}.{label}{path.suffix}", 1
        while kept.exists():
            number += 1
            kept = folder / f"{path.stem}.{label} {number}{path.suffix}"
        shutil.copy2(path, kept)
    except OSError as error:
        raise _save_failed(path, error) from error
    return kept


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


def _save_failed(path: Path, error: OSError) -> SaveFailed:
    remedies = {
        errno.ENOSPC: ("a full disk", "free some space, then save again"),
        errno.EDQUOT: ("a full disk quota", "free some space, then save again"),
        errno.EACCES: ("no permission to write here", "ask for write permission, or save to another folder"),
        errno.EROFS: ("a read-only file system", "save to another folder"),
    }
    found, remedy = remedies.get(error.errno or 0, (f"the error '{error.strerror or error}'", "save to another folder"))
    return SaveFailed(
        where=str(path), found=found, expected="a place to save; the workbook is unchanged", remedy=remedy
    )
