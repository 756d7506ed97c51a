"""Rows that say the same in the columns that should tell them apart."""

from __future__ import annotations

from collections.abc import Hashable, Sequence


def duplicate_groups(keys: Sequence[Hashable | None]) -> list[tuple[int, int]]:
    """Group number from 1 and position from 0 of every row whose key occurs more than once.

    Groups in the order of their first rows, rows in their own order. A key of None says nothing and is never a
    duplicate. A hit is a question: a part delivery or a reversal with its correction look the same.

    >>> duplicate_groups(["a", "b", "a", None, None, "b", "c"])
    [(1, 0), (1, 2), (2, 1), (2, 5)]
    """
    rows: dict[Hashable, list[int]] = {}
    for at, key in enumerate(keys):
        if key is not None:
            rows.setdefault(key, []).append(at)
    groups = (group for group in rows.values() if len(group) > 1)
    return [(number, at) for number, group in enumerate(groups, 1) for at in group]
