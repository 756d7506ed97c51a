"""A machine that is short of memory, threads or open files: told from errors, and said in one sentence."""

from __future__ import annotations

import errno
import sys

from wipbook.errors import RefusedToProtectData


class NotEnoughRoom(RefusedToProtectData):
    """The machine gave this process too little memory, too few threads or too few open files."""


_OF_NUMBER = {
    errno.EMFILE: "too few open files", errno.ENFILE: "too few open files", errno.ENOMEM: "too little memory",
    errno.EAGAIN: "too few threads or too little memory",
}
_OF_WORDS = (
    ("can't start new thread", "too few threads or too little memory"),
    ("could not spawn threads", "too few threads or too little memory"),
    ("memory allocation", "too little memory"), ("allocate memory", "too little memory"),
    ("failed to map segment", "too little memory"), ("out of memory", "too little memory"),
    ("os error 11", "too few threads or too little memory"), ("os error 12", "too little memory"),
    ("Os { code: 11,", "too few threads or too little memory"), ("Os { code: 12,", "too little memory"),
    ("Os { code: 24,", "too few open files"),  # as a panic quotes it
    ("os error 24", "too few open files"), ("Too many open files", "too few open files"),
)
"""How the libraries we stand on say it, in errors of every kind."""


_NO_WORD = "without exception set"
"""A library in C that got no memory, and did not say so: Python has no other words for it."""


def _little_may_be_had() -> bool:
    """Whether this process may have only so much memory (ulimit -v)."""
    if sys.platform == "win32":
        return False
    import resource

    return resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY


def shortage_of(error: BaseException) -> NotEnoughRoom | None:
    """What the machine is short of, when that is what ``error`` or one of its causes says; None for all others.

    >>> print(shortage_of(RuntimeError("can't start new thread")).found)
    too few threads or too little memory
    >>> shortage_of(ValueError("no number")) is None
    True
    """
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, MemoryError):
            return not_enough("too little memory")
        if isinstance(seen, OSError) and seen.errno in _OF_NUMBER:
            return not_enough(_OF_NUMBER[seen.errno])
        if isinstance(seen, SystemError) and _NO_WORD in str(seen) and _little_may_be_had():
            return not_enough("too little memory")
        for words, found in _OF_WORDS:
            if words in str(seen):
                return not_enough(found)
        seen = seen.__cause__
    return None


def not_enough(found: str) -> NotEnoughRoom:
    """The error that says so."""
    return NotEnoughRoom(
        where="this machine", found=found, expected="some 2 GB of memory, 32 threads and 64 open files",
        remedy="close other programs, or raise the limits of this process (ulimit -v, -u, -n)",
    )
