"""Who has the workbook open: Excel, LibreOffice, or a second wipbook."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wipbook.ooxml.faults import SaveFailed, WorkbookOpenElsewhere
from wipbook.ooxml.saving.waiting import Waiting


def refuse_if_open_elsewhere(path: Path) -> None:
    """Raise when another program's owner file lies beside the workbook.

    Excel keeps ``~$NAME`` while a workbook is open (the first two characters of a long name may be replaced, so
    both spellings are looked for); LibreOffice keeps ``.~lock.NAME#``.
    """
    for owner, program in (
        (path.with_name("~$" + path.name), "Excel"),
        (path.with_name("~$" + path.name[2:]), "Excel"),
        (path.with_name(f".~lock.{path.name}#"), "LibreOffice"),
    ):
        if owner.exists():
            raise WorkbookOpenElsewhere(
                where=str(path),
                found=f"the owner file {owner.name}: {program} has the workbook open{_who(owner)}",
                expected="a workbook that is closed everywhere",
                remedy=f"close it in {program}; if nobody has it open, delete {owner.name}",
            )


def _who(owner: Path) -> str:
    """The user an owner file names, as far as it can be read."""
    try:
        data = owner.read_bytes()[:200]
    except OSError:
        return ""
    if owner.name.startswith("~$"):
        name = data[1 : 1 + data[0]].decode("latin-1").strip("\0 ") if data else ""
    else:
        name = data.decode("utf-8", "replace").split(",")[0].strip()
    return f" ({name})" if name.isprintable() and name else ""


@contextmanager
def sole_writer(path: Path, waiting: Waiting | None = None) -> Iterator[None]:
    """Hold the advisory lock of a workbook; a second wipbook that asks for it meanwhile waits, or is refused.

    The lock is the operating system's, on a small file beside the workbook: it ends with the process, even when
    that is killed, so that no stale lock can remain. Errors: WorkbookOpenElsewhere, SaveFailed.
    """
    lock = path.with_name(f".{path.name}.wipbook-lock")
    handle = (waiting or Waiting()).until(lambda: _acquire(lock, path))
    try:
        yield
    finally:
        with suppress(OSError):  # what made the save fail is what is to be said
            if os.name == "posix":  # removed while held, so that nobody can hold a file that is no longer the lock
                lock.unlink(missing_ok=True)
        with suppress(OSError):
            os.close(handle)
        if os.name != "posix":  # pragma: no cover - Windows removes no open file
            with suppress(OSError):
                lock.unlink()


def _acquire(lock: Path, path: Path) -> int:
    while True:
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise SaveFailed(
                where=str(path),
                found=f"a folder that cannot be written to ({error.strerror})",
                expected="permission to write; the workbook is unchanged",
                remedy="save to another folder with save as",
            ) from error
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise WorkbookOpenElsewhere(
                where=str(path),
                found="a second wipbook at work on this workbook",
                expected="one writer at a time",
                remedy="wait until it is done, then try again",
            ) from error
        try:
            if os.name != "posix" or os.path.samestat(os.fstat(handle), lock.stat()):
                return handle
        except OSError:
            pass
        os.close(handle)  # the writer before us removed this lock file: take the new one


def _lock(handle: int) -> None:
    if sys.platform == "win32":  # pragma: no cover
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
