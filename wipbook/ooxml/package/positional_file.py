"""A file read at a position given with every call: several threads may read it, none moves another's place."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import BinaryIO


class PositionalFile:
    """A file open for reading. No call depends on where another one left off.

    Where the system reads at a position by itself (``os.pread``: Linux, macOS) one descriptor serves all threads; on
    Windows every thread that reads gets a handle of its own, all of them closed together.
    """

    def __init__(self, path: Path, handle: int | None = None) -> None:
        """``handle`` is one that is open for reading already; it is closed with this file."""
        self._path = path
        self._file: BinaryIO = path.open("rb") if handle is None else os.fdopen(handle, "rb")
        self._by_thread = threading.local()
        self._handles: list[BinaryIO] = []
        self._opening = threading.Lock()

    @property
    def closed(self) -> bool:
        return self._file.closed

    @property
    def length(self) -> int:
        """How many bytes the file has now."""
        return os.fstat(self._file.fileno()).st_size

    @property
    def identity(self) -> tuple[int, int, int, int]:
        """Device, inode, size and time of change: another file, or another content, has others."""
        now = os.fstat(self._file.fileno())
        return now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns

    def fileno(self) -> int:
        return self._file.fileno()

    def at(self, offset: int, length: int) -> bytes:
        """``length`` bytes from ``offset`` on; fewer only where the file ends."""
        if not hasattr(os, "pread"):
            handle = self._own_handle()
            handle.seek(offset)
            return handle.read(length)
        pieces = []
        while length > 0:
            piece = os.pread(self._file.fileno(), length, offset)
            if not piece:
                break
            pieces.append(piece)
            offset, length = offset + len(piece), length - len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def close(self) -> None:
        with self._opening:
            self._file.close()
            for handle in self._handles:
                handle.close()
            self._handles.clear()
            self._by_thread = threading.local()

    def _own_handle(self) -> BinaryIO:
        handle: BinaryIO | None = getattr(self._by_thread, "handle", None)
        if handle is None:
            with self._opening:
                if self._file.closed:
                    raise ValueError("read of a closed file")
                handle = self._path.open("rb")
                self._handles.append(handle)
                self._by_thread.handle = handle
        return handle
