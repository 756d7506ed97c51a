"""What the guard said of a part, remembered: a part is looked at once in a process, however many tables it holds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

Verdict = TypeVar("Verdict")

_MOST = 4096
_known: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()


def remembered(key: Hashable, look: Callable[[], Verdict]) -> Verdict:
    """What ``look`` gave for ``key`` before, else what it gives now; an error is not remembered.

    The key of a part names its file (device, inode, size, time of change) and its member (name, checksum, sizes), so
    that any other content is looked at anew.

    >>> remembered("doctest", lambda: 7), remembered("doctest", lambda: 8)
    (7, 7)
    """
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]  # type: ignore[return-value]
    verdict = look()
    with _lock:
        _known[key] = verdict
        while len(_known) > _MOST:
            _known.popitem(last=False)
    return verdict
