"""Promise has passed.

What it finds:
    A job that is planned or released although the day promised to the customer, or where there is none the day it is
    due, lies before the as-of date by more days than allowed.

Why it matters:
    The customer waits, or the job is done and its status tells nothing.

Innocent causes:
    - The job was finished and its status not changed.
    - The customer agreed to a later day.
    - It waits for material.

What to do:
    Ask for the new day and tell the customer. Correct the status if it is done.

Source:
    Customer's wish: late jobs and promises to customers.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, quantity, shown
from wipbook.books.books import OPEN, Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.LOW,
    (Assertion.COMPLETENESS,),
    (Setting("Days Late", 0, "days", "Days after the promise that are accepted", most=3660),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    promise = pl.coalesce("Promised", "Due")
    open_ = books.jobs.filter(pl.col("Status").is_in(OPEN)).with_columns(
        promise.alias("_promise"), (pl.lit(books.as_of) - promise).dt.total_days().alias("_late")
    )
    found = open_.filter((pl.col("_late") > 0) & (pl.col("_late") > settings["Days Late"]))
    whom = pl.when(pl.col("Promised").is_null()).then(pl.lit("due on")).otherwise(
        pl.format("promised to {} for", shown("Customer"))
    )
    return findings(
        ledger,
        found,
        Place("Jobs", "Due"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} ({}) was {} {}, {} days ago; {} of {} are completed",
            "Job", "Status", whom, day("_promise"), "_late", quantity("Completed Quantity"), quantity("Quantity"),
        ),
        amount=pl.coalesce("Contract Price", "WIP"),
        other=Place("Jobs", "Promised"),
    )
