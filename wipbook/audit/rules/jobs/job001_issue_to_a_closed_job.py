"""Material is issued to a closed job.

What it finds:
    The first issue to a job that is dated after the day the job was closed or cancelled, and how many follow.

Why it matters:
    A closed job has no work in process: what still reaches it is expensed and never becomes part of a product. The
    material may have gone elsewhere.

Innocent causes:
    - The number of another job was mistyped.
    - The job was closed too early and rework went on.
    - The issue was typed late with the day of typing.

What to do:
    Ask who took the material and for what. Book it on the right job, or open the job again.

Source:
    Accounting rule 25; customer's wish: material charged to closed jobs.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.jobs.job_status import JobStatus

CARD = Card(Severity.HIGH, (Assertion.EXISTENCE, Assertion.CUTOFF))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    shut = ledger.table("Jobs").filter(pl.col("Status").is_in([JobStatus.CLOSED, JobStatus.CANCELLED])).select(
        "Job", "Status", pl.coalesce("Closed", "Finished").alias("_closed"), pl.col(ROW).alias("_job_row")
    )
    shut = shut.filter(pl.col("_closed").is_not_null())
    issues = books.issues.join(shut, on="Job", how="inner", maintain_order="left")
    found = issues.filter(pl.col("Date") > pl.col("_closed")).group_by("Job", maintain_order=True).agg(
        pl.col("Movement", "Date", "Material", "Quantity", "Status", "_closed", "_job_row", ROW).first(),
        pl.col("Amount").sum(), pl.len().alias("_issues"),
    )
    return findings(
        ledger,
        found,
        Place("Movements", "Job"),
        key=pl.col("Movement"),
        evidence=pl.format(
            "{} {} were issued on {} to job {}, {} on {}; such issues to it: {}, {} in all",
            quantity("Quantity"), "Material", day("Date"), "Job", pl.col("Status").str.to_lowercase(), day("_closed"),
            "_issues", money("Amount", books.places),
        ),
        amount=pl.col("Amount"),
        other=Place("Jobs", "Closed", "_job_row"),
    )
