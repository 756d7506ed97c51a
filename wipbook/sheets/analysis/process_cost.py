"""Process Cost: cost by department, period and element, by weighted average: steps 2 to 5 of the production report."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.analysis.sums import row_sum
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _average(results: Results) -> pl.DataFrame:
    return results.process.average


SHEET = OutputSheet(
    name="Process Cost",
    order=256,
    title="Process cost",
    about="What the units of a department cost, by period and element: weighted average, as its jobs were relieved",
    source="Production report, steps 2 to 5; step 1 is on Process Units, first in first out on Process FIFO. Closing "
    "is the work in process of the jobs, to the cent (Process Jobs).",
    when_empty="hide",
    tables=(
        OutputTable(
            "ProcessCost",
            (
                OutputColumn("Department", Look.TEXT, width=16),
                OutputColumn("Period", Look.DATE, "Its last day", width=12),
                OutputColumn("Element", Look.TEXT, width=15),
                OutputColumn("Opening", Look.MONEY, width=13, total=True),
                OutputColumn("Added", Look.MONEY, width=13, total=True),
                OutputColumn("Moved", Look.MONEY, "From or to jobs", width=12, total=True),
                OutputColumn(
                    "To Account For", Look.MONEY, "Step 4", width=14, total=True,
                    formula=row_sum("ProcessCost", ("Opening", "Added", "Moved")),
                ),
                OutputColumn("Equivalent Units", Look.QUANTITY, "Step 2", width=13),
                OutputColumn("Unit Cost", Look.UNIT_COST, "Step 3", width=12),
                OutputColumn("Completed", Look.MONEY, "Step 5, with normal loss", width=14, total=True),
                OutputColumn("Abnormal Loss", Look.MONEY, "Step 5", width=12, total=True),
                OutputColumn("Other", Look.MONEY, "Late, expensed, by-products", width=13, total=True),
                OutputColumn(
                    "Closing", Look.MONEY, "Step 5, in process", width=14, total=True,
                    formula=row_sum("ProcessCost", ("To Account For",), ("Completed", "Abnormal Loss", "Other")),
                ),
            ),
            _average,
            key=("Department", "Period", "Element"),
            total_label="Total",
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
