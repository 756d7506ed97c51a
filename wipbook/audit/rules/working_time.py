"""Which moments lie outside the working days and hours of the sheet Settings."""

from __future__ import annotations

import polars as pl

from wipbook.ledger.policy import Policy
from wipbook.ledger.working_days import working_days


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
