"""Job Costs: the cost sheet of every job, to date."""

from __future__ import annotations

import polars as pl

from wipbook.books.jobs.job_costs import COSTS, RELIEFS
from wipbook.books.jobs.job_goals import goals_of
from wipbook.books.results import Results
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.lookup import looked_up
from wipbook.values.user_role import AUDITOR, CONTROLLER, SHOP


def _sum(*names: str) -> str:
    return "+".join(f"JobCosts[[#This Row],[{name}]]" for name in names)


_TOTAL = f"={_sum(*COSTS)}"
# Rounded: floats that cancel leave a trace, and a job with a trace of cost would count as in process.
_RELIEVED = "-".join(f"JobCosts[[#This Row],[{name}]]" for name in RELIEFS)
_WIP = f"=ROUND({_sum('Total Cost')}-{_RELIEVED},wip_places)"
_VARIANCE = f"=IF({_sum('Budget')}=0,0,{_sum('Total Cost')}-{_sum('Budget')})"


def _margin(cost: str) -> str:
    price, less = (f"JobCosts[[#This Row],[{name}]]" for name in ("Price", cost))
    return f'=IF({price}="","",IF({less}="","",ROUND({price}-{less},wip_places)))'


def _rows(results: Results) -> pl.DataFrame:
    late = (pl.col("Due") < results.policy.as_of) & pl.col("Status").is_in([JobStatus.PLANNED, JobStatus.RELEASED])
    return results.job_costs.with_columns(
        pl.sum_horizontal(COSTS).alias("Total Cost"), late.fill_null(False).alias("Late")
    ).with_columns(
        pl.when(pl.col("Budget") == 0).then(0).otherwise(pl.col("Total Cost") - pl.col("Budget")).alias("Over Budget")
    ).pipe(looked_up, "Job", goals_of(results))


SHEET = OutputSheet(
    name="Job Costs",
    order=250,
    title="Job costs",
    about="What each job has cost, what has left it, what is still in process",
    source="From Movements, Labor, Machine Time and Overhead. WIP ties to the Roll-Forward and the Statement.",
    tables=(
        OutputTable(
            "JobCosts",
            (
                OutputColumn("Job", Look.CODE, width=12),
                OutputColumn("Description", Look.TEXT, width=25),
                OutputColumn("Customer", Look.CODE, width=11),
                OutputColumn("Material", Look.CODE, "Product", width=13),
                OutputColumn("Status", Look.TEXT, width=11),
                OutputColumn("Due", Look.DATE, width=12),
                OutputColumn("Late", Look.FLAG, width=9, mark=Mark.TRUE_IS_LATE),
                OutputColumn("Quantity", Look.QUANTITY, "To be made", width=11),
                OutputColumn("Completed Quantity", Look.QUANTITY, "Made so far", width=12),
                OutputColumn("Material Cost", Look.MONEY, width=14, total=True),
                OutputColumn("Labor Cost", Look.MONEY, width=14, total=True),
                OutputColumn("Overhead Cost", Look.MONEY, width=14, total=True),
                OutputColumn("Subcontract Cost", Look.MONEY, width=14, total=True),
                OutputColumn("Total Cost", Look.MONEY, width=15, total=True, formula=_TOTAL),
                OutputColumn("Completed", Look.MONEY, "To finished goods", width=15, total=True),
                OutputColumn("Scrapped", Look.MONEY, width=13, total=True),
                OutputColumn("Expensed", Look.MONEY, "Left at close", width=13, total=True),
                OutputColumn("Late Cost", Look.MONEY, "Followed the lots", width=13, total=True),
                OutputColumn("Contract Cost", Look.MONEY, "Revenue over time", width=14, total=True),
                OutputColumn(
                    "WIP",
                    Look.MONEY,
                    "Still in process",
                    width=15,
                    total=True,
                    formula=_WIP,
                ),
                OutputColumn("In Process", Look.QUANTITY, "Units begun, not made", width=12),
                OutputColumn("Relief Basis", Look.TEXT, "How that is known", width=26),
                OutputColumn("Budget", Look.MONEY, width=14, total=True),
                OutputColumn("Over Budget", Look.MONEY, "+ = over", width=14, formula=_VARIANCE, mark=Mark.ABOVE_ZERO),
                OutputColumn("Customer Name", Look.TEXT, width=24),
                OutputColumn("Price", Look.MONEY, "With approved changes", width=15, total=True),
                OutputColumn("Estimate at Completion", Look.MONEY, "What it will have cost", width=15, total=True),
                OutputColumn("Margin Now", Look.MONEY, "Price less cost so far", width=14, mark=Mark.BELOW_ZERO,
                             formula=_margin("Total Cost")),
                OutputColumn("Margin at Completion", Look.MONEY, width=14, mark=Mark.BELOW_ZERO,
                             formula=_margin("Estimate at Completion")),
                OutputColumn("Carrying Cost", Look.MONEY, "Memo: of waiting; no cost", width=14, total=True),
            ),
            _rows,
            key=("Job",),
            shown=(
                "Job", "Description", "Customer Name", "Status", "Due", "Late", "Material Cost", "Labor Cost",
                "Overhead Cost", "Total Cost", "WIP", "Budget", "Over Budget",
            ),
        ),
    ),
    roles=(CONTROLLER, SHOP, AUDITOR),
    tabs=(CONTROLLER,),
)
