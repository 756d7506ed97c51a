"""More was completed than the job is for.

What it finds:
    A job that completed more units than its quantity and the tolerance allow.

Why it matters:
    Its material and hours were meant for fewer units: each seems cheaper than it is, or units were counted twice.

Innocent causes:
    - The quantity of the job was raised by telephone.
    - A completion was typed twice.
    - Whole lots are finished.

What to do:
    Count what came in from the job. Correct the completion, or the quantity of the job.

Source:
    ERPNext setting "Overproduction Percentage For Work Order"; customer's wish: quantities of jobs.
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
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE,),
    (Setting("Excess", 5, "%", "Units beyond the quantity that are accepted", most=1000),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    limit = pl.col("Quantity").cast(pl.Float64) * (1 + settings["Excess"] / 100)
    over = books.jobs.filter(pl.col("Completed Quantity") > limit).with_columns(
        (pl.col("Completed Quantity") - pl.col("Quantity")).alias("_excess")
    )
    last = books.moves.filter(pl.col("Type") == MovementType.COMPLETION).group_by("Job").agg(
        pl.col(ROW).last().alias("_row_last"), pl.len().alias("_completions")
    )
    found = looked_up(over, "Job", last)
    return findings(
        ledger,
        found,
        Place("Jobs", "Quantity"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} is for {} {}, {} were completed ({} entries): {} more",
            "Job", quantity("Quantity"), "Material", quantity("Completed Quantity"), "_completions",
            quantity("_excess"),
        ),
        amount=share("Completed", "_excess", "Completed Quantity"),
        other=Place("Movements", "Quantity", "_row_last"),
    )
