"""A range that is handed over again and again, with what was read from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wipbook.values.memo import Memo

MOST_READINGS = 16
"""Kinds of arguments that a range is kept as; what nobody has asked for longest is read anew."""


class Kept:
    """The cells of a range, and what they were read as.

    ``rows`` is what COM delivers for the Value2 of a range: a tuple of row tuples, for a single cell its value. Whoever
    hands it over promises that neither changes; a range that was recalculated is another ``Kept``. Memory is bounded:
    ``MOST_READINGS`` readings, and what a list of movements keeps by itself (``wipbook.costing.movement_list``).

    >>> kept = Kept(((1.0,), (2.0,)))
    >>> kept.read("sum", lambda rows: sum(row[0] for row in rows)), kept.read("sum", lambda rows: None)
    (3.0, 3.0)
    """

    __slots__ = ("memo", "rows")

    def __init__(self, rows: Any) -> None:
        self.rows, self.memo = rows, Memo(MOST_READINGS)

    def __repr__(self) -> str:
        return f"Kept({self.rows!r})"

    def read(self, key: Any, make: Callable[[Any], Any]) -> Any:
        """What ``make`` makes of the rows, once for each ``key``. A fault is kept too, and raised again."""
        return self.memo.get(key, lambda: make(self.rows))
