"""Which cells of a sheet say something else than they did in the file: where nobody depends, nobody looks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from wipbook.ooxml.address import LAST_ROW, Area
from wipbook.ooxml.sheet.cells import value_of
from wipbook.ooxml.sheet.rowscan import cells, rows
from wipbook.ooxml.sheet.worksheet import Worksheet

MOST_ROWS = 100_000
"""More rows than these that differ are not compared cell by cell: all their cells count as changed."""
_STEP = 1 << 20
_HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")

Strings = Callable[[], list[str]]


@dataclass
class ChangedCells:
    """``cells`` by row and column, and ``areas`` that were not looked into."""

    cells: set[tuple[int, int]] = field(default_factory=set)
    areas: list[Area] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.cells or self.areas)

    def meet(self, area: Area) -> bool:
        """Whether one of them lies in an area."""
        if any(area.meets(other) for other in self.areas):
            return True
        for column, numbers in self._by_column.items():
            if area.first_column <= column <= area.last_column:
                at = bisect_left(numbers, area.first_row)
                if at < len(numbers) and numbers[at] <= area.last_row:
                    return True
        return False

    @cached_property
    def _by_column(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(column, []).append(row)
        return found


def changed_cells(
    old: Worksheet, new: Worksheet, interest: Iterable[Area], strings: Strings,
    origin: Callable[[int], int | None] | None = None,
) -> ChangedCells:
    """The cells in the areas of ``interest`` whose value is another in ``new`` than in ``old``.

    ``origin``: the row in ``old`` where a row of ``new`` comes from (None: it is a new one). A row that was hidden and
    is shown now counts as changed: a subtotal reads it now.
    """
    found = ChangedCells()
    columns, first, last = _columns(interest)
    if not columns.stretches:
        return found
    if origin is not None:
        before = dict(old.rows_between(1, LAST_ROW))
        after = dict(new.rows_between(first, last))
        for number in range(first, min(last, max(new.last_row, old.last_row, first)) + 1):
            at = origin(number)
            _compare(number, before.get(at or 0), after.get(number), old, new, columns, strings, found)
        return found
    was, now = _middles(old.stretch(first, last), new.stretch(first, last), new.prefix)
    if was == now:
        return found
    differing = 0
    for number, before_it, after_it in _side_by_side(was, now, old.prefix, new.prefix):
        if before_it == after_it:
            continue
        differing += 1
        if differing > MOST_ROWS:
            return ChangedCells(areas=[Area(first, one.start, last, one.stop - 1) for one in columns.stretches])
        _compare(number, before_it, after_it, old, new, columns, strings, found)
    return found


def _columns(interest: Iterable[Area]) -> tuple[_Columns, int, int]:
    spans: list[tuple[int, int]] = []
    first, last = LAST_ROW, 0
    for area in interest:
        spans.append((area.first_column, area.last_column))
        first, last = min(first, area.first_row), max(last, area.last_row)
    merged: list[range] = []
    for low, high in sorted(set(spans)):
        if merged and low <= merged[-1].stop:
            merged[-1] = range(merged[-1].start, max(merged[-1].stop, high + 1))
        else:
            merged.append(range(low, high + 1))
    return _Columns(tuple(merged)), first, last


@dataclass(frozen=True)
class _Columns:
    """Stretches of columns, in order."""

    stretches: tuple[range, ...]

    def __contains__(self, column: int) -> bool:
        return any(column in stretch for stretch in self.stretches)


def _middles(old: bytes, new: bytes, prefix: bytes) -> tuple[bytes, bytes]:
    """Both without the whole rows that they have in common at their beginning and at their end.

    >>> _middles(b'<row r="1"/><row r="2">a</row><row r="3">b</row>', b'<row r="1"/><row r="2">c</row>', b"")
    (b'<row r="2">a</row><row r="3">b</row>', b'<row r="2">c</row>')
    """
    if old == new:
        return b"", b""
    at, least = 0, min(len(old), len(new))
    while at < least and old[at : at + _STEP] == new[at : at + _STEP]:
        at += _STEP
    size = min(_STEP, least - at)
    while size > 1:  # halving leads to the first byte that differs
        half = size // 2
        if old[at : at + half] == new[at : at + half]:
            at, size = at + half, size - half
        else:
            size = half
    at = max(old.rfind(b"<" + prefix + b"row", 0, min(at, least) + 1), 0)
    old, new = old[at:], new[at:]
    end, least = 0, min(len(old), len(new))
    while end < least and _back(old, end) == _back(new, end):
        end += _STEP
    if not end:
        return old, new
    closing = b"</" + prefix + b"row>"
    behind = old.find(closing, max(len(old) - min(end, least), 0))
    keep = len(old) - (behind + len(closing)) if behind >= 0 else 0
    return old[: len(old) - keep], new[: len(new) - keep]


def _back(data: bytes, end: int) -> bytes:
    stop = len(data) - end
    return data[max(stop - _STEP, 0) : stop]


def _side_by_side(
    old: bytes, new: bytes, old_prefix: bytes, new_prefix: bytes
) -> Iterator[tuple[int, bytes | None, bytes | None]]:
    """Rows of one number, either missing where there is none."""
    left, right = rows(old, old_prefix), rows(new, new_prefix)
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        number = min(row.number for row in (one, other) if row is not None)
        was = now = None
        if one is not None and one.number == number:
            was, one = old[one.start : one.end], next(left, None)
        if other is not None and other.number == number:
            now, other = new[other.start : other.end], next(right, None)
        yield number, was, now


def _compare(
    number: int, was: bytes | None, now: bytes | None, old: Worksheet, new: Worksheet, columns: _Columns,
    strings: Strings, found: ChangedCells,
) -> None:
    """Note the cells of a row that differ."""
    if was == now:
        return
    before, after = _values(was, old.prefix, columns, strings), _values(now, new.prefix, columns, strings)
    if _is_hidden(was) and not _is_hidden(now):
        found.cells.update((number, column) for column in {*before, *after})
        return
    found.cells.update(
        (number, column) for column in {*before, *after} if before.get(column) != after.get(column)
    )


def _is_hidden(row: bytes | None) -> bool:
    return row is not None and _HIDDEN.search(row[: row.index(b">") + 1]) is not None


def _values(
    row: bytes | None, prefix: bytes, columns: _Columns, strings: Strings
) -> dict[int, tuple[type, object]]:
    """What the cells of a row say, blank ones left out; a number is a number however it is written."""
    if row is None:
        return {}
    found: dict[int, tuple[type, object]] = {}
    for one in cells(row, prefix, next(rows(row, prefix)).tag_end):
        if one.column not in columns:
            continue
        cell = row[one.start : one.end]
        try:
            value = value_of(cell, strings() if b't="s"' in cell or b"t='s'" in cell else None)
        except (ValueError, IndexError):
            value = cell  # not a value that anybody could read: the bytes tell whether it is the same
        if value is not None:
            kind = float if isinstance(value, int | float) and not isinstance(value, bool) else type(value)
            found[one.column] = (kind, value)
    return found
