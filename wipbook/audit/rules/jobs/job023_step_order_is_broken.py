"""Steps of a job are out of order.

What it finds:
    A step that was finished before the step ahead of it, or begun after the day its job was finished. One finding per
    job, the first such step.

Why it matters:
    Dates that cannot be true make lead times, bottlenecks and promises wrong.

Innocent causes:
    - Steps were typed together and a day was slipped.
    - Steps overlap: the first units went ahead.
    - The order of the steps was changed on the floor.

What to do:
    Ask the shop for the true days and correct them.

Source:
    Customer's wish: times of steps.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.LOW,
    (Assertion.CUTOFF,),
    (Setting("Days", 0, "days", "Days out of order that are accepted", most=365),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    ends = ledger.table("Jobs").select("Job", pl.col("Finished").alias("_job_end"))
    number = pl.col("Step").str.extract(r"(\d{1,15})").cast(pl.Int64, strict=False)
    steps = (
        looked_up(ledger.table("Operations"), "Job", ends)
        .sort("Job", number, "Step", maintain_order=True)
    )
    ahead = (pl.col(name).shift(1).over("Job").alias(f"_before {name}") for name in ("Step", "Actual Finish", ROW))
    steps = steps.with_columns(*ahead)
    accepted = settings["Days"]
    overtook = (pl.col("_before Actual Finish") - pl.col("Actual Finish")).dt.total_days() > accepted
    late = (pl.col("Actual Start") - pl.col("_job_end")).dt.total_days() > accepted
    found = steps.filter(overtook | late).with_columns(overtook.fill_null(False).alias("_overtook")).group_by(
        "Job", maintain_order=True
    ).first()
    said = pl.when("_overtook").then(
        pl.format(
            "was finished on {}, step {} ahead of it on {}",
            day("Actual Finish"), shown("_before Step"), day("_before Actual Finish"),
        )
    ).otherwise(
        pl.format("was begun on {}, the job was finished on {}", day("Actual Start"), day("_job_end"))
    )
    return findings(
        ledger,
        found,
        Place("Operations", "Actual Finish"),
        key=pl.format("{}/{}", "Job", "Step"),
        evidence=pl.format("Job {} step {} {}", "Job", "Step", said),
        other=Place("Operations", "Actual Finish", f"_before {ROW}"),
    )
