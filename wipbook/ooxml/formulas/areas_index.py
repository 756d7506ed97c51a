"""Which of many rectangles hold a cell: they are cut into pieces of doubling size, which a few keys find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from wipbook.ooxml.address import Area

Owner = TypeVar("Owner")
_Key = tuple[int, int, int, int]


class AreasIndex(Generic[Owner]):
    """Owners of rectangles of one sheet.

    A rectangle of any size is at most some forty by thirty pieces, nearly always one to ten; a cell is looked up once
    for every pair of sizes there are. So a chain of a hundred thousand cells, and a hundred thousand sums over
    growing areas, cost what they must and not their product.

    >>> index = AreasIndex[str]()
    >>> index.add(Area.parse("B2:B100"), "sum"); index.add(Area.parse("B7"), "double")
    >>> list(index.holding(8, 2)), list(index.holding(7, 3))
    (['sum'], [])
    >>> sorted(index.take(7, 2)), list(index.take(7, 2)), list(index.take(8, 2))
    (['double', 'sum'], [], [])
    """

    def __init__(self) -> None:
        self._pieces: dict[_Key, list[list[Owner]]] = {}
        self._sizes: set[tuple[int, int]] = set()
        self._areas: dict[Area, list[Owner]] = {}

    def add(self, area: Area, owner: Owner) -> None:
        known = self._areas.get(area)
        if known is not None:
            known.append(owner)
            return
        self._areas[area] = owners = [owner]
        for high, row in _pieces(area.first_row, area.last_row):
            for wide, column in _pieces(area.first_column, area.last_column):
                self._pieces.setdefault((high, row, wide, column), []).append(owners)
                self._sizes.add((high, wide))

    def holding(self, row: int, column: int) -> Iterator[Owner]:
        """The owners of every rectangle that holds a cell."""
        for high, wide in self._sizes:
            for owners in self._pieces.get((high, row >> high, wide, column >> wide), ()):
                yield from owners

    def take(self, row: int, column: int) -> Iterator[Owner]:
        """The same, and nobody is found twice: rectangles that were found are forgotten."""
        for high, wide in self._sizes:
            for owners in self._pieces.pop((high, row >> high, wide, column >> wide), ()):
                yield from owners
                owners.clear()

    def meeting(self, area: Area) -> Iterator[Owner]:
        """The owners of every rectangle that shares a cell with an area."""
        for other, owners in self._areas.items():
            if owners and other.meets(area):
                yield from owners


def _pieces(first: int, last: int) -> Iterator[tuple[int, int]]:
    """A stretch as stretches of 1, 2, 4, 8 ... that begin at multiples of their length: exponent, and number.

    >>> list(_pieces(2, 9))
    [(1, 1), (2, 1), (1, 4)]
    """
    end = last + 1
    while first < end:
        size = (first & -first).bit_length() - 1 if first else 21
        while (1 << size) > end - first:
            size -= 1
        yield size, first >> size
        first += 1 << size
