"""The periods a job is relieved in: months, or the workbook's own, cut at every day that was closed and at the as-of
day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from wipbook.ledger.policy import Policy
from wipbook.values.columns import Integers
from wipbook.values.period import months_later

_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class Periods:
    """``ends``: the last day of each period, as days since 1970, ascending; the last one is the as-of day."""

    ends: Integers

    def of(self, days: Integers) -> Integers:
        """The number of the period each day is in."""
        return np.asarray(np.searchsorted(self.ends, days, side="left"), dtype=np.int64)

    def end(self, number: int) -> int:
        return int(self.ends[min(number, len(self.ends) - 1)])


def day_number(day: dt.date) -> int:
    """Days since 1970, as polars holds a date."""
    return (day - _EPOCH).days


def periods(policy: Policy, first: dt.date, closed: tuple[dt.date, ...] = ()) -> Periods:
    """The periods from the one ``first`` is in to the as-of day.

    A period is a calendar month; where Period Start is another day of the month than the first and Period End the day
    before that day, every period starts on that day. A period of any other length is cut at its start and its end; all
    are cut at the days ``closed`` through: what was month to date then stays.

    >>> policy = Policy(period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 3, 31), as_of=dt.date(2026, 3, 10))
    >>> [str(_EPOCH + dt.timedelta(int(end))) for end in periods(policy, dt.date(2026, 1, 20)).ends]
    ['2026-01-31', '2026-02-28', '2026-03-10']
    """
    start, after = policy.period_start, policy.period_end + dt.timedelta(days=1)
    own = start.day if start.day == after.day and start.day <= 28 else 1
    begin = first.replace(day=own) if first.day >= own else months_later(first.replace(day=own), -1)
    ends = set()
    day = begin
    while day <= policy.as_of:
        day = months_later(day, 1)
        ends.add(min(day - dt.timedelta(days=1), policy.as_of))
    cuts = [policy.closed_through, *closed]
    if own == 1 and (start.day != 1 or after.day != 1):
        cuts += [start - dt.timedelta(days=1), policy.period_end]
    ends |= {cut for cut in cuts if cut is not None and begin <= cut < policy.as_of}
    ends.add(policy.as_of)
    return Periods(np.array(sorted(day_number(end) for end in ends), dtype=np.int64))
