"""Job has no labor.

What it finds:
    A finished or closed job with output but no labor cost, where most other finished jobs of its product have labor.

Why it matters:
    Hours were worked and charged to no job or to another one: this product seems cheaper than it is.

Innocent causes:
    - The tickets of the job were booked as general time.
    - The whole job was done outside.
    - One ticket covers several jobs of the same product.

What to do:
    Look for tickets of the same days at the same work centers. Book the hours on the job.

Source:
    Customer's wish: jobs without labor; accounting rule 53.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books, share
from wipbook.ledger import Ledger
from wipbook.schema.jobs.job_status import JobStatus

CARD = Card(
    Severity.MEDIUM,
    (Assertion.COMPLETENESS,),
    (Setting("Least Share", 80, "%", "Share of the product's other finished jobs that have labor", least=1, most=100),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    done = pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED])
    made = books.jobs.filter(done & (pl.col("Completed Quantity") > 0))
    worked = pl.col("Labor Cost") != 0
    made = made.with_columns(
        worked.sum().over("Material").alias("_with"), pl.len().over("Material").alias("_all"),
        pl.col("Labor Cost").sum().over("Material").alias("_labor"),
        pl.col("Completed Quantity").filter(worked).sum().over("Material").alias("_units"),
    )
    others = pl.col("_with") / (pl.col("_all") - 1)
    bought = pl.col("Subcontract Cost") > 0
    found = made.filter(~worked & ~bought & (pl.col("_with") > 1) & (others * 100 >= settings["Least Share"]))
    return findings(
        ledger,
        found,
        Place("Jobs", "Job"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} completed {} {} without labor; of {} other finished jobs of it {} have labor",
            "Job",
            quantity("Completed Quantity"),
            "Material",
            pl.col("_all") - 1,
            "_with",
        ),
        amount=share("_labor", "Completed Quantity", "_units"),
    )
