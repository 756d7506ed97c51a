"""Finished job is not closed.

What it finds:
    A job that was finished more days before the as-of date than allowed and is not closed.

Why it matters:
    As long as it is open, cost can be booked on it by mistake, and what remains in it counts as an asset.

Innocent causes:
    - The last invoice of a subcontractor is awaited.
    - Rework under warranty is booked on it.
    - Closing is done once a quarter.

What to do:
    Look at what remains in the job, and close it.

Source:
    Accounting rule 25; customer's wish: status of jobs.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.schema.jobs.job_status import JobStatus

CARD = Card(
    Severity.LOW,
    (Assertion.CUTOFF, Assertion.VALUATION),
    (Setting("Days to Close", 30, "days", "Days a finished job may stay open", most=3660),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    full = pl.col("Completed Quantity") >= pl.col("Quantity")
    done = (pl.col("Status") == JobStatus.FINISHED) | ((pl.col("Status") == JobStatus.RELEASED) & full)
    open_ = books.jobs.filter(done).with_columns(pl.coalesce("Finished", "Last Output", "Last Cost").alias("_done"))
    open_ = open_.with_columns((pl.lit(books.as_of) - pl.col("_done")).dt.total_days().alias("_days"))
    return findings(
        ledger,
        open_.filter(pl.col("_days") > settings["Days to Close"]),
        Place("Jobs", "Status"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} made {} of {} and was done on {}, {} days ago; its status is {}, it holds {}",
            "Job", quantity("Completed Quantity"), quantity("Quantity"), day("_done"), "_days", "Status",
            money("WIP", books.places),
        ),
        amount=pl.col("WIP"),
    )
