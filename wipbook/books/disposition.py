"""Where the over- or under-applied overhead of the period goes: to cost of goods sold, or over three balances."""

from __future__ import annotations

import polars as pl

from wipbook.books.statement import statement
from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.values.allocate import allocate

SHARED = ("Work in Process", "Finished Goods", "Cost of Goods Sold")


def disposition(ledger: Ledger, solution: Solution) -> pl.DataFrame:
    """One row per balance of ``SHARED``: Balance Of, Balance, Takes (smallest currency unit; + lowers it), Why.

    An immaterial balance goes to cost of goods sold; a material one does too when Settings say *expense*, and is
    prorated on the ending balances of work in process and finished goods and on the period's cost of goods sold
    when they say *prorate* (OpenStax, Principles of Accounting vol. 2, 4.6). A balance below zero takes no share. A
    pool's month whose Actual Cost is blank is not in yet: nothing of it is disposed of, and Why counts it.
    """
    policy = ledger.policy
    pools = pool_months(ledger, solution)
    over = int(pools["Over Applied"].sum())
    waiting = not_in_yet(ledger, solution)
    lines = statement(ledger, solution, policy.period_start)
    sold = lines.filter(pl.col("Line").is_in(["Shipped to customers", "Returned by customers"]))
    sold_total = -sum(int(sold[stage].sum()) for stage in ("Raw Materials", "Finished Goods"))
    balances = [int(lines["Work in Process"].sum()), int(lines["Finished Goods"].sum()), sold_total]
    weights = [max(0, balance) for balance in balances]
    material = abs(over) >= round(policy.materiality * 10**policy.currency_places)
    amounts, why = [0, 0, over], "immaterial: expensed" if over and not material else "expensed by policy"
    if policy.overhead_disposition == "prorate" and material and sum(weights):
        amounts, why = allocate(over, weights), "prorated on the balances"
    if not over:
        why = "nothing to dispose of"
    if waiting:
        why = f"{why}; actual cost of {waiting} pool month{'s' * (waiting > 1)} is not in yet"
    return pl.DataFrame({"Balance Of": SHARED, "Balance": balances, "Takes": amounts, "Why": [why] * len(SHARED)})


def pool_months(ledger: Ledger, solution: Solution) -> pl.DataFrame:
    """The months of pools that the period covers."""
    start = ledger.policy.period_start.replace(day=1)
    return solution.overhead.filter((pl.col("Period") >= start) & (pl.col("Period") <= ledger.policy.as_of))


def not_in_yet(ledger: Ledger, solution: Solution) -> int:
    """How many months of pools in the period charged jobs, or had a budget, and have no actual cost yet."""
    open_ = pool_months(ledger, solution).filter(pl.col("Actual Cost").is_null())
    return open_.filter((pl.col("Applied") != 0) | (pl.col("Budget Cost") != 0)).height
