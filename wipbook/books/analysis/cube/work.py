"""The work of the cube: units that came out good, units lost, hours, and where each job stood."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.cube.measures import (
    GOOD,
    LABOR_HOURS,
    MACHINE_HOURS,
    SCRAPPED,
    STEP_GOOD,
    STEP_SCRAPPED,
    facts,
)
from wipbook.books.results import Results
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up


def work_facts(results: Results) -> pl.LazyFrame:
    """``FACT`` of units (of the job's own product; of steps on the day they were finished) and hours (labor of all
    tickets, idle ones too; machines while they did not stand still)."""
    ledger = results.ledger
    product = ledger.table("Jobs").select("Job", pl.col("Material").alias("_product"))
    made = looked_up(results.solution.movements.filter(pl.col("Job").is_not_null()), "Job", product).filter(
        pl.col("Material") == pl.col("_product")
    )
    units = pl.when("flipped").then(-pl.col("quantity")).otherwise(pl.col("quantity"))
    steps = ledger.table("Operations").select("Job", "Work Center", pl.col("Actual Finish").cast(pl.Date).alias("Date"),
                                              "Good", "Scrapped").filter(pl.col("Date") <= results.policy.as_of)
    machines = ledger.table("Machine Time").filter(
        (pl.col("Date") <= results.policy.as_of) & (pl.col("Kind").fill_null("Run") != "Down")
    )
    return pl.concat([
        facts(made.filter(pl.col("Type") == MovementType.COMPLETION).drop("Element"), units, GOOD),
        facts(made.filter(pl.col("Type") == MovementType.SCRAP).drop("Element"), units, SCRAPPED),
        facts(steps, pl.col("Good").fill_null(0), STEP_GOOD),
        facts(steps, pl.col("Scrapped").fill_null(0), STEP_SCRAPPED),
        facts(results.solution.labor, pl.col("Hours"), LABOR_HOURS),
        facts(machines, pl.col("Hours"), MACHINE_HOURS),
    ])


def stations(results: Results, ends: pl.DataFrame) -> pl.DataFrame:
    """``ends`` (Job, End: a day) with Work Center: that of the first step which was not finished by that day, in the
    order of the steps; of a job whose steps are all done the last one's. Blank without steps."""
    steps = results.ledger.table("Operations").filter(pl.col("Work Center").is_not_null()).with_columns(
        pl.col("Step").cast(pl.Float64, strict=False).alias("_at")
    ).sort("Job", "_at", "Step", ROW, nulls_last=True).select(
        "Job", "Work Center", pl.col("Actual Finish").cast(pl.Date).alias("_done")
    )
    pending = pl.col("_done").is_null() | (pl.col("_done") > pl.col("End"))
    found = ends.select("Job", "End").unique().join(steps, on="Job", how="inner", maintain_order="left").group_by(
        "Job", "End"
    ).agg(pl.coalesce(pl.col("Work Center").filter(pending).first(), pl.col("Work Center").last()).alias("Work Center"))
    return looked_up(ends.drop("Work Center", strict=False), ["Job", "End"], found)
