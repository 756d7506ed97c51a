"""The next piece is made while the last one is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Piece = TypeVar("Piece")


def one_ahead(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces; from the second on each is made by a thread while the one before it is in use.

    >>> list(one_ahead(iter("abc")))
    ['a', 'b', 'c']
    """
    source = iter(pieces)
    ahead = list(islice(source, 2))
    yield from ahead
    if len(ahead) < 2:  # no thread for a small part
        return
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next, source, None)
        while (piece := waiting.result()) is not None:
            waiting = pool.submit(next, source, None)
            yield piece
