"""Ranges that a client has sent already in this calculation: their values cross to Python once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MOST_CELLS = 20_000_000
"""What is kept at most for one client; the oldest go first, and are sent again when they are asked for."""


class NotKept(KeyError):
    """A client speaks of a range that is not here (any more): it sends it again."""


class Ranges:
    """Ranges by key. ``keep`` makes of the rows what functions get."""

    def __init__(self, keep: Callable[[Any], Any]) -> None:
        self._keep = keep
        self._kept: dict[str, tuple[int, Any]] = {}
        self._calculation, self._cells = "", 0

    def given(self, value: Any, key: str) -> Any:
        """The argument of a function: ``value`` as it is where there is no ``key``; else what is kept under it, with
        ``value`` in its place where there is one. A key begins with its calculation: those of another are let go.

        Errors: ``NotKept``.
        """
        if not key:
            return value
        calculation = key.partition("|")[0]
        if calculation != self._calculation:
            self._kept.clear()
            self._calculation, self._cells = calculation, 0
        if value is None:
            if key not in self._kept:
                raise NotKept(key)
            return self._kept[key][1]
        self._let_go(key)
        cells = len(value) * len(value[0])
        self._kept[key] = cells, self._keep(value)
        self._cells += cells
        for oldest in list(self._kept):
            if self._cells <= MOST_CELLS or oldest == key:
                break
            self._let_go(oldest)
        return self._kept[key][1]

    def _let_go(self, key: str) -> None:
        cells, _ = self._kept.pop(key, (0, None))
        self._cells -= cells
