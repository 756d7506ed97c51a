"""Overhead is over- or under-applied.

What it finds:
    A pool whose applied overhead of the period up to the as-of date, in the months with actual cost, differs from that
    cost by more than Materiality of Settings.

Why it matters:
    A material balance has to be shared among work in process, finished goods and cost of goods sold; until then stock
    and profit are wrong by it.

Innocent causes:
    - The year is not over and the months even out.
    - The actual cost of a month is not complete.
    - Activity was below normal capacity, the rest is idle cost of the period.

What to do:
    Dispose of the balance as the policy says, after taking out the cost of idle capacity.

Source:
    OpenStax Managerial Accounting 4.6; IAS 2.13; accounting rule 31.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.MEDIUM, (Assertion.VALUATION, Assertion.PRESENTATION))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    limit = max(1, books.cents(books.policy.materiality))
    start = books.policy.period_start.replace(day=1)
    rows = ledger.table("Overhead").select("Pool", "Period", ROW)
    found = (
        books.solution.overhead.filter((pl.col("Period") >= start) & pl.col("Actual Cost").is_not_null())
        .join(rows, on=["Pool", "Period"], how="left", maintain_order="left").sort("Pool", "Period")
        .group_by("Pool", maintain_order=True)
        .agg(pl.col("Applied", "Actual Cost", "Over Applied", "Idle Capacity").sum(), pl.col("Period", ROW).last())
        .filter(pl.col("Over Applied").abs() > limit)
    )
    word = pl.when(pl.col("Over Applied") > 0).then(pl.lit("over-applied")).otherwise(pl.lit("under-applied"))
    return findings(
        ledger,
        found,
        Place("Overhead", "Actual Cost"),
        key=pl.col("Pool"),
        evidence=pl.format(
            "Pool {} up to {}: {} applied, {} incurred, {} by {}; idle capacity of the months: {}",
            "Pool", pl.col("Period").dt.to_string("%Y-%m"), money("Applied", books.places),
            money("Actual Cost", books.places), word, money(pl.col("Over Applied").abs(), books.places),
            money("Idle Capacity", books.places),
        ),
        amount=pl.col("Over Applied"),
    )
