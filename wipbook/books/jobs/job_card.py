"""Everything that ever touched one job, entry by entry, with the balance it left in process."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from wipbook.costing.charges.overhead import MONEY_DRIVERS
from wipbook.costing.relief.contract_cost import CONTRACT_COST
from wipbook.costing.shown import into_jobs
from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.policy import Policy
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.fixed import money_text, quantity_text
from wipbook.values.lookup import looked_up

KINDS = ("Material issued", "Material returned", "Material, later cost", "Bought for the job", "Labor", "Overhead",
         "Not itemised", "Moved between jobs", "Completed", "Scrapped", "Late cost", "Expensed", "Contract cost")
RELIEFS = ("Scrapped", "Late Cost", "Expensed", CONTRACT_COST)
_SHOWN = {"Late Cost": "Late cost", CONTRACT_COST: "Contract cost"}
_WHY = {"Late Cost": "followed the lots made before", CONTRACT_COST: "revenue over time: no inventory"}
SCHEMA = {
    "Date": pl.Date, "Kind": pl.String, "Reference": pl.String, "What": pl.String, "Quantity": pl.Int64,
    "Amount": pl.Int64,
}


def job_card(ledger: Ledger, solution: Solution, job: str) -> pl.DataFrame:
    """One row per entry, oldest first: Date, Kind, Reference, What, Quantity (millionths), Amount, Balance.

    Amounts in the smallest currency unit, + = into the job. Balance is the work in process after the entry; the last
    one is the job's WIP. Each lot says what its unit cost is an average of: what the period had charged, made and in
    process; in a period that has not ended it is month to date. What the job's accounts hold beyond these documents is
    a row of its own, *Not itemised*.
    """
    parts = [
        _movements(solution, job), _carried(solution, job), _labor(solution, job), _overhead(solution, job),
        _moved(ledger, job), _lots(ledger, solution, job), _reliefs(solution, job),
    ]
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
    back = kind.is_in([MovementType.RETURN_FROM_JOB]) ^ pl.col("flipped")
    sign = pl.when(back | ((kind == MovementType.RETURN_TO_SUPPLIER) & ~pl.col("flipped"))).then(-1).otherwise(1)
    return moves.select(
        "Date",
        pl.when(pl.col("direct")).then(pl.lit("Bought for the job")).when(back)
        .then(pl.lit("Material returned")).otherwise(pl.lit("Material issued")).alias("Kind"),
        pl.col("Movement").alias("Reference"),
        pl.col("Material").alias("What"),
        (pl.col("quantity") * sign).alias("Quantity"),
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


def _carried(solution: Solution, job: str) -> pl.DataFrame:
    """Cost that followed its goods into the job: late cost of what it consumed, the price of what had been short."""
    into = solution.movements.filter((pl.col("Job") == job) & into_jobs()).select(
        pl.col("position").alias("to"), "Material"
    )
    rows = looked_up(solution.carried.join(into.select("to"), on="to", how="semi"), "to", into)
    return rows.group_by("Date", "Line", "Source", "Material").agg(pl.col("Amount").sum()).sort(
        "Date", "Source", "Material"
    ).select(
        "Date", pl.lit("Material, later cost").alias("Kind"), pl.col("Source").alias("Reference"),
        pl.concat_str("Material", pl.lit(": "), pl.col("Line").str.to_lowercase()).alias("What"),
        pl.lit(None, dtype=pl.Int64).alias("Quantity"), "Amount",
    )


def _moved(ledger: Ledger, job: str) -> pl.DataFrame:
    rows = ledger.table("Job Adjustments").filter(pl.col("Date") <= ledger.policy.as_of)
    parts = [
        rows.filter(pl.col(own) == job).select(
            "Date", pl.lit("Moved between jobs").alias("Kind"), pl.col("Adjustment").alias("Reference"),
            pl.concat_str("Element", pl.lit(f" {word} "), other).alias("What"), pl.col("Hours").alias("Quantity"),
            (pl.col("Amount") * sign).alias("Amount"),
        )
        for own, other, word, sign in (("From Job", "To Job", "to", -1), ("To Job", "From Job", "from", 1))
    ]
    return pl.concat(parts)


def _lots(ledger: Ledger, solution: Solution, job: str) -> pl.DataFrame:
    """Each completion with what its unit cost is an average of."""
    made = solution.movements.filter((pl.col("Job") == job) & (pl.col("Type") == MovementType.COMPLETION)).sort("order")
    periods = solution.periods.filter(pl.col("Job") == job).sort("End")
    entries = solution.job_entries.filter(pl.col("Job") == job)
    rows = []
    for one in made.iter_rows(named=True):
        back = -1 if one["flipped"] else 1
        period = periods.filter((pl.col("Start") <= one["Date"]) & (pl.col("End") >= one["Date"]))
        what = one["Material"]
        if period.height and back > 0:
            what = _average(ledger.policy, period.row(0, named=True), entries)
        rows.append((one["Date"], "Completed", one["Movement"], what, back * one["quantity"], -back * one["value"]))
    return pl.DataFrame(rows, SCHEMA, orient="row")


def _average(policy: Policy, period: dict[str, Any], entries: pl.DataFrame) -> str:
    """What a lot's unit cost is an average of, in words."""
    left = pl.col("Entry").is_in(["Completed", *RELIEFS])
    before = pl.col("Date") < period["Start"]
    during = (pl.col("Date") <= period["End"]) & ~left
    charged = money_text(sum(entries.filter(before | during)["Amount"].to_list()), policy.currency_places)
    after = period["End"] + dt.timedelta(days=1)
    running = period["End"] == policy.as_of and after.day != 1 and policy.closed_through != policy.as_of
    return (
        f"{charged} over {quantity_text(period['Made'])} made, {quantity_text(period['In Process'])} in process"
        + (", month to date" if running else "")
    )


def _reliefs(solution: Solution, job: str) -> pl.DataFrame:
    entries = solution.job_entries.filter((pl.col("Job") == job) & pl.col("Entry").is_in(RELIEFS))
    daily = entries.group_by("Date", "Entry").agg(pl.col("Amount").sum())
    return daily.filter(pl.col("Amount") != 0).select(
        "Date", pl.col("Entry").replace(_SHOWN).alias("Kind"), pl.lit(None, dtype=pl.String).alias("Reference"),
        pl.col("Entry").replace_strict(_WHY, default=None, return_dtype=pl.String).alias("What"),
        pl.lit(None, dtype=pl.Int64).alias("Quantity"), "Amount",
    )
