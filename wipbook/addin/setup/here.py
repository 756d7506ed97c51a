"""What the installer asks of the Python that it brought: ``python -m wipbook.addin.setup.here STEP FOLDER``.

``ready``: end the server of an older version; ``arrive``: add-in and server; ``leave``: take them away. Exit codes: 0
done, 1618 (Windows' own "another installation is in progress") somebody is at work, 1 it could not be done; what is
printed says why.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from typing import Any

from wipbook.addin.install import AddinInUse, Places, install, places, uninstall
from wipbook.addin.registry.registration import keys

BUSY = 1618
OURS = ("wipbook.excel.server.serve", "wipbook.excel.command", "wipbook.excel.put_right")
"""Processes without a user: Excel is closed, so nobody waits for them."""
_PATIENCE = 10.0


def ready(folder: str, running: Iterable[Any] | None = None, patience: float = _PATIENCE) -> str:
    """End the server that runs from ``folder``, and its helpers; blank, or who else is at work there.

    A command in a shell is not ended: it may be saving a workbook.
    """
    ours = []
    for process in _running() if running is None else running:
        name, words = _told(process)
        if PureWindowsPath(name).name.lower() == "excel.exe" and _of_this_user(process):
            return f"Excel is running (process {process.pid}). Close it and start this again. Nothing was changed."
        if process.pid == os.getpid() or not _is_in(name, f"{folder}\\python"):
            continue
        if not any(one in words for one in OURS):
            what = " ".join(words[1:]) or name
            return f"wipbook is at work (process {process.pid}: {what}). Wait for its end. Nothing was changed."
        ours.append(process)
    for process in ours:  # only now: when somebody is at work, nothing is touched
        with suppress(Exception):  # gone by itself meanwhile
            process.terminate()
    for process in ours:
        try:
            process.wait(patience)
        except Exception as error:  # noqa: BLE001 - psutil's kinds of "not gone"
            if process.is_running():
                return f"wipbook's server does not end (process {process.pid}: {error}). Nothing was changed."
    return ""


def arrive(at: Places | None = None) -> str:
    """The add-in into Excel's start-up folder, this Python as the one that answers; blank, or why not."""
    install(at=at)
    return ""


def leave(folder: str, at: Places | None = None, log: Path | None = None) -> str:
    """Take away what ``arrive`` put there, unless Excel is answered by another installation meanwhile, and the log of
    errors."""
    at = at or places()
    if at is not None and at.registry is not None:
        named = at.registry.read(list(keys())[-1], 64) or ""
        if not named or _is_in(named.lstrip('"'), folder):
            uninstall(at=at)
            with suppress(OSError):  # made by us where there was no Excel; removed only when nothing is in them
                at.start_up.rmdir()
                at.start_up.parent.rmdir()
    log = log or _errors()
    if log is not None:
        (log / "errors.log").unlink(missing_ok=True)
        with suppress(OSError):
            log.rmdir()  # only when nothing else is in it
    _forget_libraries()
    for cache in Path(folder, "python").rglob("__pycache__"):
        shutil.rmtree(cache, ignore_errors=True)
    return ""


def main(words: list[str]) -> int:
    """Do one step; its exit code."""
    steps: dict[str, Callable[[str], str]] = {
        "ready": ready, "arrive": lambda folder: arrive(), "leave": lambda folder: ready(folder) or leave(folder),
    }
    step, folder = words
    try:
        said = steps[step](folder)
    except AddinInUse as error:
        said = str(error)
    except Exception as error:  # noqa: BLE001 - the installer shows one sentence, and takes back what it did
        print(f"{type(error).__name__}: {error}")
        return 1
    if said:
        print(said)
    return BUSY if said else 0


def _running() -> list[Any]:
    import psutil

    return list(psutil.process_iter())


def _told(process: Any) -> tuple[str, list[str]]:
    """A process's program and words; blank where Windows does not tell, as of other users' processes."""
    name, words = "", []
    with suppress(Exception):
        words = process.cmdline()
        name = words[0]
    with suppress(Exception):
        name = process.exe() or name  # what a command line says first is up to who wrote it; Wine tells no more
    return name, words


def _of_this_user(process: Any) -> bool:
    import psutil

    try:
        return bool(process.username() == psutil.Process().username())
    except psutil.Error:
        return False


def _is_in(program: str, folder: str) -> bool:
    """Whether a program stands in ``folder``, as Windows compares names.

    >>> _is_in("c:/Users/Jürgen/wipbook/python/pythonw.exe", "C:\\\\users\\\\jürgen\\\\wipbook")
    True
    >>> _is_in("C:/Users/Jürgen/wipbook2/pythonw.exe", "C:/Users/Jürgen/wipbook")
    False
    """
    return PureWindowsPath(program.lower()).is_relative_to(PureWindowsPath(folder.lower()))


def _forget_libraries() -> None:
    """pywin32's list of the type libraries that it was asked for, when it holds none: it makes it unasked."""
    kept = Path(os.environ.get("TEMP") or tempfile.gettempdir(), "gen_py")
    ours = kept / f"{sys.version_info.major}.{sys.version_info.minor}"
    with suppress(OSError):
        if {one.name for one in ours.iterdir()} <= {"__init__.py", "dicts.dat", "__pycache__"}:
            shutil.rmtree(ours)
            kept.rmdir()


def _errors() -> Path | None:
    local = os.environ.get("LOCALAPPDATA")
    return Path(local) / "wipbook" if local else None


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a pipe's code page lacks many a name
    sys.exit(main(sys.argv[1:]))
