"""What follows from facts that never change, worked out once for whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

Made = TypeVar("Made")


class Once:
    """Facts that never change once they are made, and what was made of them, which must never change either.

    >>> class Numbers(Once):
    ...     held = (1, 2, 3)
    >>> numbers, asked = Numbers(), []
    >>> [numbers.once("sum", lambda: asked.append("sum") or sum(numbers.held)) for _ in range(2)], asked
    ([6, 6], ['sum'])
    """

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` makes, kept under ``key`` with these facts. Errors: those of ``make``, each time."""
        kept = vars(self).setdefault("_once", {})
        if key not in kept:
            kept[key] = make()
        return kept[key]  # type: ignore[no-any-return]
