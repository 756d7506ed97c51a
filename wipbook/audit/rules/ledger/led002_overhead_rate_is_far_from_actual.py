"""Applied overhead rate is far from the actual rate.

What it finds:
    A pool and month where the overhead applied to jobs is further from the actual cost of the same activity than the
    limit, and by at least the least amount.

Why it matters:
    Jobs carry overhead that was not incurred, or too little of it; prices made from it are wrong.

Innocent causes:
    - Few hours were worked that month, the cost is fixed.
    - A yearly bill was booked in one month.
    - The budget is an old one.

What to do:
    Compare budget, activity and cost of the pool. Set the rate anew, or spread the yearly bill.

Source:
    Predetermined rates, OpenStax Managerial Accounting 4.4 and 4.6; IAS 2.13; accounting rules 29 to 31.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity, shown
from wipbook.books.books import Books, share
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.LOW,
    (Assertion.VALUATION,),
    (
        Setting("Rate Apart", 40, "%", "Distance of the applied from the actual rate that is accepted", most=10000),
        Setting("Least Amount", 500, "currency", "Difference of a month that is worth a question"),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    known = books.solution.overhead.filter((pl.col("Activity") > 0) & (pl.col("Actual Cost") > 0))
    apart = (pl.col("Applied") - pl.col("Actual Cost")).alias("_apart")
    rate = share("Actual Cost", pl.lit(10 ** (12 - books.places)), "Activity")
    rows = ledger.table("Overhead").select("Pool", "Period", ROW)
    found = known.with_columns(apart, rate.alias("_rate")).filter(
        (pl.col("_apart").abs() * 100 > pl.col("Actual Cost") * settings["Rate Apart"])
        & (pl.col("_apart").abs() >= max(1, books.cents(settings["Least Amount"])))
    ).join(rows, on=["Pool", "Period"], how="left", maintain_order="left")
    return findings(
        ledger,
        found,
        Place("Overhead", "Actual Cost"),
        key=pl.format("{}/{}", "Pool", pl.col("Period").dt.to_string("%Y-%m")),
        evidence=pl.format(
            "Pool {} in {}: applied at {} per unit of {}, it cost {}: {} applied, {} incurred",
            "Pool", pl.col("Period").dt.to_string("%Y-%m"), quantity("Rate"), shown("Driver"), quantity("_rate"),
            money("Applied", books.places), money("Actual Cost", books.places),
        ),
        amount=pl.col("_apart"),
        other=Place("Overhead", "Budget Cost"),
    )
