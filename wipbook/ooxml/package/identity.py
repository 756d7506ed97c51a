"""Which file a name leads to, and whether it still holds what was read."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from wipbook.ooxml.faults import ChangedOnDisk

TAIL = 66_000
"""Bytes at the end of a zip file that hold the record of its directory's end (22 bytes and a comment)."""


@dataclass(frozen=True)
class FileIdentity:
    """What tells whether a file is still the one that was read: the file itself (``device``, ``inode``), its length,
    the moment of its last change, and ``directory``, a hash of the end of the package, where the zip directory has the
    checksums of all parts. The last finds what the others do not: a change in place that left size and time alone."""

    device: int
    inode: int
    size: int
    modified: int
    directory: bytes

    @classmethod
    def of_open(cls, handle: int) -> FileIdentity:
        """Of a file that is open, whatever name it has by now. Errors: OSError."""
        found = os.fstat(handle)
        return cls(
            found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, _hash_of_directory(handle, found.st_size)
        )

    @classmethod
    def of(cls, path: Path) -> FileIdentity | None:
        """Of the file that has this name now; None when there is none. Errors: OSError."""
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        except FileNotFoundError:
            return None
        try:
            return cls.of_open(handle)
        finally:
            os.close(handle)

    def copied(self, other: FileIdentity) -> bool:
        """Whether the other is the same file or a true copy of it, with the moment of its last change."""
        return (self.size, self.modified, self.directory) == (other.size, other.modified, other.directory)

    def check(self, path: Path) -> None:
        """Raise ChangedOnDisk when ``path`` leads to another file by now, or to the same with other content."""
        if FileIdentity.of(path) != self:
            raise changed_on_disk(path)


def changed_on_disk(path: Path) -> ChangedOnDisk:
    """Somebody saved the workbook between our opening and our saving it."""
    return ChangedOnDisk(
        where=str(path),
        found="a workbook saved by somebody else after it was opened here",
        expected="the file as it was opened",
        remedy="run the command again on the new file, or save under another name",
    )


def _hash_of_directory(handle: int, size: int) -> bytes:
    """Of the directory of a zip file, of the last bytes of any other."""
    tail_at = max(0, size - TAIL)
    tail = _read(handle, tail_at, TAIL)
    end = tail.rfind(b"PK\5\6")
    length = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    begin = int.from_bytes(tail[end + 16 : end + 20], "little") if end >= 0 else 0
    digest = hashlib.sha256(tail)
    if begin < tail_at and begin + length <= size:
        digest.update(_read(handle, begin, min(length, tail_at - begin)))
    return digest.digest()


def _read(handle: int, offset: int, length: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(handle, length, offset)
    os.lseek(handle, offset, os.SEEK_SET)
    return os.read(handle, length)
