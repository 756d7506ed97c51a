"""The path of a workbook before it is opened: a file, and none that waits or never ends."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from wipbook.ooxml.faults import NotAWorkbook

_KINDS = (
    (stat.S_ISREG, "a file"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


def whole_file(path: Path) -> Path:
    """The same path, when a file stands there; NotAWorkbook says what stands there else. A file that may not be read is
    left to who opens it."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise _none(path, "no such file") from None
    except PermissionError:
        return path
    except (OSError, ValueError) as error:  # a circle of links, a name too long or with a NUL
        if isinstance(error, OSError) and error.errno == errno.ELOOP:
            raise _none(path, "links that lead in a circle") from error
        found = error.strerror if isinstance(error, OSError) and error.strerror else "a name that no file can have"
        raise _none(path, found[:1].lower() + found[1:]) from error
    if not stat.S_ISREG(mode):
        raise _none(path, kind_of(mode))
    return path


def kind_of(mode: int) -> str:
    """What a name leads to, in words.

    >>> kind_of(0o040755), kind_of(0o020666), kind_of(0o100644)
    ('a folder', 'a device', 'a file')
    """
    return next((what for is_kind, what in _KINDS if is_kind(mode)), "no file")


def _none(path: Path, found: str) -> NotAWorkbook:
    return NotAWorkbook(where=str(path), found=found, expected="a workbook file", remedy="check the path")
