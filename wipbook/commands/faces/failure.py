"""What stopped a run, whatever it was, said in the same parts: to a person in one line, to a machine as an object."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wipbook.commands.faces import error_log
from wipbook.commands.faces.shortage import shortage_of
from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.exit_code import ExitCode

PARTS = ("where", "found", "expected", "difference", "remedy")
_NO_ROOM = {errno.ENOSPC: "a full disk", errno.EDQUOT: "a full disk quota", errno.EROFS: "a read-only file system"}
_OF_A_FILE = frozenset({
    errno.ENOENT, errno.EACCES, errno.EPERM, errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG,
    errno.ELOOP, errno.EINVAL,
})
"""What a file the user named may be at fault with."""


class Stopped(BaseException):
    """A signal asked the run to end. Not an ``Exception``: nothing on the way takes it for one of its own errors."""

    def __init__(self, code: ExitCode) -> None:
        super().__init__(code.about)
        self.code = code


@dataclass(frozen=True)
class Failure:
    """``error`` is the name of its class; ``message`` one sentence; then the parts that apply. ``saved``: where the
    workbook had been saved before, blank when it had not. ``log``: the file with the details of an error that nobody
    foresaw, blank for all others and where it could not be written (then the message says why)."""

    error: str
    message: str
    code: ExitCode
    where: str = ""
    found: str = ""
    expected: str = ""
    difference: str = ""
    remedy: str = ""
    saved: str = ""
    log: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """For a machine: always the same keys."""
        return {name: getattr(self, name) for name in ("error", "message", *PARTS, "saved", "log")}

    @property
    def line(self) -> str:
        """For a person: the message, and what had been saved when it came."""
        return f"{self.message} The workbook had been saved to {self.saved}." if self.saved else self.message


def failure_of(error: BaseException, doing: str, book: Path | None = None, saved: Path | None = None) -> Failure:
    """What ``error`` comes to, raised while ``doing`` (a command's name) on the workbook ``book``.

    An error of ours keeps its own words and exit code; a file that cannot be read or a place that cannot be written is
    said with its name; whatever nobody foresaw is written to the log.
    """
    kept, name = str(saved or ""), type(error).__name__
    untouched = " The workbook on disk is as it was." if book is not None and saved is None else ""
    if isinstance(error, WipbookError):
        parts = {part: getattr(error, part) for part in PARTS}
        return Failure(name, str(error), ExitCode(error.exit_code), **parts, saved=kept)
    if isinstance(error, KeyboardInterrupt):
        error = Stopped(ExitCode.INTERRUPTED)
    if isinstance(error, Stopped):
        return Failure("Stopped", f"{error.code.about}.{untouched}", error.code, found=error.code.about, saved=kept)
    short = shortage_of(error)
    if short is not None:
        parts = {part: getattr(short, part) for part in PARTS}
        return Failure("NotEnoughRoom", f"{short}{untouched}", ExitCode.REFUSED, **parts, saved=kept)
    if isinstance(error, OSError):
        told = _of_a_file(error)
        if told is not None:
            parts = {part: getattr(told, part) for part in PARTS}
            return Failure(name, f"{told}{untouched}", ExitCode(told.exit_code), **parts, saved=kept)
    logged = error_log.write(doing, error)
    what = f"{name}: {error}" if str(error) else name
    unforeseen = WipbookError(
        where=f"wipbook {doing}".rstrip(), found=f"an error that nobody foresaw ({what})",
        remedy="report it with the details",
    )
    parts = {part: getattr(unforeseen, part) for part in PARTS}
    sentence = f"{unforeseen} {logged.sentence}.{untouched}"
    return Failure(name, sentence, ExitCode.OUR_FAULT, **parts, saved=kept, log=logged.path)


def _of_a_file(error: OSError) -> WipbookError | None:
    """The same, when a file or its place is at fault; None when the system is (too many open files, a lost network)."""
    where = str(error.filename or "the output")
    if error.errno in _NO_ROOM:
        return RefusedToProtectData(where=where, found=_NO_ROOM[error.errno], expected="room to write",
                                    remedy="free some space, or write elsewhere")
    if error.errno in _OF_A_FILE and error.filename is not None:
        found = error.strerror or str(error)
        return WipbookError(where=where, found=found, remedy="check the path and its permissions")
    return None
