"""The period of a workbook that states none: the fiscal years that its rows lie in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from wipbook.ledger.policy import Policy, fiscal_year_of
from wipbook.schema.settings import MONTHS
from wipbook.schema.stock.movement_type import MovementType

DATED = ("Movements", "Labor")
"""Sheets whose rows say when work in process moved."""
_YEARS = 10
"""Years around the middle row that a row may lie in; one that lies further off was mistyped."""


def with_period(policy: Policy, tables: Mapping[str, pl.DataFrame]) -> Policy:
    """``policy`` with the period of the rows, where it states none and there are rows; ``tables`` have the column Date.

    The period begins with the fiscal year of the first row and ends with that of the last. An Opening belongs to what
    begins the day after: balances of 31 December open the year that follows. Balances are shown for the last day.
    """
    if policy.period_known:
        return policy
    days = [_days(tables[name]) for name in DATED if name in tables and not tables[name].is_empty()]
    dates = pl.concat(days).drop_nulls().sort() if days else pl.Series(dtype=pl.Date)
    if dates.is_empty():
        return policy
    middle = dates[len(dates) // 2]
    near = dates.filter((dates.dt.year() - middle.year).abs() <= _YEARS)
    month = MONTHS.index(policy.fiscal_year_start) + 1 if policy.fiscal_year_start else 1
    start = fiscal_year_of(month, near[0])
    last = fiscal_year_of(month, near[-1])
    end = last.replace(year=last.year + 1) - dt.timedelta(days=1)
    as_of = policy.as_of if policy.as_of != policy.period_end else end
    return replace(policy, period_start=start, period_end=end, as_of=as_of, period_known=True)


def rows_after(policy: Policy, tables: Mapping[str, pl.DataFrame]) -> tuple[int, dt.date | None]:
    """How many dated rows lie after the day that balances are shown for, and the first of their days."""
    days = [tables[name]["Date"].cast(pl.Date) for name in DATED if name in tables]
    later = [one.filter(one > policy.as_of) for one in days]
    count = sum(one.len() for one in later)
    firsts = [one.min() for one in later if one.len()]
    return count, min((day for day in firsts if isinstance(day, dt.date)), default=None)


def _days(frame: pl.DataFrame) -> pl.Series:
    date = pl.col("Date").cast(pl.Date)
    if "Type" in frame.columns:
        date = pl.when(pl.col("Type") == MovementType.OPENING).then(date + pl.duration(days=1)).otherwise(date)
    return frame.select(date.alias("Date"))["Date"]
