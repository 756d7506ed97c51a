"""Two files of one folder exchange their names in one step; where no system call does that, in as few as there are."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: a relative path is one of the present folder
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_TO_A_FREE_NAME = 4 if sys.platform == "darwin" else 1  # RENAME_EXCL of macOS, RENAME_NOREPLACE of Linux
_NOT_OFFERED = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOTTY}


def exchange(new: Path, path: Path) -> bool:
    """``path`` leads to what ``new`` was, and ``new`` to what ``path`` was; both are there before and after. Whether
    ``new`` leads to that very file now; else it is a copy of it.

    Linux ``renameat2(RENAME_EXCHANGE)``, macOS ``renamex_np(RENAME_SWAP)`` and Windows ``ReplaceFileW`` do it in one
    step, so that whatever ``path`` led to at that moment is at ``new`` afterwards. Where the file system knows none of
    them the old file gets a second name first: what another program puts at ``path`` between these two calls is lost.
    Errors: OSError; nothing has changed then.
    """
    if sys.platform == "win32":
        _replace_windows(new, path)
        return True
    return _renamed(new, path, _EXCHANGE) or _in_steps(new, path)


def put_down(new: Path, path: Path) -> None:
    """``new`` takes the name ``path``, which must be free: in one step where the system can, else by a second name.
    Errors: FileExistsError, OSError."""
    if sys.platform == "win32":
        new.rename(path)  # refuses a name that is taken
        return
    if _renamed(new, path, _TO_A_FREE_NAME):
        return
    try:
        os.link(new, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names: the name is taken by an empty file first
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        new.replace(path)
    else:
        new.unlink()


def _renamed(new: Path, path: Path, how: int) -> bool:
    """Whether the system could do it in one step. Errors: OSError, FileExistsError among them."""
    system = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(system, "renamex_np"):
        failed = system.renamex_np(os.fsencode(new), os.fsencode(path), ctypes.c_uint(how))
    elif hasattr(system, "renameat2"):
        failed = system.renameat2(
            ctypes.c_int(_HERE), os.fsencode(new), ctypes.c_int(_HERE), os.fsencode(path), ctypes.c_uint(how)
        )
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _NOT_OFFERED:
        return False
    raise OSError(number, os.strerror(number), str(path))


def _in_steps(new: Path, path: Path) -> bool:
    aside, linked = _beside(new), True
    try:
        os.link(path, aside)
    except FileNotFoundError:
        raise
    except OSError:  # no second names either: a copy, made durable before the old file goes
        _copy(path, aside)
        linked = False
    try:
        new.replace(path)
    except BaseException:
        aside.unlink()
        raise
    aside.replace(new)
    return linked


def _copy(path: Path, aside: Path) -> None:
    import shutil

    shutil.copy2(path, aside)
    with aside.open("rb+") as file:
        os.fsync(file.fileno())


def _replace_windows(new: Path, path: Path) -> None:
    if sys.platform == "win32":  # pragma: no cover - runs under Wine in a step of its own
        aside = _beside(new)
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.ReplaceFileW(str(path), str(new), str(aside), 0, None, None):
            raise ctypes.WinError(ctypes.get_last_error())
        aside.rename(new)


def _beside(new: Path) -> Path:
    return new.with_name(f"{new.name}.out")
