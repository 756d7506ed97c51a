"""Material of a job costs more than its bill.

What it finds:
    A finished or closed job whose material cost exceeds what its bill costs, at standard or at the plant's average cost
    of issues (whichever is more), by more than the limit.

Why it matters:
    The job carries cost that its product should not have: too much material, dear material, or another job's.

Innocent causes:
    - Scrapped units were made again.
    - A price rose for a time.
    - A substitute was used.

What to do:
    Open the job card and compare component by component.

Source:
    Material variances, OpenStax Managerial Accounting 8.2; customer's wish: jobs that cost too much.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.schema.jobs.job_status import JobStatus

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (
        Setting("Excess", 25, "%", "Cost above the bill that is accepted", most=10000),
        Setting("Least Amount", 100, "currency", "Difference that is worth a question"),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    made = books.jobs.filter(pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED])).join(
        books.bill_cost, left_on="Material", right_on="Product", how="inner", maintain_order="left"
    )
    units = pl.max_horizontal("Quantity", "Completed Quantity")
    made = made.with_columns((units * pl.col("Bill Cost")).round(0).cast(pl.Int64).alias("_expected"))
    made = made.with_columns((pl.col("Material Cost") - pl.col("_expected")).alias("_excess"))
    found = made.filter(
        (pl.col("_expected") > 0)
        & (pl.col("_excess") > pl.col("_expected") * settings["Excess"] / 100)
        & (pl.col("_excess") >= books.cents(settings["Least Amount"]))
    )
    return findings(
        ledger,
        found,
        Place("Jobs", "Quantity"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} of {} {} took material for {}, its bill costs {}: {} more",
            "Job",
            quantity("Quantity"),
            "Material",
            money("Material Cost", books.places),
            money("_expected", books.places),
            money("_excess", books.places),
        ),
        amount=pl.col("_excess"),
    )
