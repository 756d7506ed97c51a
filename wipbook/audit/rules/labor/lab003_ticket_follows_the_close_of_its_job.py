"""Ticket follows the close of its job.

What it finds:
    Jobs with time tickets dated after the day the job was closed; one finding per job, at its first such ticket.

Why it matters:
    The cost has left work in process with the last unit; what comes later is expensed or charged to the wrong job.

Innocent causes:
    - The job was closed before all tickets were in.
    - The job number was mistyped or an old one was used again.
    - It is rework that should have a job of its own.

What to do:
    Book the ticket on the right job, or open the job again.

Source:
    Accounting rules 21 and 25; customer's wish: no cost on closed jobs.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.HIGH, (Assertion.CUTOFF, Assertion.EXISTENCE))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    closed = ledger.table("Jobs").filter(pl.col("Closed").is_not_null()).select(
        "Job", "Closed", pl.col(ROW).alias("_job")
    )
    late = books.tickets.join(closed, on="Job", how="inner", maintain_order="left")
    late = late.filter(pl.col("Date") > pl.col("Closed"))
    jobs = late.group_by("Job", maintain_order=True).agg(
        pl.col("Ticket", "Date", "Closed", "_job", ROW).first(), pl.col("Hours", "Cost").sum(),
        pl.len().alias("_tickets"),
    )
    return findings(
        ledger,
        jobs.rechunk(),
        Place("Labor", "Date"),
        key=pl.col("Job"),
        evidence=pl.format(
            "{} was closed on {}; {} tickets with {} hours follow, the first {} on {}", "Job", day("Closed"),
            "_tickets", quantity("Hours"), "Ticket", day("Date"),
        ),
        amount=pl.col("Cost"),
        other=Place("Jobs", "Closed", "_job"),
    )
