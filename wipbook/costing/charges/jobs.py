"""Jobs: what they are charged from outside the stores, and what relieves the jobs of one level."""

from __future__ import annotations

import numpy as np
import polars as pl

from wipbook.costing.charges.drivers import outside_activity, plant_activity
from wipbook.costing.charges.overhead import applied
from wipbook.costing.charges.pools import Pools
from wipbook.costing.kernel import job_relief
from wipbook.costing.kernel.compiled import Blank, run
from wipbook.costing.prepare.movements import Prepared
from wipbook.costing.workings import Workings
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up


def job_table(workings: Workings, prepared: Prepared) -> pl.DataFrame:
    """Jobs with their number, level, standard, plan and the day their books were closed (null: open)."""
    as_of = workings.policy.as_of
    table = workings.table("Jobs").join(
        prepared.materials.select("Material", "level", pl.col("standard").alias("_standard")),
        on="Material", how="left",
        maintain_order="left",
    )
    closed = pl.col("Status").is_in([JobStatus.CLOSED, JobStatus.CANCELLED])
    closing = pl.when(closed).then(pl.coalesce("Closed", "Finished", pl.lit(as_of)))
    finished = pl.when(pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED])).then(
        pl.coalesce("Finished", "Closed", pl.lit(as_of))
    )
    standard = pl.col("_standard") if workings.policy.completion_basis == "standard" else pl.lit(-1, dtype=pl.Int64)
    return table.with_row_index("job").select(
        "Job", pl.col("job").cast(pl.Int64), "Material", "level", "Quantity", standard.alias("standard"),
        pl.when(closing <= as_of).then(closing).alias("close_day"),
        (finished <= as_of).fill_null(False).alias("finished"),
    )


def outside_entries(
    workings: Workings, prepared: Prepared, pools: Pools, labor: pl.DataFrame, places: int
) -> dict[str, pl.DataFrame]:
    """What jobs are charged from outside the stores: labor, overhead on labor and machines, direct purchases."""
    direct_labor = labor.filter(pl.col("Direct") != 0).select(
        "Job", "Date", pl.lit(job_relief.LABOR).alias("element"), pl.col("Direct").alias("Amount")
    )
    charged = applied(pools, outside_activity(workings, pools, labor, prepared.rows), places)
    overhead = charged.select("Job", "Date", pl.lit(job_relief.OVERHEAD).alias("element"), "Amount")
    direct = prepared.rows.filter(pl.col("direct"))
    bought = direct.select(
        "Job", "Date",
        pl.when(pl.col("Type") == MovementType.OPENING).then(job_relief.MATERIAL).otherwise(job_relief.SUBCONTRACT)
        .alias("element"),
        pl.col("value").alias("Amount"),
    )
    return {"entries": pl.concat([direct_labor, overhead, bought]), "charged": charged}


def cost_jobs(
    workings: Workings,
    prepared: Prepared,
    pools: Pools,
    jobs: pl.DataFrame,
    issued: pl.DataFrame | None,
    outside: pl.DataFrame,
    value: np.ndarray,
    jit: bool | None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Relieve the jobs of one level; completions get their value in ``value``.

    Returns the job entries and the overhead charged on material cost.
    """
    places = workings.policy.currency_places
    issues = (
        issued if issued is not None else pl.DataFrame(schema={"Job": pl.String, "Date": pl.Date, "Amount": pl.Int64})
    )
    on_material = applied(pools, plant_activity(pools, "material cost", issues.rename({"Amount": "Activity"})), places)
    inflows = pl.concat([
        outside.join(jobs.select("Job"), on="Job", how="semi"),
        issues.select("Job", "Date", pl.lit(job_relief.MATERIAL).alias("element"), "Amount"),
        on_material.select("Job", "Date", pl.lit(job_relief.OVERHEAD).alias("element"), "Amount"),
    ]).with_columns(
        pl.lit(job_relief.INFLOW).alias("kind"), pl.lit(0, dtype=pl.Int64).alias("quantity"),
        pl.lit(-1, dtype=pl.Int64).alias("position"),
    )
    output = prepared.rows.filter((pl.col("Type") == MovementType.COMPLETION) | pl.col("job_scrap")).join(
        jobs.select("Job"), on="Job", how="semi", maintain_order="left"
    )
    outflows = output.select(
        "Job", "Date", pl.lit(0).alias("element"), pl.lit(0, dtype=pl.Int64).alias("Amount"),
        pl.when(pl.col("Type") == MovementType.COMPLETION).then(job_relief.COMPLETION).otherwise(job_relief.SCRAP)
        .alias("kind"),
        "quantity", "position",
    )
    last = outflows.group_by("Job").agg(
        pl.col("Date").filter(pl.col("kind") == job_relief.COMPLETION).max().alias("_last_day"),
        pl.col("Date").max().alias("_last_output"),
        pl.col("quantity").sum().alias("_output"),
    )
    jobs = looked_up(jobs, "Job", last)
    closes = jobs.filter(pl.col("close_day").is_not_null()).select(
        "Job", pl.max_horizontal("close_day", "_last_output").alias("Date"), pl.lit(0).alias("element"),
        pl.lit(0, dtype=pl.Int64).alias("Amount"), pl.lit(job_relief.CLOSE).alias("kind"),
        pl.lit(0, dtype=pl.Int64).alias("quantity"), pl.lit(-1, dtype=pl.Int64).alias("position"),
    )
    events = pl.concat([inflows, outflows, closes], how="vertical_relaxed")
    numbers = jobs.with_row_index("_number").select("Job", pl.col("_number").cast(pl.Int64), "finished", "_last_day")
    events = events.join(numbers, on="Job", how="inner", maintain_order="left").sort(
        "_number", "Date", "kind", "position", maintain_order=True
    )
    final = (pl.col("finished") & (pl.col("Date") >= pl.col("_last_day"))).fill_null(False).cast(pl.Int64)
    events = events.with_columns(final.alias("final"))
    count = events.height
    _, (_, *filled) = run(
        job_relief.relieve_jobs,
        [
            events["_number"].to_numpy(), events["kind"].cast(pl.Int64).to_numpy(),
            events["element"].cast(pl.Int64).to_numpy(), events["Amount"].to_numpy(),
            events["quantity"].to_numpy(), events["final"].to_numpy(), jobs["Quantity"].to_numpy(),
            jobs["_output"].fill_null(0).to_numpy(), jobs["standard"].to_numpy(), 10 ** (12 - places),
        ],
        [Blank(4), Blank(4 * count), Blank(4 * count)],
        rows=count,
        jit=jit,
    )
    relieved, expensed = (array.reshape(-1, 4) for array in filled)
    total = relieved.sum(axis=1)
    position = events["position"].to_numpy()
    done = (events["kind"] == job_relief.COMPLETION).to_numpy()
    ours = prepared.rows["ours"].to_numpy()
    value[position[done]] = total[done] * ours[position[done]]
    return _job_entries(events, relieved, expensed), on_material


def _job_entries(events: pl.DataFrame, relieved: np.ndarray, expensed: np.ndarray) -> pl.DataFrame:
    """Long form: Job, Date, Entry, Element, Amount; what leaves the job is negative."""
    element = events["element"].cast(pl.Int64).replace_strict(dict(enumerate(ELEMENTS)), return_dtype=pl.String)
    inward = events.with_columns(element.alias("Element")).filter(pl.col("kind") == job_relief.INFLOW)
    parts = [inward.select("Job", "Date", pl.col("Element").alias("Entry"), "Element", "Amount")]
    entry = pl.when(pl.col("kind") == job_relief.SCRAP).then(pl.lit("Scrapped")).otherwise(pl.lit("Completed"))
    for number, name in enumerate(ELEMENTS):
        for amounts, label in ((relieved[:, number], entry), (expensed[:, number], pl.lit("Expensed"))):
            out = events.with_columns(pl.Series("Amount", -amounts)).filter(pl.col("Amount") != 0)
            parts.append(out.select("Job", "Date", label.alias("Entry"), pl.lit(name).alias("Element"), "Amount"))
    return pl.concat(parts)
