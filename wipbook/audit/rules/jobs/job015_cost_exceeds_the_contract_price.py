"""Cost exceeds the contract price.

What it finds:
    A job with a contract price whose cost, to date or projected to the end by the percent complete that the shop
    reports, exceeds the price with its approved change orders.

Why it matters:
    The loss belongs into the books when it is expected, not when the job is done.

Innocent causes:
    - A change order is agreed and not entered.
    - The percent complete is an old report.
    - The price covers a first piece and more will follow.

What to do:
    Ask for a new estimate. Enter the change order, or provide for the loss.

Source:
    IAS 37.66 (onerous contracts); ASC 605-35-25; accounting rule 55.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity
from wipbook.books.books import MILLION, Books, share
from wipbook.ledger import Ledger
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.columns import HUNDRED_PERCENT

CARD = Card(
    Severity.HIGH,
    (Assertion.VALUATION,),
    (Setting("Least Progress", 20, "%", "Percent complete from which the end can be projected", least=1, most=100),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    changes = (
        ledger.table("Billing").filter((pl.col("Kind") == "Change Order") & (pl.col("Approved") <= books.as_of))
        .group_by("Job").agg(pl.col("Amount").sum().alias("_change"))
    )
    sold = books.jobs.filter(pl.col("Contract Price") > 0).join(changes, on="Job", how="left", maintain_order="left")
    known = (pl.col("Percent Complete") < HUNDRED_PERCENT) & (
        pl.col("Percent Complete") >= round(settings["Least Progress"] * MILLION)
    )
    ended = pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED, JobStatus.CANCELLED])
    projected = pl.when(known & ~ended).then(share("Charged", pl.lit(HUNDRED_PERCENT), "Percent Complete"))
    sold = sold.with_columns(
        (pl.col("Contract Price") + pl.col("_change").fill_null(0)).alias("_price"),
        pl.coalesce(projected, "Charged").alias("_cost"),
    ).with_columns((pl.col("_cost") - pl.col("_price")).alias("_loss"))
    how = pl.when(pl.col("_cost") == pl.col("Charged")).then(pl.lit("to date")).otherwise(
        pl.format("at the end, at {} % done", quantity("Percent Complete"))
    )
    return findings(
        ledger,
        sold.filter(pl.col("_loss") > 0),
        Place("Jobs", "Contract Price"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} is sold for {} and costs {} {}: {} more",
            "Job", money("_price", books.places), money("_cost", books.places), how,
            money("_loss", books.places),
        ),
        amount=pl.col("_loss"),
        other=Place("Jobs", "Percent Complete"),
    )
