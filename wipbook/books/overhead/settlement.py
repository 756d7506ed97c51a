"""The entry by which a close settles overhead, and what of it the next day takes back."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.closed.fiscal_year import year_of
from wipbook.books.overhead.disposition import disposed
from wipbook.books.results import Results
from wipbook.ledger.closed.record import SETTLEMENT
from wipbook.schema.ledger.account_role import AccountRole

_HANDED_ON = (AccountRole.WIP, AccountRole.FINISHED_GOODS)


def settlement(results: Results, start: dt.date, end: dt.date) -> pl.DataFrame:
    """``SETTLEMENT`` of the close of ``start`` to ``end``: both columns sum to zero, debit positive.

    Overhead Applied is debited with what was applied and Overhead Control credited with what was spent; the difference
    is Idle Capacity, WIP, Finished Goods and COGS. Within a year all of it is taken back the day after, and the next
    close settles the year to date anew. Where the period ends a fiscal year only the shares of WIP and finished goods
    are, into Overhead Control: they are part of what the next year has to apply.
    """
    held = disposed(results)
    wip, goods, sold = held.shares
    amounts = {
        AccountRole.OVERHEAD_APPLIED: held.applied, AccountRole.OVERHEAD_CONTROL: -held.actual,
        AccountRole.IDLE_CAPACITY: held.idle, AccountRole.WIP: wip, AccountRole.FINISHED_GOODS: goods,
        AccountRole.COGS: sold,
    }
    back = {role: -amount for role, amount in amounts.items()}
    if year_of(results.ledger, end + dt.timedelta(days=1)) != year_of(results.ledger, start):
        back = {role: -amounts[role] for role in _HANDED_ON} | {AccountRole.OVERHEAD_CONTROL: wip + goods}
    rows = [
        (held.since.isoformat(), str(role), amount, back.get(role, 0)) for role, amount in amounts.items()
        if amount or back.get(role, 0)
    ]
    return pl.DataFrame(rows, schema=SETTLEMENT, orient="row")
