"""Issue is off by a factor of ten or a dozen.

What it finds:
    A single issue that is 10, 12, 100, 144 or 1,000 times what the job needs of the component by its bill; or a
    finished job that got a tenth, a twelfth or the like of its need in all.

Why it matters:
    A digit or a unit was mistyped: the job, the stock and the average cost of the material are wrong by far.

Innocent causes:
    - The issue was typed in boxes or dozens, the stock is in pieces.
    - One issue covers several jobs.
    - The bill is per ten or per hundred units.

What to do:
    Correct the quantity of the movement, or the bill.

Source:
    Customer's wish: typing errors in quantities and units.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books, share
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.jobs.job_status import JobStatus

CARD = Card(
    Severity.HIGH,
    (Assertion.VALUATION, Assertion.EXISTENCE),
    (Setting("Tolerance", 2, "%", "How near to the factor the quantity must be", most=5),),
)
FACTORS = (10, 12, 100, 144, 1000)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    needed = books.consumption.filter(pl.col("Required") > 0)
    ratio = pl.col("Issued").cast(pl.Float64) / pl.col("Required")
    much = needed.filter(ratio > 5).select("Job", "Material", "Required", "Issued")
    issues = books.issues.join(
        much, on=["Job", "Material"], how="inner", maintain_order="left"
    ).with_columns((pl.col("Quantity").cast(pl.Float64) / pl.col("Required")).alias("_ratio"))
    little = needed.filter(
        (ratio < 0.2) & (pl.col("Issued") > 0) & pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED])
    ).with_columns((1 / ratio).alias("_ratio"), pl.col("First Row").alias(ROW))
    little = little.with_columns(pl.col("Issued").alias("Quantity"), pl.col("Issued Value").alias("Amount"))
    columns = ["Job", "Material", "Quantity", "Required", "Amount", "_ratio", ROW]
    both = pl.concat([
        issues.select(*columns, pl.lit(True).alias("_much")), little.select(*columns, pl.lit(False).alias("_much"))
    ])
    found = both.with_columns(_factor(settings["Tolerance"] / 100).alias("_factor")).filter(
        pl.col("_factor").is_not_null()
    ).unique(["Job", "Material"], keep="first", maintain_order=True)
    times = pl.when("_much").then(pl.format("{} times", "_factor")).otherwise(pl.format("1/{} of", "_factor"))
    return findings(
        ledger,
        found,
        Place("Movements", "Quantity"),
        key=pl.format("{}/{}", "Job", "Material"),
        evidence=pl.format(
            "{} {} issued to job {}, {} needed by the bill: {} the need",
            quantity("Quantity"),
            "Material",
            "Job",
            quantity("Required"),
            times,
        ),
        amount=share("Amount", pl.col("Required") - pl.col("Quantity"), "Quantity"),
    )


def _factor(tolerance: float) -> pl.Expr:
    """The factor that ``_ratio`` is near to, or null."""
    near = [pl.when((pl.col("_ratio") - factor).abs() <= factor * tolerance).then(pl.lit(factor)) for factor in FACTORS]
    return pl.coalesce(*near)
