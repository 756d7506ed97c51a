"""A lease on an open file: while it is held nobody can begin to write into the file, and whoever tries has to wait.

Linux alone has leases (``fcntl F_SETLEASE``). A read lease is what a save needs: it is refused while anybody has the
file open for writing, makes later ones who want to write wait until it ends, and lets readers read.
"""

from __future__ import annotations

import errno
import signal
import sys
from types import TracebackType

_SET_SIGNAL = 10  # F_SETSIG; the module fcntl has no name for it
_NOT_OFFERED = {
    errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOLCK, errno.EACCES, errno.EPERM, errno.ENOTTY,
}


class WrittenTo(Exception):
    """Somebody has the file open for writing."""


class Lease:
    """A lease on the file open as ``handle``, from ``take`` or ``with`` on to the end of that. Where the system or the
    file system (NFS, SMB, FUSE) offers none, or the file is another user's, ``held`` is False and nothing is promised.
    Errors: ``WrittenTo``."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle
        self.held = False

    def __enter__(self) -> Lease:
        return self if self.held else self.take()

    def take(self) -> Lease:
        """Hold it from now on. Errors: ``WrittenTo``."""
        if self._handle is not None and sys.platform == "linux":
            import fcntl

            try:
                # Who has to wait makes the system send us a signal. The usual one would end this process; this one is
                # ignored unless somebody asks for it.
                fcntl.fcntl(self._handle, _SET_SIGNAL, signal.SIGURG)
                fcntl.fcntl(self._handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            except OSError as error:
                if error.errno in (errno.EAGAIN, errno.EBUSY):
                    raise WrittenTo from error
                if error.errno not in _NOT_OFFERED:
                    raise
            else:
                self.held = True
        return self

    def somebody_waits(self) -> bool:
        """Whether somebody wants to write into the file and waits until the lease ends."""
        if not self.held or self._handle is None or sys.platform != "linux":
            return False
        import fcntl

        return fcntl.fcntl(self._handle, fcntl.F_GETLEASE) != fcntl.F_RDLCK

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.held and self._handle is not None and sys.platform == "linux":
            import fcntl

            self.held = False
            fcntl.fcntl(self._handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
