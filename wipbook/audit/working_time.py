"""Which moments lie outside the working days and hours of the sheet Settings."""

from __future__ import annotations

import re

import polars as pl

from wipbook.ledger.policy import Policy

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL = frozenset({1, 2, 3, 4, 5})


def working_days(text: str) -> frozenset[int]:
    """The ISO weekdays (Monday is 1) that a list of days and spans of days names; Monday to Friday when it names none.

    >>> sorted(working_days("Mon-Fri")), sorted(working_days("Sunday - Tuesday, Thu"))
    ([1, 2, 3, 4, 5], [1, 2, 4, 7])
    """
    days: set[int] = set()
    for part in re.split(r"[,;/]", text.casefold()):
        ends = [DAYS.index(word[:3]) + 1 for word in re.findall(r"[a-z]+", part) if word[:3] in DAYS]
        if len(ends) == 2:
            first, last = ends
            days.update((first + at - 1) % 7 + 1 for at in range((last - first) % 7 + 1))
        else:
            days.update(ends)
    return frozenset(days) or USUAL


def on_a_free_day(name: str, policy: Policy) -> pl.Expr:
    """Whether a date or moment falls on a day on which no work is expected; False where it is blank."""
    return (~pl.col(name).dt.weekday().is_in(sorted(working_days(policy.working_days)))).fill_null(False)


def at_odd_hours(name: str, policy: Policy) -> pl.Expr:
    """Whether a moment falls on a free day or before or after the working hours; False where it is blank.

    Hours that end before they start run over midnight.
    """
    start, end = _minutes(policy.working_hours_start), _minutes(policy.working_hours_end)
    clock = pl.col(name).dt.hour().cast(pl.Int32) * 60 + pl.col(name).dt.minute()
    early, late = clock < start, clock > end
    outside = early | late if start <= end else early & late
    return (on_a_free_day(name, policy) | outside).fill_null(False)


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")[:2]
    return int(hour) * 60 + int(minute)
