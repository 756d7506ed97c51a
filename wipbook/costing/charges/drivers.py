"""What overhead is applied on: the activity of jobs by driver, for each pool that has the driver."""

from __future__ import annotations

import polars as pl

from wipbook.costing.charges.pools import Pools
from wipbook.costing.workings import Workings
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.fixed import QUANTITY_PLACES, divide_half_up

ENTRY = {"Job": pl.String, "Date": pl.Date, "Pool": pl.String, "Driver": pl.String, "Activity": pl.Int64}
_ONE = 10**QUANTITY_PLACES
_CENTERED = {"Job": pl.String, "Date": pl.Date, "Work Center": pl.String, "Activity": pl.Int64}
_PLANT = {"Job": pl.String, "Date": pl.Date, "Activity": pl.Int64}


def outside_activity(workings: Workings, pools: Pools, labor: pl.DataFrame, moves: pl.DataFrame) -> pl.DataFrame:
    """Activity of every driver but material cost: Job, Date, Pool, Driver, Activity (millionths; money: smallest unit).

    ``labor`` as of ``labor_costs``; ``moves``: the movements used, with Job, Date, Type, Material and quantity. Drivers
    of work centers (hours, labor cost, setups) count for a pool what its own centers did, or all where it has none.
    """
    parts = [pl.DataFrame(schema=ENTRY)]
    wanted = pools.rates.select("Pool", "Driver").unique(maintain_order=True)
    centered = {"labor hours", "labor cost", "machine hours", "setups"}
    found = {driver: _activity(driver, workings, labor, moves) for driver in wanted["Driver"].unique()}
    for pool, driver in wanted.iter_rows():
        activity = found[driver]
        own = pools.centers.filter(pl.col("Pool") == pool)["Work Center"]
        if driver in centered and own.len():
            activity = activity.filter(pl.col("Work Center").is_in(own.implode()))
        parts.append(_entries(activity, pool, driver))
    return pl.concat(parts)


def plant_activity(pools: Pools, driver: str, activity: pl.DataFrame) -> pl.DataFrame:
    """Activity (Job, Date, Activity) of a plant-wide driver, once per pool that has it."""
    names = pools.rates.filter(pl.col("Driver") == driver)["Pool"].unique(maintain_order=True)
    parts = [_entries(activity, pool, driver) for pool in names]
    return pl.concat([pl.DataFrame(schema=ENTRY), *parts])


def _entries(activity: pl.DataFrame, pool: str, driver: str) -> pl.DataFrame:
    return activity.select("Job", "Date", pl.lit(pool).alias("Pool"), pl.lit(driver).alias("Driver"), "Activity")


def _activity(driver: str, workings: Workings, labor: pl.DataFrame, moves: pl.DataFrame) -> pl.DataFrame:
    match driver:
        case "labor hours":
            return _worked(labor).select("Job", "Date", "Work Center", pl.col("Hours").alias("Activity"))
        case "labor cost":
            return _worked(labor).select("Job", "Date", "Work Center", pl.col("Base").alias("Activity"))
        case "machine hours":
            running = _machines(workings).filter(pl.col("Kind").fill_null("Run") != "Down")
            return running.select("Job", "Date", "Work Center", pl.col("Hours").alias("Activity"))
        case "setups":
            return _setups(workings)
        case "units":
            return moves.filter(pl.col("Type") == MovementType.COMPLETION).select(
                "Job", "Date", pl.col("quantity").alias("Activity")
            )
        case "moves":
            return _moves(moves)
        case "orders":
            return _orders(workings, labor, moves)
        case "weight":
            return _weight(workings, moves)
        case _:  # material cost, which is known only level by level
            return pl.DataFrame(schema=_PLANT)


def _worked(labor: pl.DataFrame) -> pl.DataFrame:
    return labor.filter(pl.col("Job").is_not_null() & ~pl.col("Idle"))


def _machines(workings: Workings) -> pl.DataFrame:
    return workings.table("Machine Time").filter(
        pl.col("Job").is_not_null() & (pl.col("Date") <= workings.policy.as_of)
    )


def _setups(workings: Workings) -> pl.DataFrame:
    """One for each booking of Kind Setup, taken back by one that reverses it whole; of a job without any machine
    booking one for each step that began, on its first day."""
    booked = _machines(workings)
    setups = booked.filter(pl.col("Kind") == "Setup")
    counts = setups.select("Job", "Date", "Work Center", "Booking", "Reverses", "Hours")
    undone = counts.filter(pl.col("Reverses").is_not_null()).group_by("Reverses").agg(
        pl.col("Hours").sum().alias("_back"), pl.col("Date").max().alias("_day")
    )
    taken = counts.filter(pl.col("Reverses").is_null()).join(
        undone, left_on="Booking", right_on="Reverses", how="inner", maintain_order="left"
    ).filter(pl.col("Hours") + pl.col("_back") <= 0)
    parts = [
        counts.filter(pl.col("Reverses").is_null() & (pl.col("Hours") > 0)).with_columns(
            pl.lit(_ONE, dtype=pl.Int64).alias("Activity")
        ),
        counts.filter(pl.col("Reverses").is_null() & (pl.col("Hours") < 0)).with_columns(
            pl.lit(-_ONE, dtype=pl.Int64).alias("Activity")
        ),
        taken.with_columns(pl.col("_day").alias("Date"), pl.lit(-_ONE, dtype=pl.Int64).alias("Activity")),
    ]
    steps = workings.table("Operations").filter(pl.col("Actual Start") <= workings.policy.as_of).join(
        booked.select("Job").unique(), on="Job", how="anti", maintain_order="left"
    ).select(
        "Job", pl.col("Actual Start").cast(pl.Date).alias("Date"), "Work Center",
        pl.lit(_ONE, dtype=pl.Int64).alias("Activity"),
    )
    return pl.concat([*(part.select(*_CENTERED) for part in parts), steps.select(*_CENTERED)])


def _moves(moves: pl.DataFrame) -> pl.DataFrame:
    """One for each issue, return and completion of a job; one less for what is below zero or reverses another."""
    carried = [MovementType.ISSUE, MovementType.RETURN_FROM_JOB, MovementType.COMPLETION]
    back = pl.col("quantity") < 0
    if "Reverses" in moves.columns:
        back = back | pl.col("Reverses").is_not_null()
    return moves.filter(pl.col("Job").is_not_null() & pl.col("Type").is_in(carried)).select(
        "Job", "Date", pl.when(back).then(-_ONE).otherwise(_ONE).cast(pl.Int64).alias("Activity")
    )


def _orders(workings: Workings, labor: pl.DataFrame, moves: pl.DataFrame) -> pl.DataFrame:
    """One for each job, on the day it was released, else on that of its first ticket, booking or movement."""
    first = pl.concat([
        frame.filter(pl.col("Job").is_not_null()).select("Job", "Date") for frame in (labor, moves, _machines(workings))
    ]).group_by("Job").agg(pl.col("Date").min().alias("_first"))
    jobs = workings.table("Jobs").join(first, on="Job", how="left", maintain_order="left")
    began = jobs.filter((pl.col("Status") != JobStatus.PLANNED) | pl.col("_first").is_not_null())
    return began.with_columns(pl.coalesce("Released", "_first").alias("Date")).filter(
        pl.col("Date") <= workings.policy.as_of
    ).select("Job", "Date", pl.lit(_ONE, dtype=pl.Int64).alias("Activity"))


def _weight(workings: Workings, moves: pl.DataFrame) -> pl.DataFrame:
    """Kilograms completed; a material without a Weight has none."""
    weights = workings.table("Materials").select("Material", pl.col("Weight").fill_null(0).alias("_weight"))
    made = moves.filter(pl.col("Type") == MovementType.COMPLETION).select("Job", "Date", "Material", "quantity").join(
        weights, on="Material", how="left", maintain_order="left"
    )
    heavy = [divide_half_up(units * each, _ONE) for units, each in made.select("quantity", "_weight").iter_rows()]
    return made.select("Job", "Date").with_columns(pl.Series("Activity", heavy, dtype=pl.Int64))
