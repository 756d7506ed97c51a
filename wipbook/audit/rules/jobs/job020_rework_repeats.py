"""Rework of a job repeats.

What it finds:
    A job with a step on which more than the limit of the good units were done again (and at least so many), or with as
    many inspections that ended in rework as the limit says. One finding per job, its worst step.

Why it matters:
    Rework costs hours that no plan holds, and hides what scrap would show.

Innocent causes:
    - A new product or worker.
    - The customer changed the design.
    - Inspection is stricter than usual.

What to do:
    Ask for the cause. Charge rework that one customer caused to its job, other rework to overhead.

Source:
    Horngren, Cost Accounting, rework; customer's wish: rework of jobs.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import MILLION, Books, share
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.LOW,
    (Assertion.VALUATION,),
    (
        Setting("Share Reworked", 20, "%", "Reworked units of a step, on its good units, that are accepted", most=1000),
        Setting("Least Units", 4, "units", "Reworked units that are worth a question"),
        Setting(
            "Inspections",
            3,
            "inspections",
            "Inspections of a job with rework that are worth a question",
            least=1,
            most=100,
        ),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    least = max(1, round(settings["Least Units"] * MILLION))
    steps = ledger.table("Operations").filter(
        (pl.col("Reworked") >= least)
        & (pl.col("Reworked").cast(pl.Float64) * 100 > pl.col("Good").fill_null(0) * settings["Share Reworked"])
    ).sort("Reworked", descending=True, maintain_order=True).group_by("Job", maintain_order=True).agg(
        pl.col("Step", "Reworked", "Good", ROW).first()
    )
    checks = ledger.table("Inspections").filter(
        (pl.col("Disposition") == "Rework") & (pl.col("Rejected") > 0) & pl.col("Job").is_not_null()
    ).group_by("Job", maintain_order=True).agg(
        pl.len().alias("_checks"), pl.col("Rejected").sum(), pl.col(ROW).first().alias("_check_row")
    ).filter(pl.col("_checks") >= settings["Inspections"])
    both = steps.join(checks, on="Job", how="full", coalesce=True, maintain_order="left_right").join(
        books.jobs.select("Job", "Labor Cost", "Quantity"), on="Job", how="left", maintain_order="left"
    )
    by_step = pl.format(
        "step {}: {} of {} good units done again", "Step", quantity("Reworked"), quantity(pl.col("Good").fill_null(0))
    )
    by_check = pl.format("{} inspections sent {} units back", "_checks", quantity("Rejected"))
    said = pl.concat_str(by_step, by_check, separator="; ", ignore_nulls=True)
    found = both.with_columns(said.alias("_said"), pl.max_horizontal("Reworked", "Rejected").alias("_units"))
    at_step = pl.col(ROW).is_not_null()
    return pl.concat([
        _listed(ledger, found.filter(at_step), Place("Operations", "Reworked")),
        _listed(ledger, found.filter(~at_step), Place("Inspections", "Rejected", "_check_row")),
    ])


def _listed(ledger: Ledger, found: pl.DataFrame, place: Place) -> pl.DataFrame:
    return findings(
        ledger,
        found,
        place,
        key=pl.col("Job"),
        evidence=pl.format("Job {}: {}", "Job", "_said"),
        amount=share("Labor Cost", pl.min_horizontal("_units", "Quantity"), "Quantity"),
    )
