"""What is doubtful about jobs: ends without a day, progress nobody told, products nobody named, plans nobody made."""

from __future__ import annotations

import polars as pl

from wipbook.costing.charges.jobs import unplanned, whole_budget
from wipbook.costing.prepare.movements import Prepared
from wipbook.costing.relief.outputs import BY_PRODUCT
from wipbook.costing.workings import Workings
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.columns import HUNDRED_PERCENT
from wipbook.values.fixed import cell_text


def list_undated_ends(workings: Workings) -> None:
    """Jobs that are said to be finished or closed on no day: they count as done on their last output or charge."""
    table = workings.table("Jobs")
    ended = pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED])
    rows = table.filter(ended & pl.col("Finished").is_null() & pl.col("Closed").is_null())
    workings.doubt(
        "Jobs", rows, "Finished", "(blank)", "the day the job was finished",
        "fill in Finished; until then it counts as done on the day of its last output or charge",
    )


def list_guesses(workings: Workings, basis: pl.DataFrame) -> None:
    """Jobs relieved although nothing says what unfinished units hold already: none of it counts as in process."""
    guessed = basis.filter(pl.col("Guessed").is_not_null()).select("Job", "Guessed")
    rows = workings.table("Jobs").join(guessed, on="Job", how="inner", maintain_order="left")
    workings.doubt(
        "Jobs", rows, "Percent Complete", [f"nothing that says how much {what} is in process" for what in
                                           rows["Guessed"]],
        "a bill of material, planned hours, a budget or a report on the sheet Estimates",
        "fill in one of them; until then what was charged goes to the units that were made",
    )


def list_undeclared_outputs(workings: Workings) -> None:
    """Completions of something else than the job makes that the sheet Outputs does not name: co-products, or typed
    wrong."""
    jobs = workings.table("Jobs").select("Job", pl.col("Material").alias("Product"))
    made = workings.table("Movements").filter(pl.col("Type") == MovementType.COMPLETION)
    other = made.join(jobs, on="Job", how="inner", maintain_order="left").filter(
        pl.col("Material") != pl.col("Product")
    )
    known = workings.table("Outputs").select("Product", pl.col("Output").alias("Material"))
    rows = other.join(known, on=["Product", "Material"], how="anti", maintain_order="left")
    workings.doubt(
        "Movements", rows, "Material", [repr(material) for material in rows["Material"]],
        "the material the job makes, or one that the sheet Outputs says comes with it",
        "correct the material or the job, or name it on Outputs; it was costed as a co-product",
    )


def list_missing_plans(workings: Workings, prepared: Prepared) -> None:
    """Jobs to be relieved at planned cost that have no budget, of products without a standard cost."""
    jobs = workings.table("Jobs").join(
        prepared.materials.select("Material", "standard"), on="Material", how="left", maintain_order="left"
    )
    basis = pl.coalesce("Relief Basis", pl.lit(workings.policy.relief_basis))
    rows = jobs.filter(unplanned(whole_budget(), pl.col("standard"), basis))
    workings.doubt(
        "Jobs", rows, "Relief Basis", "planned", "a budget of the job, or a standard cost of its product",
        "fill in the budget; until then it is relieved on equivalent units",
    )


def list_unshared_costs(workings: Workings) -> None:
    """Outputs that the Joint Cost Basis cannot weigh: their jobs share the cost by something else."""
    basis = workings.policy.joint_cost_basis
    outputs = workings.table("Outputs").filter(pl.col("Kind").fill_null("") != BY_PRODUCT)
    if basis == "percent":
        whole = pl.col("Cost Share %").fill_null(0).sum().over("Product")
        rows = outputs.filter((whole >= HUNDRED_PERCENT) | pl.col("Cost Share %").is_null())
        workings.doubt(
            "Outputs", rows, "Cost Share %", [cell_text(share or 0) for share in rows["Cost Share %"]],
            "a share, all of a product below 100 %: the product has the rest", "correct the shares; until then cost is "
            "shared by sales value",
        )
        return
    if basis == "quantity":
        return
    jobs = workings.table("Jobs").select("Job", pl.col("Material").alias("Product"))
    made = workings.table("Movements").filter(pl.col("Type") == MovementType.COMPLETION).join(jobs, on="Job")
    by_product = workings.table("Outputs").filter(pl.col("Kind") == BY_PRODUCT).select(
        "Product", pl.col("Output").alias("Material")
    )
    made = made.select("Job", "Product", "Material").unique().join(by_product, on=["Product", "Material"], how="anti")
    several = made.filter((pl.col("Material") != pl.col("Product")).any().over("Job"))
    price = pl.col("Selling Price").fill_null(0)
    if basis == "NRV":
        price = price - pl.col("Completion Cost").fill_null(0) - pl.col("Selling Cost").fill_null(0)
    rows = workings.table("Materials").filter(price <= 0).join(
        several.select("Material").unique(), on="Material", how="semi", maintain_order="left"
    )
    workings.doubt(
        "Materials", rows, "Selling Price", [cell_text(each or 0) for each in rows["Selling Price"]],
        f"a {basis} above zero, by which its jobs share their cost (Settings: Joint Cost Basis)",
        "fill in Selling Price, or choose another basis; until then cost is shared by what a unit was bought at",
    )
