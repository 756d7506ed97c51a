"""Everything that ever touched one job, entry by entry, with the balance it left in process."""

from __future__ import annotations

import polars as pl

from wipbook.costing.charges.overhead import MONEY_DRIVERS
from wipbook.costing.solve import Solution
from wipbook.schema.stock.movement_type import MovementType

KINDS = ("Material issued", "Material returned", "Bought for the job", "Labor", "Overhead", "Not itemised",
         "Completed", "Scrapped", "Expensed")
RELIEFS = ("Completed", "Scrapped", "Expensed")
SCHEMA = {
    "Date": pl.Date, "Kind": pl.String, "Reference": pl.String, "What": pl.String, "Quantity": pl.Int64,
    "Amount": pl.Int64,
}


def job_card(solution: Solution, job: str) -> pl.DataFrame:
    """One row per entry, oldest first: Date, Kind, Reference, What, Quantity (millionths), Amount, Balance.

    Amounts in the smallest currency unit, + = into the job. Balance is the work in process after the entry; the last
    one is the job's WIP. What the job's accounts hold beyond these documents is a row of its own, *Not itemised*.
    """
    parts = [_movements(solution, job), _labor(solution, job), _overhead(solution, job), _reliefs(solution, job)]
    rows = pl.concat([part.select(*SCHEMA).cast(SCHEMA) for part in parts])  # type: ignore[arg-type]
    booked = solution.job_entries.filter(pl.col("Job") == job)
    missing = int(booked["Amount"].sum()) - int(rows["Amount"].sum())
    if missing:
        last = booked["Date"].max()
        rest = pl.DataFrame(
            [(last, "Not itemised", None, "differences of rounding", None, missing)], SCHEMA, orient="row"
        )
        rows = pl.concat([rows, rest])
    order = pl.col("Kind").replace_strict({kind: at for at, kind in enumerate(KINDS)}, return_dtype=pl.Int64)
    rows = rows.sort("Date", order, "Reference", nulls_last=True, maintain_order=True)
    return rows.with_columns(pl.col("Amount").cum_sum().alias("Balance"))


def _movements(solution: Solution, job: str) -> pl.DataFrame:
    kind = pl.col("Type")
    moves = solution.movements.filter(
        (pl.col("Job") == job) & (kind.is_in([MovementType.ISSUE, MovementType.RETURN_FROM_JOB]) | pl.col("direct"))
    )
    return moves.select(
        "Date",
        pl.when(pl.col("direct")).then(pl.lit("Bought for the job")).when(kind == MovementType.ISSUE)
        .then(pl.lit("Material issued")).otherwise(pl.lit("Material returned")).alias("Kind"),
        pl.col("Movement").alias("Reference"),
        pl.col("Material").alias("What"),
        pl.when(kind == MovementType.RETURN_FROM_JOB).then(-pl.col("quantity")).otherwise(pl.col("quantity"))
        .alias("Quantity"),
        pl.when(pl.col("direct")).then(pl.col("value")).otherwise(pl.col("value_out") - pl.col("value_in"))
        .alias("Amount"),
    )


def _labor(solution: Solution, job: str) -> pl.DataFrame:
    tickets = solution.labor.filter((pl.col("Job") == job) & (pl.col("Direct") != 0))
    step = pl.when(pl.col("Step").is_not_null()).then(pl.concat_str(pl.lit(", step "), "Step")).otherwise(pl.lit(""))
    return tickets.select(
        "Date", pl.lit("Labor").alias("Kind"), pl.col("Ticket").alias("Reference"),
        pl.concat_str(pl.col("Employee").fill_null(""), step).alias("What"),
        pl.col("Hours").alias("Quantity"), pl.col("Direct").alias("Amount"),
    )


def _overhead(solution: Solution, job: str) -> pl.DataFrame:
    charged = solution.charged.filter((pl.col("Job") == job) & (pl.col("Amount") != 0))
    daily = charged.group_by("Date", "Pool", "Driver").agg(pl.col("Activity").sum(), pl.col("Amount").sum())
    return daily.sort("Date", "Pool").select(
        "Date", pl.lit("Overhead").alias("Kind"), pl.col("Pool").alias("Reference"), pl.col("Driver").alias("What"),
        pl.when(~pl.col("Driver").is_in(MONEY_DRIVERS)).then(pl.col("Activity")).alias("Quantity"), "Amount",
    )


def _reliefs(solution: Solution, job: str) -> pl.DataFrame:
    entries = solution.job_entries.filter((pl.col("Job") == job) & pl.col("Entry").is_in(RELIEFS))
    made = solution.movements.filter((pl.col("Job") == job) & (pl.col("Type") == MovementType.COMPLETION))
    units = made.group_by("Date").agg(pl.col("quantity").sum().alias("Quantity"))
    daily = entries.group_by("Date", "Entry").agg(pl.col("Amount").sum()).join(units, on="Date", how="left")
    return daily.filter(pl.col("Amount") != 0).select(
        "Date", pl.col("Entry").alias("Kind"), pl.lit(None, dtype=pl.String).alias("Reference"),
        pl.lit(None, dtype=pl.String).alias("What"),
        pl.when(pl.col("Entry") == "Completed").then(pl.col("Quantity")).alias("Quantity"), "Amount",
    )
