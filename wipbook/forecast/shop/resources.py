"""What the work centers can do in a day, and how many of their machines work on one step together."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import MILLION
from wipbook.forecast.shop.shop_floor import ShopFloor
from wipbook.values.lookup import looked_up


def resources(floor: ShopFloor) -> pl.DataFrame:
    """One row per work center, also of those that only steps name.

    Columns: Work Center, Name, Hours (one machine or place can work in a day), Machines, Capacity (hours a day of all),
    Hands (machines that usually work on one step at once: the upper quartile of the hours booked on a step in a day,
    over Hours), Lines (steps that can run side by side: Machines over Hands), Speed (hours a day that one line does;
    Lines times Speed is Capacity), Status (blank, or why nothing can be planned there).
    """
    table = floor.books.ledger.table("Work Centers")
    named = floor.books.ledger.table("Operations").select("Work Center").unique(maintain_order=True)
    unknown = named.join(table, on="Work Center", how="anti", maintain_order="left").filter(
        pl.col("Work Center").is_not_null()
    )
    known = table.select(
        "Work Center", "Name", (pl.col("Hours per Day").fill_null(0) / MILLION).alias("Hours"),
        (pl.col("Machines").fill_null(MILLION) / MILLION).alias("Machines"), pl.lit("").alias("Status"),
    )
    unknown = unknown.select(
        "Work Center", pl.lit(None, pl.String).alias("Name"), pl.lit(0.0).alias("Hours"), pl.lit(0.0).alias("Machines"),
        pl.lit("not on the sheet Work Centers").alias("Status"),
    )
    centers = looked_up(pl.concat([known, unknown]), "Work Center", _hands(floor))
    hands = (pl.col("_day") / pl.col("Hours")).round(0).fill_null(1).fill_nan(1).clip(1, 1_000)
    whole = pl.col("Machines").floor().clip(1)
    capacity = pl.col("Hours") * pl.col("Machines")
    none = (capacity <= 0) & (pl.col("Status") == "")
    return centers.with_columns(
        capacity.alias("Capacity"), pl.min_horizontal(hands, whole).cast(pl.Int64).alias("Hands"),
        pl.when(none).then(pl.lit("no capacity: Hours per Day or Machines is 0")).otherwise("Status").alias("Status"),
    ).with_columns(
        (whole.cast(pl.Int64) // pl.col("Hands")).clip(1).alias("Lines")
    ).with_columns((pl.col("Capacity") / pl.col("Lines")).alias("Speed")).select(
        "Work Center", "Name", "Hours", "Machines", "Capacity", "Hands", "Lines", "Speed", "Status"
    )


def _hands(floor: ShopFloor) -> pl.DataFrame:
    """Work Center, _day: hours booked on one step in one day, upper quartile of the last year."""
    steps = floor.books.ledger.table("Operations").select("Job", "Step", "Work Center")
    days = floor.hours.filter(pl.col("Date") > floor.books.year_ago).join(steps, on=["Job", "Step"], how="inner")
    return days.group_by("Work Center").agg(pl.col("Hours").quantile(0.75).alias("_day"))
