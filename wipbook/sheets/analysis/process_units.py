"""Process Units: units by department and period, and the jobs behind them: step 1 of the production report."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.lookup import looked_up
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _sum(*names: str) -> str:
    return "=" + "+".join(f"ProcessUnits[[#This Row],[{name}]]" for name in names)


_DIFFERENCE = "=ROUND(ProcessUnits[[#This Row],[WIP FIFO]]-ProcessUnits[[#This Row],[WIP Average]],wip_places)"
_OF_JOB = "SUMIFS(JobCosts[WIP],JobCosts[Job],ProcessJobs[[#This Row],[Job]])"

_OFF = "=ROUND(ProcessJobs[[#This Row],[Closing]]-ProcessJobs[[#This Row],[Job Costs]],wip_places)"


def _units(results: Results) -> pl.DataFrame:
    return results.process.units


def _jobs(results: Results) -> pl.DataFrame:
    costs = results.job_costs.select("Job", pl.col("WIP").alias("Job Costs"))
    return looked_up(results.process.jobs, "Job", costs).with_columns(
        pl.col("Job Costs").fill_null(0)
    ).with_columns((pl.col("Closing") - pl.col("Job Costs")).alias("Difference"))


SHEET = OutputSheet(
    name="Process Units",
    order=257,
    title="Process units",
    about="Units to account for and accounted for by department and period, and the jobs of each department",
    source="Production report, step 1. Started follows from the others; in process are units counted (Units in "
    "Process), else the most that an element holds. Jobs: as of the as-of date.",
    when_empty="hide",
    tables=(
        OutputTable(
            "ProcessUnits",
            (
                OutputColumn("Department", Look.TEXT, width=16),
                OutputColumn("Period", Look.DATE, "Its last day", width=12),
                OutputColumn("Opening Units", Look.QUANTITY, width=12),
                OutputColumn("Started", Look.QUANTITY, width=12),
                OutputColumn("To Account For", Look.QUANTITY, "1", width=13,
                             formula=_sum("Opening Units", "Started")),
                OutputColumn("Completed", Look.QUANTITY, "Good", width=12),
                OutputColumn("Normal Loss", Look.QUANTITY, width=12),
                OutputColumn("Abnormal Loss", Look.QUANTITY, width=12),
                OutputColumn("In Process", Look.QUANTITY, "Whole units", width=12),
                OutputColumn("Accounted For", Look.QUANTITY, "1", width=13,
                             formula=_sum("Completed", "Normal Loss", "Abnormal Loss", "In Process")),
                OutputColumn("WIP Average", Look.MONEY, "At the period's end", width=14),
                OutputColumn("WIP FIFO", Look.MONEY, width=14),
                OutputColumn("FIFO Difference", Look.MONEY, width=14, formula=_DIFFERENCE, mark=Mark.NOT_ZERO),
                OutputColumn("Note", Look.TEXT, width=50, wrap=True),
            ),
            _units,
            key=("Department", "Period"),
        ),
        OutputTable(
            "ProcessJobs",
            (
                OutputColumn("Department", Look.TEXT, width=16),
                OutputColumn("Job", Look.CODE, width=14),
                OutputColumn("Material", Look.CODE, "Product", width=14),
                OutputColumn("In Process", Look.QUANTITY, "Whole units", width=12),
                OutputColumn("Known", Look.TEXT, "How", width=19),
                OutputColumn("Closing", Look.MONEY, "Of this report", width=15, total=True),
                OutputColumn("Job Costs", Look.MONEY, "WIP there", width=15, total=True, formula=f"={_OF_JOB}"),
                OutputColumn(
                    "Difference", Look.MONEY, "Must be 0", width=13, total=True, mark=Mark.NOT_ZERO,
                    formula=_OFF,
                ),
            ),
            _jobs,
            key=("Job",),
            first_column=16,
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
