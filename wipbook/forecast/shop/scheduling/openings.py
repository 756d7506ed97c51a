"""When one work center works: as every day, or the hours that the sheet Calendar gives a day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

CLOSED_FOR_GOOD = 1e6
"""The moment that work ends which has to wait for a work center that never opens again."""


@dataclass(frozen=True)
class Openings:
    """Days (their numbers on the work calendar) on which a work center does not work its usual hours, and the share of
    these that it works then: 0 closed, 0.5 half a day, 1.5 half a day longer. All other days count 1.

    >>> openings = Openings({1: 0.0, 2: 0.5})
    >>> openings.opens(1.2), openings.ends(0.5, 1.0)
    (2.0, 3.0)
    """

    shares: Mapping[int, float]
    _days: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_days", sorted(self.shares))

    def opens(self, moment: float) -> float:
        """The first moment from ``moment`` on at which there is work to be had."""
        day = int(moment)
        if self.shares.get(day, 1.0) > 0:
            return moment
        while self.shares.get(day, 1.0) <= 0:
            day += 1
        return float(day)

    def ends(self, start: float, days: float) -> float:
        """The moment at which work of so many usual ``days`` ends that starts at ``start``."""
        at, left = start, days
        for number in range(bisect_left(self._days, int(start)), len(self._days)):
            day = self._days[number]
            if at < day:
                if left <= day - at:
                    return at + left
                left -= day - at
                at = float(day)
            share = self.shares[day]
            there = share * (day + 1 - at)
            if share > 0 and left <= there:
                return at + left / share
            if left <= 0:
                return at
            left -= there
            at = float(day + 1)
        return at + left

    def worked(self, begin: float, end: float) -> float:
        """Usual days that are worked from ``begin`` to ``end``."""
        least = bisect_left(self._days, int(begin))
        total = end - begin
        for day in self._days[least:]:
            if day >= end:
                break
            inside = min(day + 1.0, end) - max(float(day), begin)
            total += (self.shares[day] - 1) * max(inside, 0.0)
        return total
