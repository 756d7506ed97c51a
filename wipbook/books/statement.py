"""Raw materials, work in process, finished goods: where each stood, what moved it, where it stands; and the ledger."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.stock.valuation import STAGE_OF_KIND, on_hand
from wipbook.costing.shown import into_jobs
from wipbook.costing.solution import Solution
from wipbook.ledger.ledger import Ledger
from wipbook.schema.ledger.statement_line import LINES, OPENING
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

STAGES = ("Raw Materials", "Work in Process", "Finished Goods")
GL_ROLE = {"Raw Materials": "Raw Materials", "WIP": "Work in Process", "Finished Goods": "Finished Goods"}

LINE_OF_TYPE = {
    "Opening": "Opening",
    "Receipt": "Purchases and landed cost",
    "Return to Supplier": "Returns to suppliers",
    "Issue": "Issued to jobs",
    "Return from Job": "Returned from jobs",
    "Completion": "Completed",
    "Shipment": "Shipped to customers",
    "Sales Return": "Returned by customers",
    "Scrap": "Scrapped",
    "Adjustment": "Adjustments and counts",
    "Count": "Adjustments and counts",
    "Transfer": "Adjustments and counts",
    "Revaluation": "Revaluations",
}
LINE_OF_ENTRY = {
    "Subcontract": "Direct purchases to jobs",
    "Labor": "Direct labor",
    "Overhead": "Overhead applied",
    "Completed": "Completed",
    "Scrapped": "Scrapped",
    "Expensed": "Expensed from closed jobs",
    "Late Cost": "Late cost of jobs",
    "Contract Cost": "Contract cost",
}
GONE = {"Revaluations": "Price differences", "Landed cost charges": "Price differences"}
"""Where the part of an event stands whose goods had been sold or lost; of others it stays on their own line."""


def statement(ledger: Ledger, solution: Solution, start: dt.date) -> pl.DataFrame:
    """The inventory statement from ``start`` to the as-of date, amounts in the smallest currency unit.

    Columns: Line, Raw Materials, Work in Process, Finished Goods. One row per line of ``LINES``; what enters a
    stage is positive. Opening holds all that happened before ``start`` and every Opening movement.
    """
    return lined(postings(solution).with_columns(
        pl.when(pl.col("Date") < start).then(pl.lit(OPENING)).otherwise(pl.col("Line")).alias("Line")
    ))


def lined(parts: pl.DataFrame) -> pl.DataFrame:
    """Amounts (Line, Stage, Amount) as a row per line of ``LINES`` and a column per stage."""
    sums = parts.group_by("Line", "Stage").agg(pl.col("Amount").sum()).pivot(on="Stage", index="Line", values="Amount")
    lines = looked_up(pl.DataFrame({"Line": LINES}), "Line", sums)
    missing = [pl.lit(0, dtype=pl.Int64).alias(stage) for stage in STAGES if stage not in lines.columns]
    return lines.with_columns(missing).with_columns(pl.col(*STAGES).fill_null(0)).select("Line", *STAGES)


def postings(solution: Solution) -> pl.DataFrame:
    """Every change of a stage's balance: Date, Line, Stage, Amount (+ = into the stage)."""
    return pl.concat([_stock_lines(solution), _event_lines(solution), _job_lines(solution)])


def subledger(solution: Solution) -> dict[str, int]:
    """Closing balance of each stage as the subledgers have it: stock layers and job sheets."""
    stock = on_hand(solution).group_by("Stage").agg(pl.col("Value").sum())
    found = dict(stock.iter_rows())
    found["Work in Process"] = int(solution.job_entries["Amount"].sum())
    return {stage: int(found.get(stage, 0)) for stage in STAGES}


def general_ledger(ledger: Ledger) -> dict[str, int | None]:
    """Balance of each stage in GL Accounts at the as-of date; None where the ledger has no such account.

    Each account's latest period up to the as-of date counts: Opening + Debit - Credit.
    """
    accounts = ledger.table("GL Accounts").filter(pl.col("Period") <= ledger.policy.as_of)
    latest = accounts.sort("Period").group_by("Account").last()
    balance = pl.col("Opening") + pl.col("Debit") - pl.col("Credit")
    by_role = dict(latest.group_by("Role").agg(balance.sum()).iter_rows())
    return {stage: by_role.get(role) for role, stage in GL_ROLE.items()}


def month_end_balances(ledger: Ledger, solution: Solution, months: int = 12) -> pl.DataFrame:
    """Balances of the three stages at the last ``months`` month ends up to the as-of date: Month, then stages."""
    as_of = ledger.policy.as_of
    ends: list[dt.date] = []
    day = as_of
    for _ in range(months):
        ends.append(day)
        day = day.replace(day=1) - dt.timedelta(days=1)
    ends.reverse()
    daily = postings(solution).group_by("Date", "Stage").agg(pl.col("Amount").sum())
    rows = []
    for end in ends:
        sums = dict(daily.filter(pl.col("Date") <= end).group_by("Stage").agg(pl.col("Amount").sum()).iter_rows())
        rows.append((end, *(int(sums.get(stage, 0)) for stage in STAGES)))
    schema = {"Month": pl.Date, **dict.fromkeys(STAGES, pl.Int64)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _stock_lines(solution: Solution) -> pl.DataFrame:
    """Stock movements as Date, Line, Stage, Amount; issues and returns also as the job's side."""
    moves = looked_up(solution.movements, "material", solution.materials.select("material", "Kind")).with_columns(
        pl.col("Kind").replace_strict(STAGE_OF_KIND, return_dtype=pl.String).alias("Stage"),
        pl.col("Type").replace_strict(LINE_OF_TYPE, return_dtype=pl.String).alias("Line"),
        (pl.col("value_in") - pl.col("value_out")).alias("Amount"),
    )
    own = moves.select("Date", "Line", "Stage", "Amount")
    to_jobs = moves.filter(pl.col("Type").is_in([MovementType.ISSUE, MovementType.RETURN_FROM_JOB])).select(
        "Date", "Line", pl.lit("Work in Process").alias("Stage"), -pl.col("Amount")
    )
    varied = moves.filter(pl.col("variance") != 0).select(
        "Date", pl.lit("Standard cost variance").alias("Line"), "Stage", -pl.col("variance").alias("Amount")
    )
    opened = moves.filter(pl.col("direct") & (pl.col("Type") == MovementType.OPENING)).select(
        "Date", pl.lit(OPENING).alias("Line"), pl.lit("Work in Process").alias("Stage"),
        pl.col("value").alias("Amount"),
    )
    told = carried_material(moves).select(
        "Date", pl.lit(OPENING).alias("Line"), pl.lit("Work in Process").alias("Stage"), "Amount"
    )
    return pl.concat([own, to_jobs, varied, opened, told])


def carried_material(moves: pl.DataFrame) -> pl.DataFrame:
    """Of costed movements what jobs took in the workbook of an earlier year, with ``Amount`` (+ = into the job)."""
    rows = moves.filter(pl.col("carried") & (pl.col("Type") != MovementType.COMPLETION))
    back = (pl.col("Type") == MovementType.RETURN_FROM_JOB) ^ pl.col("flipped")
    return rows.with_columns((pl.when(back).then(-1).otherwise(1) * pl.col("value")).alias("Amount"))


def _event_lines(solution: Solution) -> pl.DataFrame:
    """What came without quantity, and what of it (or of the price of what had been short) went on with the goods."""
    stage = solution.materials.select(
        "material", pl.col("Kind").replace_strict(STAGE_OF_KIND, return_dtype=pl.String).alias("Stage")
    )
    events = looked_up(solution.events, "material", stage)
    # a typed revaluation is a movement, and stands on its line already
    came = events.filter((pl.col("position") < 0) & (pl.col("value_in") != 0)).select(
        "Date", "Line", "Stage", pl.col("value_in").alias("Amount")
    )
    varied = events.filter((pl.col("position") < 0) & (pl.col("variance") != 0)).select(
        "Date", pl.lit("Standard cost variance").alias("Line"), "Stage", -pl.col("variance").alias("Amount")
    )
    went = looked_up(went_to_jobs(solution), "material", stage)
    into = pl.col("Into Job")
    left = went.select(
        "Date", pl.when(into).then(pl.col("Line")).otherwise(pl.col("Line").replace(GONE)).alias("Line"), "Stage",
        -pl.col("Amount"),
    )
    arrived = went.filter(into).select("Date", "Line", pl.lit("Work in Process").alias("Stage"), "Amount")
    return pl.concat([came, varied, left, arrived])


def went_to_jobs(solution: Solution) -> pl.DataFrame:
    """``carried`` with the type of the movement the cost went on to, and whether that was into a job."""
    kinds = solution.movements.select(pl.col("position").alias("to"), "Type", "Job")
    frame = looked_up(solution.carried, "to", kinds)
    return frame.with_columns(into_jobs().alias("Into Job"))


def _job_lines(solution: Solution) -> pl.DataFrame:
    entries = solution.job_entries.filter(pl.col("Entry") != "Material")
    return entries.select(
        "Date",
        pl.col("Entry").replace_strict(LINE_OF_ENTRY, return_dtype=pl.String).alias("Line"),
        pl.lit("Work in Process").alias("Stage"),
        "Amount",
    )
