"""Job has no material.

What it finds:
    A finished or closed job with output to which no material was issued, where its product has a bill.

Why it matters:
    What was made contains material that the books still show in stock, or that another job carries.

Innocent causes:
    - The issues were booked on another job of the same product.
    - The customer supplied the material.
    - The issues were forgotten when the job was finished in a hurry.

What to do:
    Book the issues by the bill, or move them from the job that got them.

Source:
    Customer's wish: jobs without material; accounting rule 23.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.schema.jobs.job_status import JobStatus

CARD = Card(Severity.HIGH, (Assertion.COMPLETENESS, Assertion.VALUATION))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    made = books.jobs.filter(
        pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED]) & (pl.col("Completed Quantity") > 0)
        & (pl.col("Material Cost") == 0)
    ).join(books.bill_cost, left_on="Material", right_on="Product", how="inner", maintain_order="left")
    got = books.issued.filter(pl.col("Issued") > 0).select("Job").unique()
    found = made.join(got, on="Job", how="anti", maintain_order="left")
    return findings(
        ledger,
        found,
        Place("Jobs", "Job"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} completed {} {}; nothing was issued to it, its product has a bill",
            "Job",
            quantity("Completed Quantity"),
            "Material",
        ),
        amount=(pl.col("Completed Quantity") * pl.col("Bill Cost")).round(0).cast(pl.Int64),
    )
