"""The flow of units and cost through jobs that belong to a department, period by period, as relief used them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from wipbook.costing.charges.jobs import OPENED
from wipbook.costing.relief.pools import FIRST_COMPONENT
from wipbook.schema.jobs.cost_element import ELEMENTS

STEP = {
    "Job": pl.String, "End": pl.Date, "Good": pl.Int64, "Normal Loss": pl.Int64, "Abnormal Loss": pl.Int64,
    "Equivalent": pl.Int64, "Waiting": pl.Int64, "Done": pl.Boolean,
}
"""A job in one period, units in millionths of a unit of its product: Good less what was taken back; Equivalent are the
units that what left the job was shared over, other products weighed; Waiting: normal loss of earlier periods in it."""
CHARGED = {
    "Job": pl.String, "End": pl.Date, "Element": pl.String, "Component": pl.String, "Own Pool": pl.Boolean,
    "Opened": pl.Boolean, "Amount": pl.Int64,
}
"""What a job was charged in a period; Own Pool: whether the component is relieved by itself."""
HELD = {
    "Job": pl.String, "End": pl.Date, "Element": pl.String, "Component": pl.String, "Units": pl.Int64,
    "Known": pl.String,
}
"""Units in process that hold their part of a pool (a component of its own, else the rest of an element), and how that
is known."""
PHYSICAL = {"Job": pl.String, "End": pl.Date, "Units": pl.Int64}
"""Units in process as they were counted."""


def _empty(schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame(schema=schema)


@dataclass(frozen=True)
class Flow:
    """``steps``: ``STEP``; ``charged``: ``CHARGED``; ``held``: ``HELD``; ``counted``: ``PHYSICAL``."""

    steps: pl.DataFrame = field(default_factory=lambda: _empty(STEP))
    charged: pl.DataFrame = field(default_factory=lambda: _empty(CHARGED))
    held: pl.DataFrame = field(default_factory=lambda: _empty(HELD))
    counted: pl.DataFrame = field(default_factory=lambda: _empty(PHYSICAL))


def flow_of(
    jobs: pl.DataFrame, steps: pl.DataFrame, charged: pl.DataFrame, bill: pl.DataFrame,
    held: Sequence[tuple[int, int, int, str]],
) -> Flow:
    """``held``: step, pool, units in process and how they are known. Jobs without a Department are left out."""
    inside = jobs.filter(pl.col("Department").is_not_null()).select("job", "Job")
    if inside.is_empty():
        return Flow()
    ends = steps.select("step", "job", "period", _day("end").alias("End"))
    mine = steps.join(inside, on="job", how="inner", maintain_order="left")
    units = mine.select(
        "Job", _day("end").alias("End"), pl.col("good_main").alias("Good"), pl.col("normal_main").alias("Normal Loss"),
        pl.col("abnormal_main").alias("Abnormal Loss"), (pl.col("made") // pl.col("weight")).alias("Equivalent"),
        (pl.col("waiting") // pl.col("weight")).alias("Waiting"), pl.col("done").alias("Done"),
    )
    element = pl.col("element").cast(pl.Int64).replace_strict(dict(enumerate(ELEMENTS)), return_dtype=pl.String)
    opened = pl.col("Component") == OPENED
    cost = charged.join(inside, on="job", how="inner").join(ends.drop("step"), on=["job", "period"], how="left").select(
        "Job", "End", element.alias("Element"), pl.when(~opened).then("Component").alias("Component"),
        (pl.col("pool") >= FIRST_COMPONENT).alias("Own Pool"), opened.fill_null(False).alias("Opened"), "Amount",
    ).group_by("Job", "End", "Element", "Component", "Own Pool", "Opened").agg(pl.col("Amount").sum())
    rows = pl.DataFrame(list(held), schema={"step": pl.Int64, "pool": pl.Int64, "Units": pl.Int64,
                                            "Known": pl.String}, orient="row")
    named = bill.select(
        "job", (pl.int_range(pl.len()).over("job") + FIRST_COMPONENT).cast(pl.Int64).alias("pool"), "Component"
    )
    rows = rows.join(ends, on="step").join(inside, on="job").join(named, on=["job", "pool"], how="left")
    kind = pl.when(pl.col("Component").is_not_null()).then(0).otherwise(pl.col("pool") % len(ELEMENTS))
    known = rows.select(
        "Job", "End", kind.replace_strict(dict(enumerate(ELEMENTS)), return_dtype=pl.String).alias("Element"),
        "Component", "Units", "Known",
    ).group_by("Job", "End", "Element", "Component").agg(pl.col("Units").max(), pl.col("Known").max())
    seen = mine.filter(pl.col("counted").is_not_null()).select(
        "Job", _day("end").alias("End"), pl.col("counted").alias("Units")
    )
    return Flow(*(
        frame.cast(schema).select(*schema).sort(pl.all(), nulls_last=False)  # type: ignore[arg-type]
        for frame, schema in ((units, STEP), (cost, CHARGED), (known, HELD), (seen, PHYSICAL))
    ))


def _day(name: str) -> pl.Expr:
    return pl.col(name).clip(-36_500).cast(pl.Int32).cast(pl.Date)


def together(parts: Sequence[Flow]) -> Flow:
    """The flows of jobs that were relieved one after another."""
    return Flow(*(
        pl.concat([_empty(schema), *(getattr(part, name) for part in parts)])
        for name, schema in (("steps", STEP), ("charged", CHARGED), ("held", HELD), ("counted", PHYSICAL))
    ))
