"""Cost reaches the limit of the job.

What it finds:
    Jobs whose cost exceeds their Cost Limit, and open jobs whose cost has reached the warning share of it (Settings:
    Labor Warning %).

Why it matters:
    The job costs more than was agreed or planned; on a contract at a fixed price the excess is a loss.

Innocent causes:
    - The limit was not raised after a change order.
    - Material or hours of another job were booked here.
    - Prices rose.

What to do:
    Look at the cost card of the job; move what does not belong here, or have the limit raised.

Source:
    Customer's wish: cost limits of jobs with a warning and a stop.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money
from wipbook.books.books import OPEN, Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.MEDIUM, (Assertion.VALUATION, Assertion.EXISTENCE))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    limits = ledger.table("Jobs").filter(pl.col("Cost Limit") > 0).select("Job", "Cost Limit", ROW)
    cost = books.jobs.select("Job", "Status", "Charged")
    jobs = limits.join(cost, on="Job", how="inner", maintain_order="left")
    share_used = pl.col("Charged") * 100.0 / pl.col("Cost Limit")
    over = pl.col("Charged") > pl.col("Cost Limit")
    near = pl.col("Status").is_in(OPEN) & (share_used >= books.policy.labor_warning_percent)
    said = pl.when(share_used >= 100).then(pl.lit("limit reached: stop")).otherwise(pl.lit("warning"))
    return findings(
        ledger,
        jobs.filter(over | near).rechunk(),
        Place("Jobs", "Cost Limit"),
        key=pl.col("Job"),
        evidence=pl.format(
            "{} ({}): cost {} of {}, {} %: {}", "Job", "Status", money("Charged", books.places),
            money("Cost Limit", books.places), share_used.round(0).cast(pl.Int64), said,
        ),
        amount=pl.when(over).then(pl.col("Charged") - pl.col("Cost Limit")).otherwise(0),
    )
