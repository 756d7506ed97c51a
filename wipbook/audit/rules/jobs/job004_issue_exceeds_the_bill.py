"""More was issued than the bill needs.

What it finds:
    A component of which more was issued to a job, less returns, than its bill and quantity need with the normal loss,
    beyond the tolerance and the least amount.

Why it matters:
    Material that goes into a job beyond the bill is loss, a wrong bill, or did not go into the job.

Innocent causes:
    - Scrapped units were made again.
    - Whole packs are issued and the rest was not brought back.
    - The bill is too low.

What to do:
    Ask the shop for returns that were not booked and for scrap. Correct the bill if it is always so.

Source:
    Usage (material quantity) variance, OpenStax Managerial Accounting 8.2; customer's wish: excess material on jobs.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books, share
from wipbook.ledger import Ledger

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION, Assertion.EXISTENCE),
    (
        Setting("Excess", 10, "%", "Issue beyond the need of the bill that is accepted", most=1000),
        Setting("Least Amount", 10, "currency", "Cost of the excess that is worth a question"),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    limit = pl.col("Required").cast(pl.Float64) * (1 + settings["Excess"] / 100)
    over = books.consumption.filter((pl.col("Required") > 0) & (pl.col("Issued") > limit)).with_columns(
        (pl.col("Issued") - pl.col("Required")).alias("_excess")
    )
    found = over.with_columns(share("Issued Value", "_excess", "Issued").alias("_money")).filter(
        pl.col("_money") >= books.cents(settings["Least Amount"])
    )
    return findings(
        ledger,
        found,
        Place("Movements", "Quantity", "First Row"),
        key=pl.format("{}/{}", "Job", "Material"),
        evidence=pl.format(
            "Job {} of {} {} needs {} {} by its bill, {} were issued: {} more",
            "Job", quantity("Job Quantity"), "Product", quantity("Required"), "Material", quantity("Issued"),
            quantity("_excess"),
        ),
        amount=pl.col("_money"),
    )
