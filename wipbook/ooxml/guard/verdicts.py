"""What the guard said of a part, remembered: a part is looked at once in a process, however many tables it holds."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from wipbook.ooxml.guard.remembered import Remembered

Verdict = TypeVar("Verdict")

_known: Remembered[Any] = Remembered(4096)


def remembered(key: Hashable, look: Callable[[], Verdict]) -> Verdict:
    """What ``look`` gave for ``key`` before, else what it gives now; an error is not remembered.

    The key of a small part is its content (SHA-256), that of a large one names its file (device, inode, size, time of
    change) and its member (name, checksum, sizes), so that any other content is looked at anew.

    >>> remembered("doctest", lambda: 7), remembered("doctest", lambda: 8)
    (7, 7)
    """
    return _known.get(key, look)  # type: ignore[no-any-return]
