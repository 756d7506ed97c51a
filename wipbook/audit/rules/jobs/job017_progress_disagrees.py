"""Reported progress disagrees with cost or output.

What it finds:
    A released job whose reported percent complete is further than the limit from its share of budget spent, or behind
    its share of units completed by more than the limit.

Why it matters:
    Progress decides revenue, losses and the next promise. One of the two figures is wrong, or the job runs over its
    budget.

Innocent causes:
    - The report is old.
    - Material was issued at once at the start.
    - The budget was not raised with the order.

What to do:
    Ask the owner of the job for the true progress. Correct it, or the budget.

Source:
    Earned value (ANSI/EIA-748: earned against actual cost); accounting rules 54 and 56.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, percent
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.columns import HUNDRED_PERCENT

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (Setting("Points Apart", 40, "points", "Distance of the percentages that is accepted", least=1, most=100),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    said = pl.col("Percent Complete").cast(pl.Float64) / HUNDRED_PERCENT
    reported = (pl.col("Status") == JobStatus.RELEASED) & pl.col("Percent Complete").is_not_null()
    jobs = books.jobs.filter(reported).with_columns(
        pl.when(pl.col("Budget") > 0).then(pl.col("Charged") / pl.col("Budget")).alias("_spent"),
        (pl.col("Completed Quantity") / pl.col("Quantity")).alias("_made"), said.alias("_said"),
    )
    limit = settings["Points Apart"] / 100
    by_cost = pl.col("_said") - pl.min_horizontal("_spent", pl.lit(1.0))
    behind = pl.min_horizontal("_made", pl.lit(1.0)) - pl.col("_said")
    found = jobs.filter((by_cost.abs() > limit) | (behind > limit)).with_columns(
        pl.max_horizontal(by_cost.abs().fill_null(0), behind).alias("_apart")
    )
    base = pl.when(pl.col("Budget") > 0).then(pl.col("Budget")).otherwise(pl.col("WIP"))
    return findings(
        ledger,
        found,
        Place("Jobs", "Percent Complete"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} reports {} done; {} of the budget is spent ({}), {} of the units are completed",
            "Job",
            percent("_said"),
            pl.coalesce(percent("_spent"), pl.lit("no share")),
            money("Charged", books.places),
            percent("_made"),
        ),
        amount=(base * pl.col("_apart")).round(0).cast(pl.Int64),
    )
