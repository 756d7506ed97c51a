"""Overhead pool has no activity.

What it finds:
    A pool with a budget or actual cost in months up to the as-of date in which no activity was applied. One finding per
    pool, its first such month.

Why it matters:
    Overhead that no job is charged for is missing from the cost of products, and stays as an under-applied balance.

Innocent causes:
    - The work centers of the pool are not linked to it.
    - The driver is booked under another kind of hours.
    - The plant stood still that month.

What to do:
    Check the driver and the work centers of the pool. Charge idle capacity to the period.

Source:
    IAS 2.13 (allocation on normal capacity); accounting rules 29 and 30.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.MEDIUM,
    (Assertion.COMPLETENESS, Assertion.VALUATION),
    (Setting("Least Amount", 1, "currency", "Cost of a month that is worth a question"),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    cost = pl.coalesce("Actual Cost", "Budget Cost")
    idle = books.solution.overhead.with_columns(cost.alias("_cost")).filter(
        (pl.col("Activity") == 0) & (pl.col("_cost") >= max(1, books.cents(settings["Least Amount"])))
    )
    rows = ledger.table("Overhead").select("Pool", "Period", ROW)
    found = (
        looked_up(idle, ["Pool", "Period"], rows).sort("Pool", "Period")
        .group_by("Pool", maintain_order=True)
        .agg(pl.col("Period", "Driver", ROW).first(), pl.col("_cost").sum(), pl.len().alias("_months"))
    )
    return findings(
        ledger,
        found,
        Place("Overhead", "Pool"),
        key=pl.col("Pool"),
        evidence=pl.format(
            "Pool {} ({}) has cost of {} in {} months without any activity, first in {}",
            "Pool",
            shown("Driver"),
            money("_cost", books.places),
            "_months",
            pl.col("Period").dt.to_string("%Y-%m"),
        ),
        amount=pl.col("_cost"),
    )
