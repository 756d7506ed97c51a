"""Close-Out: every finished job with what it cost, where it went, what is left, and how good its estimate was."""

from __future__ import annotations

import polars as pl

from wipbook.books.jobs.close_out import close_out
from wipbook.books.results import Results
from wipbook.sheets.analysis.sums import row_sum
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER, SHOP

_OF = "CloseOut[[#This Row],[{}]]"
_OVER = f'=IF({_OF.format("Estimate")}="","",ROUND({_OF.format("Cost In")}-{_OF.format("Estimate")},wip_places))'
_SHARE = (f'=IF({_OF.format("Over Estimate")}="","",IF({_OF.format("Estimate")}=0,"",'
          f'ROUND({_OF.format("Over Estimate")}/{_OF.format("Estimate")},6)))')


def _rows(results: Results) -> pl.DataFrame:
    return close_out(results)


SHEET = OutputSheet(
    name="Close-Out",
    order=253,
    title="Close-out of jobs",
    about="Finished jobs: cost in, where it went, what is left, estimate, causes, what stands against it",
    source="Residue: cost in less what left; ties to Job Costs. Estimate: budget with approved changes, for what was "
    "made. Causes: of the whole life of a job.",
    when_empty="hide",
    tables=(
        OutputTable(
            "CloseOut",
            (
                OutputColumn("Job", Look.CODE, width=10),
                OutputColumn("Product", Look.CODE, width=10),
                OutputColumn("Product Name", Look.TEXT, width=18),
                OutputColumn("Status", Look.TEXT, width=9),
                OutputColumn("Cost In", Look.MONEY, "All charged", width=12, total=True),
                OutputColumn("To Finished Goods", Look.MONEY, "With late cost", width=12, total=True),
                OutputColumn("To Expense", Look.MONEY, "Or contract cost", width=12, total=True),
                OutputColumn(
                    "Residue", Look.MONEY, "Still in process", width=12, total=True, mark=Mark.NOT_ZERO,
                    formula=row_sum("CloseOut", ("Cost In",), ("To Finished Goods", "To Expense")),
                ),
                OutputColumn("Over Estimate", Look.MONEY, "+ = over", width=11, mark=Mark.ABOVE_ZERO, formula=_OVER),
                OutputColumn("Over %", Look.SHARE, width=8, formula=_SHARE),
                OutputColumn("By Cause", Look.TEXT, "Largest variances", width=24, wrap=True),
                OutputColumn("Days Late", Look.COUNT, "- = early", width=8, mark=Mark.ABOVE_ZERO),
                OutputColumn("Against Closing", Look.TEXT, "Blank = closed", width=20, wrap=True),
                OutputColumn("Made", Look.QUANTITY, width=10, detail=True),
                OutputColumn("Quantity", Look.QUANTITY, "Planned", width=10, detail=True),
                OutputColumn("Estimate", Look.MONEY, "For what was made", width=14, detail=True),
                OutputColumn("Variance", Look.MONEY, "+ = unfavorable", width=13, detail=True),
                OutputColumn("After Finish", Look.MONEY, "Of cost in", width=12, detail=True),
                OutputColumn("Contract Cost", Look.MONEY, "Of To Expense", width=13, detail=True),
                OutputColumn("Estimator", Look.TEXT, width=12, detail=True),
                OutputColumn("Description", Look.TEXT, width=28, detail=True),
                OutputColumn("Customer", Look.CODE, width=11, detail=True),
                OutputColumn("Customer Name", Look.TEXT, width=24, detail=True),
                OutputColumn("Due", Look.DATE, width=12, detail=True),
                OutputColumn("Finished", Look.DATE, width=12, detail=True),
                OutputColumn("Closed", Look.DATE, width=12, detail=True),
            ),
            _rows,
            key=("Job",),
        ),
    ),
    roles=(CONTROLLER, SHOP, AUDITOR),
)
