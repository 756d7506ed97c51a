"""The pools a job's cost lies in: each component of its bill, other material, labor, overhead, subcontract."""

from __future__ import annotations

import polars as pl

from wipbook.costing.kernel.job_relief import ELEMENT_COUNT
from wipbook.costing.workings import Workings
from wipbook.schema.jobs.cost_element import ELEMENTS, CostElement
from wipbook.values.columns import HUNDRED_PERCENT
from wipbook.values.lookup import looked_up

MATERIAL, LABOR, OVERHEAD, SUBCONTRACT = (ELEMENTS.index(element.value) for element in CostElement)
TAKEN_BACK = 0
OTHER = ELEMENT_COUNT
"""The first pools of a job are, per element, what lots taken back brought into it; then come material that is not on
the bill, labor, overhead, subcontract; then the components of the bill."""
FIRST_COMPONENT = 2 * ELEMENT_COUNT


def bill_of_jobs(workings: Workings, jobs: pl.DataFrame) -> pl.DataFrame:
    """Job number, component and what one unit needs of it: job, Component, Per (millionths, normal loss included).

    A bill is that of the day the job was released, else of its first charge (``bill_day`` of ``jobs``): a later bill
    changes no job that is under way.
    """
    bill = workings.table("Bill of Materials").select(
        pl.col("Product").alias("Material"), "Component", "From", "To",
        (pl.col("Quantity Per") + pl.col("Quantity Per") * pl.col("Scrap %").fill_null(0) // HUNDRED_PERCENT)
        .alias("Per"),
    )
    wanted = jobs.select("job", "Material", "bill_day").join(bill, on="Material", how="inner")
    valid = (pl.col("From") <= pl.col("bill_day")).fill_null(True) & (pl.col("To") >= pl.col("bill_day")).fill_null(
        True
    )
    return wanted.filter(valid).group_by("job", "Component").agg(pl.col("Per").sum()).sort("job", "Component")


def with_made_goods(bill: pl.DataFrame, charges: pl.DataFrame, counted: list[int], made: pl.Series) -> pl.DataFrame:
    """``bill`` with the made goods that jobs whose unfinished units are counted draw without a bill: they have a pool
    of their own, as they are whole from the start (Per 0: not on the bill)."""
    drawn = charges.filter(
        pl.col("job").is_in(counted) & (pl.col("element") == MATERIAL) & pl.col("Component").is_in(made.implode())
    ).select("job", "Component").unique()
    if drawn.is_empty():
        return bill
    more = drawn.join(bill, on=["job", "Component"], how="anti").with_columns(pl.lit(0, dtype=pl.Int64).alias("Per"))
    return pl.concat([bill, more.select(bill.columns)]).sort("job", "Component")


def with_pools(charges: pl.DataFrame, bill: pl.DataFrame) -> pl.DataFrame:
    """``charges`` (job, element, Component) with ``pool``, its number within the job."""
    numbered = bill.with_columns(
        (pl.int_range(pl.len()).over("job") + FIRST_COMPONENT).cast(pl.Int64).alias("_pool")
    )
    charges = looked_up(charges, ["job", "Component"], numbered.select("job", "Component", "_pool"))
    on_bill = (pl.col("element") == MATERIAL) & pl.col("_pool").is_not_null()
    return charges.with_columns(
        pl.when(on_bill).then(pl.col("_pool")).otherwise(pl.col("element") + OTHER).cast(pl.Int64).alias("pool")
    ).drop("_pool")
