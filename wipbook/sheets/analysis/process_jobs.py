"""Process Jobs: which jobs a department is, and that the report holds their work in process."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.analysis.sums import row_sum
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.lookup import looked_up
from wipbook.values.user_role import AUDITOR, CONTROLLER

_OF_JOB = "=SUMIFS(JobCosts[WIP],JobCosts[Job],ProcessJobs[[#This Row],[Job]])"
_DIFFERENCE = row_sum("ProcessJobs", ("Closing",), ("Job Costs",))


def _jobs(results: Results) -> pl.DataFrame:
    costs = results.job_costs.select("Job", pl.col("WIP").alias("Job Costs"))
    return looked_up(results.process.jobs, "Job", costs).with_columns(
        pl.col("Job Costs").fill_null(0)
    ).with_columns((pl.col("Closing") - pl.col("Job Costs")).alias("Difference"))


SHEET = OutputSheet(
    name="Process Jobs",
    order=259,
    title="Jobs of departments",
    about="The jobs that each department of Process Cost consists of, as of the as-of date, tied to Job Costs",
    source="A job belongs to the Department that the sheet Jobs names. Closing is what Process Cost has of the job.",
    when_empty="hide",
    tables=(
        OutputTable(
            "ProcessJobs",
            (
                OutputColumn("Department", Look.TEXT, width=16),
                OutputColumn("Job", Look.CODE, width=14),
                OutputColumn("Material", Look.CODE, "Product", width=14),
                OutputColumn("In Process", Look.QUANTITY, "Whole units", width=12),
                OutputColumn("Known", Look.TEXT, "How", width=19),
                OutputColumn("Closing", Look.MONEY, "Of this report", width=15, total=True),
                OutputColumn("Job Costs", Look.MONEY, "WIP there", width=15, total=True, formula=_OF_JOB),
                OutputColumn(
                    "Difference", Look.MONEY, "Must be 0", width=13, total=True, mark=Mark.NOT_ZERO,
                    formula=_DIFFERENCE,
                ),
            ),
            _jobs,
            key=("Job",),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
