"""Process FIFO: the same cost first in, first out, and what it differs by from the average that relieved the jobs."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.analysis.sums import row_sum
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _fifo(results: Results) -> pl.DataFrame:
    return results.process.fifo


SHEET = OutputSheet(
    name="Process FIFO",
    order=257,
    title="Process cost, first in first out",
    about="What the units of a department would cost first in, first out, and the difference to the books",
    source="Production report, steps 2 to 5, first in first out: each period begins with what it left in the one "
    "before. A memo: jobs are relieved by weighted average (Process Cost).",
    when_empty="hide",
    tables=(
        OutputTable(
            "ProcessFifo",
            (
                OutputColumn("Department", Look.TEXT, width=16),
                OutputColumn("Period", Look.DATE, width=12),
                OutputColumn("Element", Look.TEXT, width=15),
                OutputColumn("FIFO Opening", Look.MONEY, width=13, total=True),
                OutputColumn("FIFO Added", Look.MONEY, "With what was moved", width=13, total=True),
                OutputColumn("FIFO Units", Look.QUANTITY, "Step 2, of the period", width=13),
                OutputColumn("FIFO Unit Cost", Look.UNIT_COST, "Step 3", width=12),
                OutputColumn("From Opening", Look.MONEY, "Opening units, finished", width=14, total=True),
                OutputColumn("Through", Look.MONEY, "Started and completed", width=14, total=True),
                OutputColumn("FIFO Abnormal", Look.MONEY, "Step 5", width=12, total=True),
                OutputColumn("FIFO Other", Look.MONEY, "Step 5", width=13, total=True),
                OutputColumn(
                    "FIFO Closing", Look.MONEY, "Step 5, in process", width=14, total=True,
                    formula=row_sum("ProcessFifo", ("FIFO Opening", "FIFO Added"),
                                 ("From Opening", "Through", "FIFO Abnormal", "FIFO Other")),
                ),
                OutputColumn("Difference", Look.MONEY, "Closing less average", width=13, total=True),
            ),
            _fifo,
            key=("Department", "Period", "Element"),
            total_label="Total",
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
