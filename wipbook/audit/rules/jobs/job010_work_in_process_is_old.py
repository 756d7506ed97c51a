"""Work in process is old.

What it finds:
    A job that still holds cost, and whose first cost is older than the limit; or one that is no longer worked on (its
    status is not Released) and got no cost for the quiet time.

Why it matters:
    What stays in work in process for long is often finished, abandoned or lost, and no longer worth its cost.

Innocent causes:
    - It is a long job.
    - It was completed and the completion not booked.
    - The customer asked to wait.

What to do:
    Look at the job on the floor. Complete it, close it, or write down what will not be recovered.

Source:
    IAS 2.28 (write-down when cost may not be recoverable); customer's wish: aging of work in process.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.schema.jobs.job_status import JobStatus

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION, Assertion.EXISTENCE),
    (
        Setting("Age Days", 120, "days", "Age of the first cost of a job that still holds cost", least=1, most=3660),
        Setting("Quiet Days", 30, "days", "Time without cost of a job that is not worked on", least=1, most=3660),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    as_of = pl.lit(books.as_of)
    held = books.jobs.filter(pl.col("WIP") > 0).with_columns(
        (as_of - pl.col("First Cost")).dt.total_days().alias("_age"),
        (as_of - pl.col("Last Cost")).dt.total_days().alias("_quiet"),
    )
    old = pl.col("_age") > settings["Age Days"]
    left = (pl.col("Status") != JobStatus.RELEASED) & (pl.col("_quiet") > settings["Quiet Days"])
    return findings(
        ledger,
        held.filter(old | left),
        Place("Jobs", "Status"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} ({}) holds {}; first cost on {}, {} days ago, last cost on {}",
            "Job",
            "Status",
            money("WIP", books.places),
            day("First Cost"),
            "_age",
            day("Last Cost"),
        ),
        amount=pl.col("WIP"),
    )
