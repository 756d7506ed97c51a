"""Jobs whose revenue is earned over time: their cost is contract cost at every period's end, and what they make has
quantity without value."""

from __future__ import annotations

import numpy as np
import polars as pl

from wipbook.costing.prepare.movements import Prepared
from wipbook.costing.relief.periods import Periods
from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.jobs.revenue import Revenue
from wipbook.schema.stock.movement_type import MovementType

CONTRACT_COST = "Contract Cost"
"""The entry by which cost leaves such a job."""
OVER_TIME = "revenue over time"
"""What stands for such a job in place of how its units in process are known."""


def expensed_as_incurred(
    prepared: Prepared, periods: Periods, jobs: pl.DataFrame, charges: pl.DataFrame, value: np.ndarray
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The job entries (Job, Date, Entry, Element, Amount, signed as they change the job) of ``jobs`` (``job_table``)
    with their ``charges``, and how each is relieved (Job, Relief Basis, In Process, Guessed).

    The customer controls the work as it is done, so that it is no inventory: the balance of each job at a period's end
    is contract cost on that day (IFRS 15.98, ASC 340-40-25-8), element by element, to the last cent. Completions, and
    lots taken back, get no ``value``: what they bring into the stores is the customer's already.
    """
    element = pl.col("element").replace_strict(dict(enumerate(ELEMENTS)), return_dtype=pl.String)
    charged = charges.join(jobs.select("Job"), on="Job", how="semi").select(
        "Job", "Date", element.alias("Entry"), element.alias("Element"), "Amount"
    )
    ends = periods.ends[periods.of(charged["Date"].to_physical().to_numpy())]
    spent = charged.with_columns(pl.Series("Date", ends.astype(np.int32)).cast(pl.Date)).group_by(
        "Job", "Date", "Element"
    ).agg(-pl.col("Amount").sum()).filter(pl.col("Amount") != 0).sort("Job", "Date", "Element")
    left = spent.with_columns(pl.lit(CONTRACT_COST).alias("Entry")).select(charged.columns)
    made = prepared.rows.join(jobs.select("Job"), on="Job", how="semi").filter(
        pl.col("Type") == MovementType.COMPLETION
    )
    value[made["position"].to_numpy()] = 0
    basis = jobs.select(
        "Job", pl.lit(OVER_TIME).alias("Relief Basis"), pl.lit(0, dtype=pl.Int64).alias("In Process"),
        pl.lit(None, dtype=pl.String).alias("Guessed"),
    )
    return pl.concat([charged, left]), basis


def over_time(revenue: str) -> pl.Expr:
    """Whether a row of Jobs earns its revenue over time; ``revenue`` is the setting."""
    return pl.coalesce("Revenue", pl.lit(revenue)) == Revenue.OVER_TIME
