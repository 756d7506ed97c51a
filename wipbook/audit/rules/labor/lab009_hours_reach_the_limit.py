"""Hours reach the limit of the job.

What it finds:
    Jobs whose hours exceed their Hour Limit, and open jobs whose hours have reached the warning share of it
    (Settings: Labor Warning %).

Why it matters:
    More labor than was agreed or planned is going into the job; after the limit nobody should book on it.

Innocent causes:
    - The limit was not raised after a change order.
    - Hours of another job were booked here.
    - Rework took the time.

What to do:
    Stop booking or have the limit raised; look for the tickets that do not belong here.

Source:
    Customer's wish: hour limits of jobs with a warning and a stop.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import OPEN, Books, share
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.MEDIUM, (Assertion.VALUATION, Assertion.EXISTENCE))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    worked = books.tickets.filter(pl.col("Job").is_not_null() & ~pl.col("Idle")).group_by("Job").agg(
        pl.col("Hours", "Cost").sum()
    )
    limits = ledger.table("Jobs").filter(pl.col("Hour Limit") > 0).select("Job", "Hour Limit", ROW)
    jobs = limits.join(worked, on="Job", how="inner", maintain_order="left").join(
        books.job_costs.select("Job", "Status"), on="Job", how="left", maintain_order="left"
    )
    share_used = pl.col("Hours") * 100.0 / pl.col("Hour Limit")
    over = pl.col("Hours") > pl.col("Hour Limit")
    near = pl.col("Status").is_in(OPEN) & (share_used >= books.policy.labor_warning_percent)
    reached = jobs.filter(over | near)
    said = pl.when(share_used >= 100).then(pl.lit("limit reached: stop")).otherwise(pl.lit("warning"))
    return findings(
        ledger,
        reached.rechunk(),
        Place("Jobs", "Hour Limit"),
        key=pl.col("Job"),
        evidence=pl.format(
            "{} ({}): {} of {} hours, {} %: {}", "Job", "Status", quantity("Hours"), quantity("Hour Limit"),
            share_used.round(0).cast(pl.Int64), said,
        ),
        amount=pl.when(over).then(share("Cost", pl.col("Hours") - pl.col("Hour Limit"), "Hours")).otherwise(0),
    )
