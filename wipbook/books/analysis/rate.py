"""The rate of demand against the rate of production: what to build, what to hold."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.analysis.windows import Window, earlier
from wipbook.books.results import Results
from wipbook.ledger.working_days import working_days
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

MADE = ("finished", "subassembly")
RATE = {
    "Material": pl.String, "Description": pl.String, "Demand a Day": pl.Float64, "Made a Day": pl.Float64,
    "Takt Hours": pl.Float64, "Actual Hours": pl.Float64, "On Hand": pl.Int64, "In Jobs": pl.Int64,
    "Cover Days": pl.Float64, "Wanted Days": pl.Int64, "Signal": pl.String, "Demand From": pl.String,
}
LIMIT = {"Stage": pl.String, "Value": pl.Int64, "Limit": pl.Int64, "Used": pl.Int64, "Over": pl.Boolean}
BUILD, HOLD, KEEP = "build", "hold", "keep the rate"
STAGES = ("Raw Materials", "Work in Process", "Finished Goods")
_MONTHS, _USUAL_DAYS, _MILLION = 3, 10, 1_000_000


def rates(results: Results) -> pl.DataFrame:
    """``RATE``, a row per made material with demand or output; quantities in millionths, days are working days.

    Demand is what was shipped or issued in the last three months, or what is ordered for the coming three (sheet
    Demand) where that is more. Takt Hours: working hours of a day over a day's demand; Actual Hours the same of what
    was made in the last three months (Hopp and Spearman, Factory Physics: takt is the pulse of demand). Cover: on hand
    and in jobs over the demand; Wanted: the lead time, else ten days. Below that it is build; above twice that, or
    while its stage stands above its limit, hold; what nobody asks for is held.
    """
    policy, as_of = results.policy, results.policy.as_of
    since, until = (earlier(Window(as_of, as_of), months).end for months in (_MONTHS, -_MONTHS))
    days = max(1, _working(since + dt.timedelta(days=1), as_of, policy.working_days))
    ahead = max(1, _working(as_of + dt.timedelta(days=1), until, policy.working_days))
    moves = results.solution.movements.filter((pl.col("Date") > since) & (pl.col("Date") <= as_of))
    left = moves.filter(pl.col("Type").is_in([MovementType.SHIPMENT, MovementType.ISSUE]) & ~pl.col("flipped"))
    came = moves.filter(pl.col("Type").is_in([MovementType.SALES_RETURN, MovementType.RETURN_FROM_JOB]))
    sign = pl.when(pl.col("flipped")).then(-1).otherwise(1)
    gone = pl.concat([
        left.select("Material", "quantity"), came.select("Material", -pl.col("quantity")),
    ]).group_by("Material").agg(pl.col("quantity").sum().alias("_gone"))
    made = moves.filter(pl.col("Type") == MovementType.COMPLETION).group_by("Material").agg(
        (pl.col("quantity") * sign).sum().alias("_made")
    )
    ordered = results.ledger.table("Demand").filter(
        (pl.col("Kind") == "Order") & (pl.col("Period") <= until)
    ).group_by("Material").agg(pl.col("Quantity").sum().alias("_ordered"))
    held = results.valuation.group_by("Material").agg(pl.col("Quantity").sum().alias("On Hand"))
    jobs = results.job_costs.filter(pl.col("Status").is_in(["Planned", "Released"])).group_by("Material").agg(
        (pl.col("Quantity") - pl.col("Completed Quantity")).clip(0).sum().alias("In Jobs")
    )
    materials = results.ledger.table("Materials").filter(pl.col("Kind").is_in(MADE)).select(
        "Material", "Description", (pl.col("Lead Time Days") // _MILLION).alias("Lead Time Days")
    )
    frame = looked_up(materials, "Material", gone, made, ordered, held, jobs)
    frame = frame.with_columns(pl.col("On Hand", "In Jobs", "_made").fill_null(0))
    past, coming = (
        pl.col(name).fill_null(0).clip(0) / span / _MILLION for name, span in (("_gone", days), ("_ordered", ahead))
    )
    frame = frame.with_columns(
        pl.max_horizontal(past, coming).alias("_demand"), (pl.col("_made").clip(0) / days / _MILLION).alias("_rate"),
        pl.when(coming > past).then(pl.lit("orders")).otherwise(pl.lit("last three months"))
        .alias("Demand From"),
        pl.when(pl.col("Lead Time Days") > 0).then("Lead Time Days").otherwise(_USUAL_DAYS).alias("Wanted Days"),
    ).filter((pl.col("_demand") > 0) | (pl.col("_rate") > 0))
    hours = _hours(results)
    cover = pl.when(pl.col("_demand") > 0).then(
        (pl.col("On Hand") + pl.col("In Jobs")) / _MILLION / pl.col("_demand")
    )
    full = limits(results).filter(pl.col("Stage") == STAGES[2])["Over"].item()
    return frame.with_columns(
        pl.col("_demand").round(2).alias("Demand a Day"), pl.col("_rate").round(2).alias("Made a Day"),
        _over(hours, pl.col("_demand")).alias("Takt Hours"), _over(hours, pl.col("_rate")).alias("Actual Hours"),
        cover.round(1).alias("Cover Days"),
        pl.when(cover < pl.col("Wanted Days")).then(pl.lit(BUILD))
        .when(cover.is_null() | pl.lit(full) | (cover > 2 * pl.col("Wanted Days"))).then(pl.lit(HOLD))
        .otherwise(pl.lit(KEEP)).alias("Signal"),
    ).sort("Material").select(*RATE)


def limits(results: Results) -> pl.DataFrame:
    """``LIMIT``: what stands in each stage against the most that should (Settings), in the smallest currency unit; Used
    in millionths, blank without a limit."""
    policy = results.policy
    most = (policy.limit_raw_materials, policy.limit_work_in_process, policy.limit_finished_goods)
    rows = []
    for stage, limit in zip(STAGES, most, strict=True):
        value, allowed = results.subledger[stage], round(limit * 10**policy.currency_places)
        used = round(_MILLION * value / allowed) if allowed else None
        rows.append((stage, value, allowed or None, used, bool(allowed) and value > allowed))
    return pl.DataFrame(rows, schema=LIMIT, orient="row")


def _over(hours: float, rate: pl.Expr) -> pl.Expr:
    return pl.when(rate > 0).then((hours / rate).round(3))


def _hours(results: Results) -> float:
    """Working hours of a day, by Settings."""
    start, end = (_clock(text) for text in (results.policy.working_hours_start, results.policy.working_hours_end))
    return (end - start) % 24 or 24.0


def _clock(text: str) -> float:
    hour, minute = text.split(":")[:2]
    return int(hour) + int(minute) / 60


def _working(first: dt.date, last: dt.date, said: str) -> int:
    wanted = working_days(said)
    return sum((first + dt.timedelta(days=day)).isoweekday() in wanted for day in range((last - first).days + 1))
