"""Overall equipment effectiveness of the work centers that book machine time, and what standing still costs."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import MILLION, Books
from wipbook.forecast.shop.overload_options import Rates


def machine_effectiveness(books: Books, steps: pl.DataFrame, paid: Rates) -> pl.DataFrame:
    """One row per work center with machine time in the last year, the lowest OEE first.

    Columns: Work Center, Run, Setup, Down (hours), Availability (Run over all booked), Standard (planned hours earned
    on the steps that ran), Speed (Standard over Run, as it is), Performance (Speed, at most 1: a Speed above 1 says
    that the planned hours are longer than the machine needs), Quality (good over good and scrapped units), OEE (the
    product of the three), Reason (what stood it still longest), Down Cost (of the hours down and in setup, at the rate
    of the people there and the overhead applied per hour; smallest currency unit), Note. Fractions.

    A step finished earned its planned hours, one under way the planned hours less what is left. Equations as in
    ``equipment.effectiveness`` (Nakajima, Introduction to TPM, 1988).
    """
    since = books.year_ago
    booked = books.ledger.table("Machine Time").filter((pl.col("Date") > since) & (pl.col("Date") <= books.as_of))
    hours = pl.col("Hours") / MILLION
    kind = pl.col("Kind").fill_null("Run")
    sums = booked.group_by("Work Center").agg(
        *(hours.filter(kind == name).sum().alias(name) for name in ("Run", "Setup", "Down"))
    )
    why = booked.filter(kind == "Down").group_by("Work Center", "Reason").agg(pl.col("Hours").sum()).sort(
        "Hours", "Reason", descending=[True, False]
    ).unique("Work Center", keep="first", maintain_order=True).select("Work Center", "Reason")
    ran = booked.filter((kind == "Run") & pl.col("Job").is_not_null()).select("Job", "Step").unique()
    on = steps.join(ran, on=["Job", "Step"], how="semi")
    # a step that ran partly before the window earns that part of its hours which it ran in it
    all_run = books.ledger.table("Machine Time").filter((kind == "Run") & (pl.col("Date") <= books.as_of))
    part = all_run.group_by("Job", "Step").agg(
        (hours.filter(pl.col("Date") > since).sum() / hours.sum()).fill_nan(0.0).alias("_part")
    )
    earned = pl.when(pl.col("Done")).then("Planned").otherwise((pl.col("Planned") - pl.col("Left")).clip(0))
    standard = on.join(part, on=["Job", "Step"], how="left").group_by("Work Center").agg(
        (earned * pl.col("_part").fill_null(1.0)).sum().alias("Standard"),
        pl.col("Good").sum().alias("_good"), pl.col("Scrapped").sum().alias("_scrapped"),
    )
    frame = sums
    for other in (standard, why, _overhead_rate(books)):
        frame = frame.join(other, on="Work Center", how="left")
    all_booked = pl.col("Run") + pl.col("Setup") + pl.col("Down")
    made = pl.col("_good") + pl.col("_scrapped")
    rate = pl.col("Work Center").replace_strict(paid.hour, default=0.0, return_dtype=pl.Float64)
    frame = frame.with_columns(
        pl.when(all_booked > 0).then(pl.col("Run") / all_booked).alias("Availability"),
        pl.col("Standard").fill_null(0.0),
        pl.when(made > 0).then(pl.col("_good") / made).alias("Quality"),
    ).with_columns(
        pl.when((pl.col("Run") > 0) & (pl.col("Standard") > 0)).then(pl.col("Standard") / pl.col("Run")).alias("Speed")
    ).with_columns(pl.col("Speed").clip(0, 1).alias("Performance"))
    note = (
        pl.when(pl.col("Speed").is_null()).then(pl.lit("no planned hours on what ran"))
        .when(pl.col("Speed") > 1).then(pl.lit("planned hours longer than the machine needs"))
        .when(pl.col("Quality").is_null()).then(pl.lit("no units reported")).otherwise(pl.lit(""))
    )
    return frame.with_columns(
        (pl.col("Availability") * pl.col("Performance") * pl.col("Quality")).alias("OEE"), note.alias("Note"),
        ((pl.col("Down") + pl.col("Setup")) * (rate + pl.col("_overhead").fill_null(0.0))).round(0).cast(pl.Int64)
        .alias("Down Cost"),
    ).sort("OEE", "Work Center", nulls_last=True).select(
        "Work Center", "OEE", "Availability", "Performance", "Quality", "Run", "Setup", "Down", "Standard", "Speed",
        "Reason", "Down Cost", "Note",
    )


def _overhead_rate(books: Books) -> pl.DataFrame:
    """Work Center, _overhead: applied overhead per machine hour of its pool in the last year (pools driven by machine
    hours only; smallest currency unit)."""
    since = books.year_ago
    rate = pl.col("Budget Cost").sum() / pl.col("Budget Activity").sum() * MILLION
    pools = books.ledger.table("Overhead").filter(
        (pl.col("Driver") == "machine hours") & (pl.col("Period") > since) & (pl.col("Budget Activity") > 0)
    )
    pools = pools.group_by("Pool").agg(rate.alias("_overhead"))
    centers = books.ledger.table("Work Centers").select("Work Center", "Overhead Pool")
    return centers.join(pools, left_on="Overhead Pool", right_on="Pool", how="inner").select("Work Center", "_overhead")
