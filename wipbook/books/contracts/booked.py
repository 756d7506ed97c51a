"""What contracts put into the journals: the difference to what was booked before, at each close and month's end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from wipbook.books.contracts.facts import Contract
from wipbook.books.contracts.positions import positions
from wipbook.books.entries import ENTRIES
from wipbook.costing.relief.periods import periods
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.policy import Policy
from wipbook.schema.ledger.account_role import AccountRole

EARNED, PROVIDED = "Contract revenue", "Loss on contracts"
CONTRACT_LINES = (EARNED, PROVIDED)
"""Lines of the journals that are an estimate: no stage of the Statement has them, and no close compares them."""


def contract_entries(contracts: Sequence[Contract], closed: Closed, policy: Policy) -> pl.DataFrame:
    """``ENTRIES`` up to the as-of date: at the end of each period what contracts come to less what was booked before.

    A period that was closed has what its close booked; the estimate that is dated last then counts from the next one
    on, as a cumulative catch-up (ASC 606-10-25-35, IFRS 15.42), and is never an adjustment of prior periods. Periods
    that are open are computed: at their ends, and at the as-of date.
    """
    upto = closed.upto(policy.as_of)
    if not contracts and not any(record.part("contracts").height for record in upto.standing):
        return pl.DataFrame(schema=ENTRIES)
    held = [(record.end, balances(record.part("contracts"))) for record in upto.standing]
    since = upto.through
    first = min((day for each in contracts for day in each.days()), default=policy.as_of)
    ends = [dt.date(1970, 1, 1) + dt.timedelta(int(end)) for end in periods(policy, first, closed.ends).ends] \
        if first <= policy.as_of else [policy.as_of]
    held += [(end, balances(positions(contracts, end, policy.as_of))) for end in ends if since is None or end > since]
    return changes(held)


def changes(held: Sequence[tuple[dt.date, pl.DataFrame]]) -> pl.DataFrame:
    """Balances (``balances``) on ascending days as the entries that lead from each to the next: ``ENTRIES``."""
    if not held:
        return pl.DataFrame(schema=ENTRIES)
    dated = [frame.with_columns(pl.lit(day).alias("Date")) for day, frame in held]
    back = [
        frame.with_columns(pl.lit(day).alias("Date"), -pl.col("Amount"))
        for (day, _), (_, frame) in zip(held[1:], held[:-1], strict=True)
    ]
    blank = [pl.lit(None, dtype=pl.String).alias(name) for name in ("Material", "Kind")]
    sums = pl.concat([*dated, *back]).group_by("Date", "Line", "Role", "Job").agg(pl.col("Amount").sum())
    return sums.filter(pl.col("Amount") != 0).sort("Date", "Job", "Line", "Role").with_columns(blank).select(*ENTRIES)


def balances(held: pl.DataFrame) -> pl.DataFrame:
    """Line, Role, Job, Amount (debit positive) of contracts (``CONTRACT``); they sum to zero by line and job.

    What is billed stands on Billing Clearing, which the invoices in the ledger clear; what is earned and not billed is
    Contract Asset, billed and not earned Contract Liability. The loss still to come is Contract Cost against Loss
    Provision.
    """
    earned, billed = pl.col("Earned Revenue"), pl.col("Billed")
    parts = (
        (EARNED, AccountRole.BILLING_CLEARING, billed),
        (EARNED, AccountRole.CONTRACT_ASSET, (earned - billed).clip(0)),
        (EARNED, AccountRole.CONTRACT_LIABILITY, (earned - billed).clip(None, 0)),
        (EARNED, AccountRole.CONTRACT_REVENUE, -earned),
        (PROVIDED, AccountRole.CONTRACT_COST, pl.col("Loss Provision")),
        (PROVIDED, AccountRole.LOSS_PROVISION, -pl.col("Loss Provision")),
    )
    return pl.concat([
        held.select(pl.lit(line).alias("Line"), pl.lit(role.value).alias("Role"), "Job", amount.alias("Amount"))
        for line, role, amount in parts
    ])
