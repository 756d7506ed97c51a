"""Earned value of open jobs: how far they are on every basis, and where their cost will end."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from wipbook.books.books import MILLION, Books
from wipbook.calculators.jobs.earned_value import EarnedValue, earned_value_of
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.values.lookup import looked_up

APART = 0.15
"""Bases that lie further apart than this share of the job get a warning."""
BASES = ("By Cost", "By Units", "By Hours", "By Shop")
_MEASURES = ("CV", "SV", "CPI", "SPI", "EAC", "ETC", "VAC")


def job_progress(books: Books, steps: pl.DataFrame, estimated: pl.DataFrame) -> pl.DataFrame:
    """One row per open job with any cost or budget, the one that ends furthest over its budget first.

    ``steps`` as of ``ShopFloor.steps``, ``estimated`` of ``estimates``. Columns: Job, Description, Status, Budget
    (BAC), Actual (AC: cost charged), Planned Value (PV: budget times the share of the planned hours whose planned
    finish has come, else of the time from release to due date), Earned (EV: budget times Percent), its measures CV, SV,
    CPI, SPI, EAC, ETC, VAC (``costing.earned_value``); the share done ``BASES`` (cost charged over budget; units
    completed; planned hours of finished steps and what is booked of the others; the shop's own figure; each at most 1),
    Percent (the first known of hours, shop, units, cost), Basis (which), Apart (largest less smallest of the bases),
    Comparable (cost at completion by comparable jobs), Comparable Low, Comparable High, Compared (how many), Note.

    Money in the smallest currency unit, shares and indices as fractions. Source: PMI, PMBOK Guide; ANSI/EIA-748.
    """
    jobs = books.jobs.filter(
        pl.col("Status").is_in([JobStatus.PLANNED, JobStatus.RELEASED])
            & ((pl.col("Budget") > 0) | (pl.col("Charged") != 0))
    ).select(
        "Job", "Description", "Status", "Budget", pl.col("Charged").alias("Actual"), "Released", "Due",
        (pl.col("Completed Quantity") / pl.col("Quantity")).clip(0, 1).fill_nan(None).alias("By Units"),
        (pl.col("Percent Complete") / MILLION / 100).clip(0, 1).alias("By Shop"),
    )
    earned = pl.when(pl.col("Done")).then("Planned").otherwise((pl.col("Planned") - pl.col("Left")).clip(0))
    come = (pl.col("Planned Finish") <= books.as_of).fill_null(False)
    hours = steps.group_by("Job").agg(
        (earned.sum() / pl.col("Planned").sum()).fill_nan(None).alias("By Hours"),
        (pl.col("Planned").filter(come).sum() / pl.col("Planned").sum()).fill_nan(None).alias("_come"),
        pl.col("Planned Finish").null_count().alias("_undated"),
    )
    jobs = looked_up(jobs, "Job", hours, estimated)
    span = (pl.col("Due") - pl.col("Released")).dt.total_days()
    passed = (pl.lit(books.as_of) - pl.col("Released")).dt.total_days() / span
    by_dates = pl.when(span > 0).then(passed.clip(0, 1)).when(pl.col("Due") <= books.as_of).then(1.0).otherwise(0.0)
    planned = pl.when(pl.col("_undated") == 0).then("_come")
    budget = pl.when(pl.col("Budget") > 0).then("Budget")
    jobs = jobs.with_columns((pl.col("Actual") / budget).clip(0, 1).alias("By Cost")).with_columns(
        pl.coalesce("By Hours", "By Shop", "By Units", "By Cost").alias("Percent"),
        pl.coalesce(
            *(pl.when(pl.col(name).is_not_null()).then(pl.lit(said)) for name, said in (
                ("By Hours", "hours"), ("By Shop", "shop"), ("By Units", "units"), ("By Cost", "cost"))),
            pl.lit("none"),
        ).alias("Basis"),
        pl.coalesce(planned, by_dates).alias("_planned"),
        (pl.max_horizontal(BASES) - pl.min_horizontal(BASES)).alias("Apart"),
    ).with_columns(
        (pl.col("Budget") * pl.col("_planned")).round(0).cast(pl.Int64).alias("Planned Value"),
        (pl.col("Budget") * pl.col("Percent").fill_null(0)).round(0).cast(pl.Int64).alias("Earned"),
    )
    jobs = jobs.hstack(_measures(jobs, books.places))
    apart = pl.format(
        "bases disagree: {}",
        pl.concat_str(
            [pl.format(f"{name[3:].lower()} {{}} %", (pl.col(name) * 100).round(0).cast(pl.Int64)) for name in BASES],
            separator=", ", ignore_nulls=True,
        ),
    )
    note = (
        pl.when(pl.col("Budget") == 0).then(pl.lit("no budget"))
        .when(pl.col("Apart") > APART).then(apart)
        .when(pl.col("Basis") == "none").then(pl.lit("nothing says how far it is")).otherwise(pl.lit(""))
    )
    return jobs.with_columns(note.alias("Note")).sort("VAC", nulls_last=True, maintain_order=True).select(
        "Job", "Description", "Status", "Budget", "Actual", "Planned Value", "Earned", *_MEASURES, *BASES, "Percent",
        "Basis", "Apart", pl.col("Estimated Cost").alias("Comparable"), pl.col("Cost Low").alias("Comparable Low"),
        pl.col("Cost High").alias("Comparable High"), pl.col("Compared").fill_null(0), "Note",
    )


def _measures(jobs: pl.DataFrame, places: int) -> pl.DataFrame:
    """The measures of earned value of every row; money back in the smallest currency unit. Blank without a budget."""
    scale = Decimal(10) ** places
    rows: list[tuple[float | None, ...]] = []
    for budget, planned, earned, actual in jobs.select("Budget", "Planned Value", "Earned", "Actual").iter_rows():
        if budget <= 0:
            rows.append((None,) * len(_MEASURES))
            continue
        found: EarnedValue = earned_value_of(*(Decimal(part) / scale for part in (budget, planned, earned, actual)))
        money = (found.cost_variance, found.schedule_variance, found.estimate_at_completion,
                 found.estimate_to_complete, found.variance_at_completion)
        cv, sv, eac, etc, vac = (None if part is None else round(part * scale) for part in money)
        indices = (None if part is None else float(part) for part in (found.cost_index, found.schedule_index))
        rows.append((cv, sv, *indices, eac, etc, vac))
    schema = {name: pl.Float64 if name in ("CPI", "SPI") else pl.Int64 for name in _MEASURES}
    return pl.DataFrame(rows, schema=schema, orient="row")
