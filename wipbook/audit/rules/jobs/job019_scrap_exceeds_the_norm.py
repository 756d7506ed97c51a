"""Scrap of a job exceeds the norm.

What it finds:
    A job that scrapped a share of its units which is further above the share of all other jobs of the product (or of
    the plant, when there are none) than the limit, and at least so many units. Scrap is that of the steps or that of
    Movements, whichever is more.

Why it matters:
    Normal loss is part of the cost of good units, abnormal loss is an expense of the period.

Innocent causes:
    - The first run of a product, or a new worker.
    - A bad lot of material.
    - Good units were entered as scrap.

What to do:
    Look at the reasons given. Split off the abnormal loss, and ask what was done against it.

Source:
    IAS 2.16(a) (abnormal waste); Horngren, Cost Accounting, spoilage; accounting rules 35 to 37.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import percent, quantity
from wipbook.books.books import MILLION, Books, share
from wipbook.ledger import Ledger
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (
        Setting("Points Above", 8, "points", "Share of scrap above the norm that is accepted", most=100),
        Setting("Least Units", 4, "units", "Scrapped units that are worth a question"),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    steps = ledger.table("Operations").group_by("Job").agg(pl.col("Scrapped").sum().alias("_steps"))
    moved = books.solution.movements.filter(pl.col("job_scrap")).group_by("Job").agg(
        pl.col("quantity").sum().alias("_moved")
    )
    lost = pl.max_horizontal("_steps", "_moved", pl.lit(0))
    jobs = looked_up(books.jobs, "Job", steps).join(
        moved, on="Job", how="left", maintain_order="left"
    ).with_columns(lost.alias("_lost"), (pl.col("Completed Quantity") + lost).alias("_units"))
    for name in ("_lost", "_units"):
        others = pl.col(name).sum().over("Material") - pl.col(name)
        jobs = jobs.with_columns(
            others.alias(f"{name}_product"), (pl.col(name).sum() - pl.col(name)).alias(f"{name}_plant")
        )
    norm = pl.when(pl.col("_units_product") > 0).then(pl.col("_lost_product") / pl.col("_units_product")).when(
        pl.col("_units_plant") > 0
    ).then(pl.col("_lost_plant") / pl.col("_units_plant")).otherwise(0.0)
    scrapped = jobs.filter(pl.col("_lost") >= max(1, round(settings["Least Units"] * MILLION))).with_columns(
        norm.alias("_norm"), (pl.col("_lost") / pl.col("_units")).alias("_share")
    )
    found = scrapped.filter(pl.col("_share") - pl.col("_norm") > settings["Points Above"] / 100)
    return findings(
        ledger,
        found,
        Place("Jobs", "Job"),
        key=pl.col("Job"),
        evidence=pl.format(
            "Job {} of {} scrapped {} of {}, {}; the norm is {}",
            "Job",
            "Material",
            quantity("_lost"),
            quantity("_units"),
            percent("_share", 1),
            percent("_norm", 1),
        ),
        amount=share("Charged", "_lost", "_units"),
    )
