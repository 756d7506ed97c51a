"""What was made of something, kept for whoever brings the same again: the newest, up to a weight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """Things that are never changed once they are made, for any thread.

    >>> squares, asked = Remembered[int](2), []
    >>> [squares.get(number, lambda: asked.append(number) or number**2) for number in (2, 2, 3, 4, 2)], asked
    ([4, 4, 9, 16, 4], [2, 3, 4, 2])
    """

    def __init__(self, most: int) -> None:
        """``most``: the weight of all that is kept, each of weight 1 where nothing else is said."""
        self._most = most
        self._weight = 0
        self._kept: OrderedDict[Hashable, tuple[Made, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made], weight: int = 1) -> Made:
        """What was made for ``key`` before, else what ``make`` makes now; an error is not kept, nor what is heavier
        than all may be."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        made = make()
        with self._lock:
            if key not in self._kept:
                self._keep(key, made, weight)
        return made

    def known(self, key: Hashable) -> Made | None:
        """What is kept for ``key``; None where nothing is."""
        with self._lock:
            return self._kept[key][0] if key in self._kept else None

    def holds(self, key: Hashable) -> bool:
        """Whether something is kept for ``key``, and be it None."""
        with self._lock:
            return key in self._kept

    def put(self, key: Hashable, made: Made, weight: int = 1) -> None:
        """Keep this for ``key`` from now on.

        >>> told = Remembered[int](2)
        >>> told.put("one", 1)
        >>> told.put("one", 2)
        >>> told.known("one"), told.known("two"), told.holds("two")
        (2, None, False)
        """
        with self._lock:
            if key in self._kept:
                self._weight -= self._kept.pop(key)[1]
            self._keep(key, made, weight)

    def _keep(self, key: Hashable, made: Made, weight: int) -> None:
        if weight > self._most:
            return
        self._kept[key] = made, weight
        self._weight += weight
        while self._weight > self._most:
            self._weight -= self._kept.popitem(last=False)[1][1]
