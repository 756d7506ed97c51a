"""The reserve of inventory in the journals."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.entries import ENTRIES
from wipbook.ledger.closed.closed import Closed
from wipbook.schema.ledger.account_role import AccountRole

WRITTEN_DOWN = "Write-down of inventory"
"""The line of the journals; an estimate of its close: the Statement has none of it, and no close compares it."""


def reserve_entries(closed: Closed, as_of: dt.date) -> pl.DataFrame:
    """What the closes up to the as-of date booked: ``ENTRIES``, at role level, debit positive.

    The change of the reserve against that of the close before: cost of goods sold takes what is written down, and what
    is reversed or goes with its goods comes back (IAS 2.34).
    """
    rows, held = [], 0
    for record in closed.upto(as_of).standing:
        reserve = int(record.part("reserve")["Reserve"].sum())
        for role, amount in ((AccountRole.COGS, reserve - held), (AccountRole.INVENTORY_RESERVE, held - reserve)):
            if amount:
                rows.append((record.end, WRITTEN_DOWN, role.value, None, None, None, amount))
        held = reserve
    return pl.DataFrame(rows, schema=ENTRIES, orient="row")
