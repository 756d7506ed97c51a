"""Jobs as costing needs them, and what they are charged from outside the stores."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.costing.charges.drivers import outside_activity
from wipbook.costing.charges.overhead import applied
from wipbook.costing.charges.pools import Pools
from wipbook.costing.prepare.movements import Prepared
from wipbook.costing.relief.contract_cost import over_time
from wipbook.costing.workings import Workings
from wipbook.ledger.tables import ROW
from wipbook.schema.jobs.cost_element import ELEMENTS, CostElement
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.fixed import multiply_divide
from wipbook.values.lookup import looked_up

MATERIAL, LABOR, OVERHEAD, SUBCONTRACT = (ELEMENTS.index(element.value) for element in CostElement)
CHARGE = {
    "Job": pl.String, "Date": pl.Date, "element": pl.Int64, "Component": pl.String, "Amount": pl.Int64,
    "Quantity": pl.Int64,
}
"""A charge: the material it is of where it is material, its amount in the smallest currency unit, and, of issues (+)
and returns (-), the quantity."""
OPENED = "\0opened"
"""Stands for the component of a charge that is work in process a job was opened with."""


def job_table(workings: Workings, prepared: Prepared) -> pl.DataFrame:
    """Jobs with number, level, plan, basis of relief, and the days they were done and are expensed (null: open).

    Columns: Job, job, Material, Department, level, Quantity, Released, basis, standard (of the product), planned_cost
    (the whole budget), done_day (finished; where no day is typed, that of the last output or charge, after the periods
    that were closed with the job open), expense_day, over_time (its cost is contract cost, no inventory).
    """
    policy = workings.policy
    table = looked_up(
        workings.table("Jobs"), "Material",
        prepared.materials.select("Material", pl.col("level").alias("_level"), "standard"),
    )
    table = looked_up(table, "Job", _levels(prepared), _last_days(workings))
    over = pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED])
    shut = pl.col("Status").is_in([JobStatus.CLOSED, JobStatus.CANCELLED])
    last = _after_the_close(workings, pl.coalesce("_last", pl.lit(policy.as_of)))
    budget, basis = whole_budget(), pl.coalesce("Relief Basis", pl.lit(policy.relief_basis))
    return table.with_row_index("job").select(
        "Job", pl.col("job").cast(pl.Int64), "Material", "Department",
        pl.min_horizontal("_level", "_made_level").fill_null(0).alias("level"), "Quantity", "Released",
        pl.when(unplanned(budget, pl.col("standard"), basis)).then(pl.lit("equivalent units")).otherwise(basis)
        .alias("basis"),
        pl.col("standard").fill_null(0), budget.alias("planned_cost"),
        pl.when(over).then(pl.coalesce("Finished", "Closed", last)).alias("done_day"),
        pl.when(shut).then(pl.coalesce("Closed", "Finished", last)).alias("expense_day"),
        over_time(policy.revenue).alias("over_time"),
    )


def _after_the_close(workings: Workings, day: pl.Expr) -> pl.Expr:
    """The end of a job that nobody dated: never in a period that was closed with the job open."""
    through = workings.closed.through
    if through is None:
        return day
    was_open = pl.col("Job").is_in(sorted(workings.closed.open_jobs))
    return pl.when(was_open & (day <= through)).then(pl.lit(through + dt.timedelta(days=1))).otherwise(day)


def whole_budget() -> pl.Expr:
    """What a row of Jobs may cost in all, 0 without a budget."""
    return pl.sum_horizontal([pl.col(f"Budget {element}").fill_null(0) for element in ELEMENTS])


def unplanned(budget: pl.Expr, standard: pl.Expr, basis: pl.Expr) -> pl.Expr:
    """Whether a job is to be relieved at a planned cost that nobody states."""
    return ((basis == "planned") & (budget <= 0) & (standard.fill_null(0) <= 0)).fill_null(False)


def _levels(prepared: Prepared) -> pl.DataFrame:
    """A job is relieved before the lowest of what it makes is costed."""
    made = prepared.rows.filter((pl.col("Type") == MovementType.COMPLETION) & pl.col("Job").is_not_null())
    return made.group_by("Job").agg(pl.col("level").min().alias("_made_level"))


def _last_days(workings: Workings) -> pl.DataFrame:
    """The day of the last output or charge of each job, in the whole workbook: an as-of day changes no other day."""
    dated = [
        workings.table(sheet).filter(pl.col("Job").is_not_null()).select("Job", "Date")
        for sheet in ("Movements", "Labor", "Machine Time")
    ]
    return pl.concat(dated).group_by("Job").agg(pl.col("Date").max().alias("_last"))


def outside_entries(
    workings: Workings, prepared: Prepared, pools: Pools, labor: pl.DataFrame, places: int
) -> dict[str, pl.DataFrame]:
    """What jobs are charged from outside the stores: labor, overhead on labor and machines, direct purchases, and what
    is moved between jobs. ``entries`` are charges; ``charged`` is the overhead by pool."""
    direct_labor = labor.filter(pl.col("Direct") != 0).select(
        "Job", "Date", pl.lit(LABOR).alias("element"), pl.col("Direct").alias("Amount")
    )
    sign = pl.when(pl.col("flipped")).then(-1).otherwise(1)
    signed = prepared.rows.filter(pl.col("Job").is_not_null()).with_columns(pl.col("quantity") * sign)
    charged = applied(pools, outside_activity(workings, pools, labor, signed), places)
    overhead = charged.select("Job", "Date", pl.lit(OVERHEAD).alias("element"), "Amount")
    entries = pl.concat([direct_labor, overhead, _moved(workings)], how="vertical_relaxed")
    return {"entries": pl.concat([as_charges(entries), _direct(prepared), _carried(prepared)]), "charged": charged}


def _direct(prepared: Prepared) -> pl.DataFrame:
    """What was bought for jobs is subcontract; what they were opened with is of the element that the opening names."""
    opening = pl.col("Type") == MovementType.OPENING
    said = prepared.rows.select("position", "Element")
    element = pl.coalesce("Element", pl.lit(ELEMENTS[MATERIAL])).replace_strict(
        {name: at for at, name in enumerate(ELEMENTS)}, return_dtype=pl.Int64
    )
    return as_charges(looked_up(direct_purchases(prepared), "position", said).select(
        "Job", "Date", pl.when(opening).then(element).otherwise(SUBCONTRACT).alias("element"),
        pl.when(opening).then(pl.lit(OPENED)).alias("Component"), "Amount",
    ))


def _carried(prepared: Prepared) -> pl.DataFrame:
    """What a job took in the workbook of an earlier year, material by material: issues (+), returns and what was taken
    back (-), and the cost that followed them."""
    rows = prepared.rows.filter(pl.col("carried") & (pl.col("Type") != MovementType.COMPLETION))
    sign = pl.when((pl.col("Type") == MovementType.RETURN_FROM_JOB) ^ pl.col("flipped")).then(-1).otherwise(1)
    return rows.select(
        "Job", "Date", pl.lit(MATERIAL).alias("element"), pl.col("Material").alias("Component"),
        (pl.col("value") * sign).alias("Amount"), (pl.col("quantity") * sign).alias("Quantity"),
    ).cast(CHARGE)  # type: ignore[arg-type]


def as_charges(entries: pl.DataFrame) -> pl.DataFrame:
    """``entries`` (Job, Date, element, Amount) as charges of no material."""
    blank = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in CHARGE.items() if name not in entries.columns]
    return entries.with_columns(blank).select(*CHARGE).cast(CHARGE)  # type: ignore[arg-type]


def direct_purchases(prepared: Prepared) -> pl.DataFrame:
    """What was bought for jobs, sent back or taken back: Job, Date, Type, position, Amount (signed).

    Goods sent back, or a receipt taken back, credit the job with what they came at: of the receipt they name, else of
    the job's receipts of the same document, else of the same material.
    """
    rows = prepared.rows.filter(pl.col("direct") & ~pl.col("carried"))
    back = (pl.col("Type") == MovementType.RETURN_TO_SUPPLIER) ^ pl.col("flipped")
    came = rows.filter(~back & (pl.col("Type") != MovementType.RETURN_TO_SUPPLIER))
    if rows.filter(back).is_empty():
        return rows.select("Job", "Date", "Type", "position", pl.col("value").alias("Amount"))
    sums = pl.col("value").sum().alias("_value"), pl.col("quantity").sum().alias("_quantity")
    amount = pl.when(back & (pl.col("value") > 0)).then(pl.col("value"))
    frame = rows.with_columns(pl.col("of").fill_null(-1))
    own = came.select(pl.col(ROW).cast(pl.Int64).alias("of"), pl.col("value").alias("_value_0"),
                      pl.col("quantity").alias("_quantity_0"))
    frame = looked_up(frame, "of", own)
    for number, keys in enumerate((["Job", "Material", "Document", "Line"], ["Job", "Material", "Document"],
                                   ["Job", "Material"]), 1):
        same = came.drop_nulls(keys).group_by(keys).agg(*sums).rename(
            {"_value": f"_value_{number}", "_quantity": f"_quantity_{number}"}
        )
        frame = looked_up(frame, keys, same)
    rates = [_part(frame, number) for number in range(4)]
    credit = pl.coalesce(amount, *rates, pl.lit(0))
    return frame.select(
        "Job", "Date", "Type", "position", pl.when(back).then(-credit).otherwise(pl.col("value")).alias("Amount")
    )


def _part(frame: pl.DataFrame, number: int) -> pl.Series:
    """What ``quantity`` of the goods came at, of so much for so many; null where none of them is known."""
    rows = frame.select(f"_value_{number}", "quantity", f"_quantity_{number}").iter_rows()
    return pl.Series([multiply_divide(value, part, of) if of else None for value, part, of in rows], dtype=pl.Int64)


def _moved(workings: Workings) -> pl.DataFrame:
    """Job Adjustments: what leaves one job and enters another; every row sums to zero."""
    rows = workings.table("Job Adjustments").filter(pl.col("Date") <= workings.policy.as_of)
    element = pl.col("Element").replace_strict({name: at for at, name in enumerate(ELEMENTS)}, return_dtype=pl.Int64)
    return pl.concat([
        rows.select(
            pl.col(job).alias("Job"), "Date", element.alias("element"), (pl.col("Amount") * sign).alias("Amount")
        )
        for job, sign in (("From Job", -1), ("To Job", 1))
    ])
