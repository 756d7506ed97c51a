"""Released job is silent.

What it finds:
    A released job on which nothing was posted for the days allowed before the as-of date: no cost, no completion, no
    step begun or ended, no inspection. One on which nothing was posted at all counts from its release.

Why it matters:
    A job that nobody works on holds material and a promise. Or work goes on that is booked elsewhere.

Innocent causes:
    - It waits for material, a machine or the customer.
    - It was released in advance.
    - It is done or given up, and the status was not changed.

What to do:
    Ask the owner of the job. Close it, plan it anew, or book what was done.

Source:
    Customer's wish: jobs without movement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.LOW,
    (Assertion.EXISTENCE, Assertion.COMPLETENESS),
    (Setting("Silent Days", 30, "days", "Days without a posting that are accepted", least=1, most=3660),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    released = books.jobs.filter(pl.col("Status") == JobStatus.RELEASED)
    since = books.as_of - dt.timedelta(days=int(settings["Silent Days"]))
    quiet = released.filter(
        (pl.max_horizontal("Last Cost", "Last Output").fill_null(since) <= since)
        & (pl.coalesce("Last Cost", "Released") <= since)
    )
    ours = pl.col("Job").is_in(quiet["Job"].implode())
    recent = pl.concat([
        *(ledger.table("Operations").filter(ours).select("Job", pl.col(name).alias("_day"))
          for name in ("Actual Start", "Actual Finish")),
        ledger.table("Inspections").filter(ours).select("Job", pl.col("Date").alias("_day")),
        ledger.table("Machine Time").filter(ours).select("Job", pl.col("Date").alias("_day")),
        books.moves.filter(ours).select("Job", pl.col("Date").alias("_day")),
    ]).filter(pl.col("_day") <= books.as_of).group_by("Job").agg(pl.col("_day").max())
    found = looked_up(quiet, "Job", recent).with_columns(
        pl.max_horizontal("_day", "Last Cost").alias("_last")
    )
    found = found.filter(pl.coalesce("_last", "Released") <= since).with_columns(
        (pl.lit(books.as_of) - pl.coalesce("_last", "Released")).dt.total_days().alias("_days")
    ).filter(pl.col("_days") > settings["Silent Days"])
    last = pl.when(pl.col("_last").is_null()).then(pl.lit("nothing was ever posted")).otherwise(
        pl.format("the last posting is of {}", day("_last"))
    )
    return findings(
        ledger,
        found,
        Place("Jobs", "Status"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {}, released on {}: {}, {} days of silence; it holds {}",
            "Job",
            day("Released"),
            last,
            "_days",
            money("WIP", books.places),
        ),
        amount=pl.col("WIP"),
    )
