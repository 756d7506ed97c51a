"""Where the system allows a process little, a library that gets no memory ends it in the middle of its work.

Nothing of ours is called then: the process prints what the library thinks and is gone, with an exit code that means
something else. So under such limits the command runs in a child, and the parent says in one sentence what happened. The
workbook is safe either way: it is replaced as a whole or not at all.
"""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wipbook.commands.faces.shortage import NotEnoughRoom, not_enough

FILES = 12
"""Open files that a command needs beyond those open now."""
_FILES_WANTED = 256
_THREADS = 128
_ENOUGH = 1 << 36
"""A limit of memory from here on (64 GiB) is none."""
_ENDED = b"\0ended"


def refuse_few_files() -> None:
    """Raise the number of files this process may open to what the system allows; NotEnoughRoom when it is too low."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if resource.RLIM_INFINITY != soft < _FILES_WANTED:
        wanted = _FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, _FILES_WANTED)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    opened: list[int] = []
    try:
        opened.extend(os.open(os.devnull, os.O_RDONLY) for _ in range(FILES))
    except OSError as error:
        raise not_enough("too few open files") from error
    finally:
        for handle in opened:
            os.close(handle)


def is_limited() -> bool:
    """Whether the system limits the memory of this process, or the processes and threads of its group, closely."""
    try:
        import resource
    except ImportError:
        return False
    for which in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        soft, _ = resource.getrlimit(which)
        if soft != resource.RLIM_INFINITY and soft < _ENOUGH:
            return True
    return _few_threads()


def _few_threads() -> bool:
    try:
        folder = Path("/sys/fs/cgroup") / Path("/proc/self/cgroup").read_text().split("::")[-1].strip().lstrip("/")
        most, now = (folder / "pids.max").read_text().strip(), (folder / "pids.current").read_text().strip()
        return most != "max" and int(most) - int(now) < _THREADS
    except (OSError, ValueError):
        return False


def in_child(run: Callable[[], int], tell: Callable[[NotEnoughRoom, bool], int]) -> int:
    """The exit code of ``run``, called in a child process. When that ends before ``run`` has, or says itself that there
    was no room, ``tell`` is told, with whether a file named on the command line changed meanwhile; its exit code.

    What libraries print to the standard error themselves is passed on only when the run came to its end.
    """
    before = _files()
    noise, noise_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(noise)
        code = _run(run, noise_end)
        os._exit(code)
    os.close(noise_end)
    heard = b""
    with os.fdopen(noise, "rb") as pipe:
        while piece := _read(pipe, child):
            heard = (heard + piece)[-(1 << 16) :]
    _, status = os.waitpid(child, 0)
    if _ENDED in heard and os.WIFEXITED(status):
        code = os.WEXITSTATUS(status)
        if code < 2:
            sys.stderr.buffer.write(heard.replace(_ENDED, b""))
            sys.stderr.flush()
        return code
    return tell(not_enough("too little memory"), _files() != before)


def _run(run: Callable[[], int], noise_end: int) -> int:
    """In the child: our own words go where they always went, those of libraries into the pipe."""
    own = os.dup(2)
    os.dup2(noise_end, 2)
    # What fails in the middle of being put away, or was loaded in part, says so in many words of its own.
    warnings.simplefilter("ignore")
    sys.unraisablehook = lambda told: None
    threading.excepthook = lambda told: None
    sys.stderr = os.fdopen(own, "w", buffering=1, encoding=sys.stderr.encoding, errors=sys.stderr.errors)
    code = run()
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(noise_end, _ENDED)
    return code


def _read(pipe: Any, child: int) -> bytes:
    """A piece of what the child says; a signal that asks us to end is handed on to it."""
    from wipbook.commands.faces.failure import Stopped

    while True:
        try:
            return bytes(pipe.read1())
        except Stopped as stopped:
            import signal

            os.kill(child, signal.SIGINT if stopped.code == 130 else signal.SIGTERM)


def _files() -> dict[str, tuple[int, int, int]]:
    """The files named on the command line, and which they are."""
    found = {}
    for word in sys.argv[1:]:
        try:
            one = os.stat(word)  # noqa: PTH116 - any word, be it no path at all
        except (OSError, ValueError):
            continue
        found[word] = (one.st_ino, one.st_size, one.st_mtime_ns)
    return found
