"""Where the over- or under-applied overhead of the period goes: to cost of goods sold, or over three balances."""

from __future__ import annotations

import polars as pl

from wipbook.books.statement import statement
from wipbook.costing.solve import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.values.allocate import allocate

SHARED = ("Work in Process", "Finished Goods", "Cost of Goods Sold")


def disposition(ledger: Ledger, solution: Solution) -> pl.DataFrame:
    """One row per balance of ``SHARED``: Balance Of, Balance, Takes (smallest currency unit; + lowers it), Why.

    An immaterial balance goes to cost of goods sold; a material one does too when Settings say *expense*, and is
    prorated on the ending balances of work in process and finished goods and on the period's cost of goods sold
    when they say *prorate* (OpenStax, Principles of Accounting vol. 2, 4.6). A balance below zero takes no share.
    """
    policy = ledger.policy
    start = policy.period_start.replace(day=1)
    pools = solution.overhead.filter((pl.col("Period") >= start) & (pl.col("Period") <= policy.as_of))
    over = int(pools["Applied"].sum()) - int(pools["Actual Cost"].fill_null(0).sum())
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
    return pl.DataFrame({"Balance Of": SHARED, "Balance": balances, "Takes": amounts, "Why": [why] * len(SHARED)})
