"""What is doubtful about contracts: no estimate of what they will cost, products that stand in stock at standard."""

from __future__ import annotations

import polars as pl

from wipbook.costing.charges.jobs import whole_budget
from wipbook.costing.prepare.movements import Prepared
from wipbook.costing.relief.contract_cost import over_time
from wipbook.costing.workings import Workings
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.methods import standard
from wipbook.schema.stock.movement_type import MovementType


def list_unestimated_contracts(workings: Workings) -> None:
    """Jobs whose revenue is earned over time and of which nothing says what they will cost: they earn their cost."""
    jobs = workings.table("Jobs").filter(
        over_time(workings.policy.revenue) & _in_progress() & (whole_budget() <= 0)
        & pl.col("Percent Complete").is_null()
    )
    told = pl.any_horizontal([
        pl.col(name).is_not_null() for name in workings.table("Estimates").columns
        if name.endswith(" to Complete") or name == "Percent Complete"
    ])
    rows = jobs.join(workings.table("Estimates").filter(told), on="Job", how="anti", maintain_order="left")
    workings.doubt(
        "Jobs", rows, "Revenue", "over time, and nothing says what the job will cost",
        "a row on Estimates (Cost to Complete), or a budget",
        "fill in one of them; until then the revenue earned is the cost, without profit",
    )


def list_unpriced_contracts(workings: Workings) -> None:
    """Jobs whose revenue is earned over time that have no price: whatever they cost is a loss."""
    unpriced = pl.col("Contract Price").fill_null(0) == 0
    rows = workings.table("Jobs").filter(over_time(workings.policy.revenue) & _in_progress() & unpriced)
    workings.doubt(
        "Jobs", rows, "Contract Price", "(blank)", "the price of a job whose revenue is earned over time",
        "fill in Contract Price; until then all that the job is expected to cost counts as a loss",
    )


def list_contract_goods_at_standard(workings: Workings, prepared: Prepared) -> None:
    """Completions of contracts whose product is valued at standard cost: they bring no cost, and stand at standard."""
    jobs = workings.table("Jobs").filter(over_time(workings.policy.revenue)).select("Job")
    made = prepared.materials.filter(pl.col("method_name") == standard.METHOD.name).select("Material")
    rows = workings.table("Movements").filter(pl.col("Type") == MovementType.COMPLETION).join(
        jobs, on="Job", how="semi", maintain_order="left"
    ).join(made, on="Material", how="semi", maintain_order="left")
    workings.doubt(
        "Movements", rows, "Material", [repr(material) for material in rows["Material"]],
        "a product that is not valued at standard cost, of a job whose revenue is earned over time: its cost is "
        "contract cost, and the goods are the customer's",
        "give it another Valuation Method (Specific, by lot), or another code; until then the goods stand in stock at "
        "standard cost, against the variance account",
    )


def _in_progress() -> pl.Expr:
    return pl.col("Status").is_in([JobStatus.PLANNED, JobStatus.RELEASED])
