"""The cycle count plan: what is counted how often and when next, and the proof that a year covers everything."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import Books
from wipbook.calculators.audit.count_plan import COUNTS_PER_YEAR
from wipbook.values.period import YEAR

OVERDUE, DUE, PLANNED = "overdue", "due", "planned"


def plan(books: Books) -> pl.DataFrame:
    """One row per material and location that holds stock: when it is counted next.

    Columns: Material, Description, Location, Class, Quantity, Value, Counts per Year, Taken (counts of it in the year
    up to the as-of date), Last Counted, Next Count, State. A place never counted gets its turn within the interval
    of its class, by the order of codes, so that counts spread evenly over the days; all on working days (Mon-Fri).
    Classes by yearly usage (A to 80 %, B to 95 % of its value), counts a year 4, 2, 1 (accounting rule 62).
    """
    as_of = pl.lit(books.as_of)
    held = (
        books.valuation.filter(pl.col("Quantity") != 0)
        .group_by("Material", "Location")
        .agg(pl.col("Description").first(), pl.col("Quantity", "Value").sum())
    )
    counts = books.ledger.table("Counts").filter(pl.col("Date") <= books.as_of)
    # A line without a location counted the material wherever it lies.
    at_place = _taken(books, counts.filter(pl.col("Location").is_not_null()), ["Material", "Location"])
    anywhere = _taken(books, counts.filter(pl.col("Location").is_null()), ["Material"])
    whole = _taken(books, counts, ["Material"])
    frame = (
        held.join(books.abc_class, on="Material", how="left")
        .with_columns(pl.col("Class").fill_null("C"))
        .join(at_place, on=["Material", "Location"], how="left")
        .join(anywhere, on="Material", how="left", suffix="_any")
        .join(whole, on="Material", how="left", suffix="_all")
        .sort("Class", "Material", "Location", nulls_last=False)
    )
    bare = pl.col("Location").is_null()
    frame = frame.with_columns(
        pl.when(bare).then(pl.col("_taken_all"))
        .otherwise(pl.col("_taken").fill_null(0) + pl.col("_taken_any").fill_null(0)).fill_null(0).alias("Taken"),
        pl.when(bare).then(pl.col("_last_all")).otherwise(pl.max_horizontal("_last", "_last_any"))
        .alias("Last Counted"),
        pl.col("Class").replace_strict({k: int(v) for k, v in COUNTS_PER_YEAR.items()}, return_dtype=pl.Int64)
        .alias("Counts per Year"),
    )
    interval = YEAR // pl.col("Counts per Year")
    turn = (pl.int_range(pl.len()).over("Class") + 1) * interval // pl.len().over("Class")
    due = pl.when(pl.col("Last Counted").is_not_null()).then(
        pl.col("Last Counted") + pl.duration(days=interval)
    ).otherwise(as_of + pl.duration(days=turn))
    frame = frame.with_columns(due.cast(pl.Date).dt.add_business_days(0, roll="backward").alias("Next Count"))
    state = (
        pl.when(pl.col("Next Count") < as_of).then(pl.lit(OVERDUE))
        .when(pl.col("Next Count") <= as_of + pl.duration(days=7)).then(pl.lit(DUE))
        .otherwise(pl.lit(PLANNED))
    )
    return frame.with_columns(state.alias("State")).sort("Next Count", "Class", "Material").select(
        "Material", "Description", "Location", "Class", "Quantity", "Value", "Counts per Year", "Taken", "Last Counted",
        "Next Count", "State",
    )


def coverage(books: Books, planned: pl.DataFrame) -> pl.DataFrame:
    """By class and in all: Class, Places, Wanted (counts a year), Taken, Places Counted, Share of Places, Share of
    Value, Next Year (counts the plan brings in the 365 days from the as-of date, overdue ones at once), Covered (every
    place gets at least the counts of its class)."""
    interval = YEAR // pl.col("Counts per Year")
    away = pl.max_horizontal((pl.col("Next Count") - pl.lit(books.as_of)).dt.total_days(), pl.lit(0))
    coming = 1 + (YEAR - away) // interval
    planned = planned.with_columns(coming.alias("_coming"), (pl.col("Taken") > 0).alias("_counted"))
    worth = pl.col("Value").filter("_counted").sum() / pl.col("Value").sum()
    sums = [
        pl.len().cast(pl.Int64).alias("Places"),
        pl.col("Counts per Year").sum().alias("Wanted"),
        pl.col("Taken").sum().alias("Taken"),
        pl.col("_counted").sum().cast(pl.Int64).alias("Places Counted"),
        pl.col("_counted").mean().alias("Share of Places"),
        worth.fill_nan(0.0).alias("Share of Value"),
        pl.col("_coming").sum().alias("Next Year"),
        (pl.col("_coming") >= pl.col("Counts per Year")).all().alias("Covered"),
    ]
    classes = planned.group_by("Class").agg(sums).sort("Class")
    every = planned.select(pl.lit("All").alias("Class"), *sums)
    return pl.concat([classes, every]) if planned.height else classes


def _taken(books: Books, counts: pl.DataFrame, place: list[str]) -> pl.DataFrame:
    """How often each place was counted in the year up to the as-of date, and when last."""
    recent = pl.col("Date") > books.year_ago
    return counts.group_by(place).agg(recent.sum().cast(pl.Int64).alias("_taken"), pl.col("Date").max().alias("_last"))
