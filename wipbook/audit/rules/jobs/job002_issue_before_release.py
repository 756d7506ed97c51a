"""Material is issued before the job is released.

What it finds:
    The first issue to a job that is dated before the day the job was released, or to a job that is still only planned.

Why it matters:
    Work that nobody released is work nobody decided on: it takes material from jobs that wait for it.

Innocent causes:
    - The release was typed late.
    - Material was laid out in advance for the next day.
    - The issue belongs to an earlier job of the same product.

What to do:
    Release the job with its true day, or book the issue on the job that used it.

Source:
    Customer's wish: material charged to the wrong job; SAP PP and ERPNext issue material to released (submitted) orders
    only.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.jobs.job_status import JobStatus

CARD = Card(
    Severity.MEDIUM,
    (Assertion.CUTOFF, Assertion.RIGHTS),
    (Setting("Days Before", 0, "days", "Days material may be issued before the release", most=365),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    jobs = ledger.table("Jobs").select("Job", "Status", "Released", pl.col(ROW).alias("_job_row"))
    jobs = jobs.filter(pl.col("Released").is_not_null() | (pl.col("Status") == JobStatus.PLANNED))
    issues = books.issues.join(jobs, on="Job", how="inner", maintain_order="left")
    early = (pl.col("Released") - pl.col("Date")).dt.total_days() > settings["Days Before"]
    found = issues.filter(early | (pl.col("Status") == JobStatus.PLANNED)).group_by("Job", maintain_order=True).agg(
        pl.col("Movement", "Date", "Material", "Quantity", "Released", "_job_row", ROW).first(),
        pl.col("Amount").sum(), pl.len().alias("_issues"),
    )
    release = pl.when(pl.col("Released").is_null()).then(pl.lit("not released")).otherwise(
        pl.format("released on {}", day("Released"))
    )
    return findings(
        ledger,
        found,
        Place("Movements", "Date"),
        key=pl.col("Movement"),
        evidence=pl.format(
            "{} {} were issued on {} to job {}, {}; such issues to it: {}, {} in all",
            quantity("Quantity"),
            "Material",
            day("Date"),
            "Job",
            release,
            "_issues",
            money("Amount", books.places),
        ),
        amount=pl.col("Amount"),
        other=Place("Jobs", "Released", "_job_row"),
    )
