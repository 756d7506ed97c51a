"""Analysis: the cube of the books, one tidy table for pivots and for programs that read it."""

from __future__ import annotations

import polars as pl

from wipbook.books.analysis.cube.cube import on_sheet, summed_up
from wipbook.books.results import Results
from wipbook.port.tables import CellValue, Formula
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

NOTE = "analysis_note"


def _rows(results: Results) -> pl.DataFrame:
    return on_sheet(results)


def _note(results: Results) -> dict[str, CellValue | Formula]:
    gone = summed_up(results)
    note = f"Summed up over each {', '.join(gone)}, or the table would be too long. wipbook export writes all rows."
    return {NOTE: note if gone else ""}


SHEET = OutputSheet(
    name="Analysis",
    order=214,
    title="Analysis",
    about="What happened by month, stage, product, customer, job, work center and element, for pivots",
    source="From what was posted and booked: the months of the report, and the twelve before its end. Rows of one "
    "Measure add up; divide sums for ratios. Reported = This period is what the Statement shows.",
    when_empty="hide",
    named={NOTE: "A5"},
    cells=_note,
    tables=(
        OutputTable(
            "Analysis",
            (
                OutputColumn("Period", Look.DATE, "First day of the month", width=12),
                OutputColumn("Reported", Look.TEXT, "This period or Earlier", width=13),
                OutputColumn("Stage", Look.TEXT, width=15),
                OutputColumn("Family", Look.TEXT, "Of Materials", width=14),
                OutputColumn("Product", Look.CODE, width=13),
                OutputColumn("Product Class", Look.TEXT, "ABC by cost, XYZ by evenness", width=10),
                OutputColumn("Customer", Look.CODE, width=11),
                OutputColumn("Job", Look.CODE, width=12),
                OutputColumn("Work Center", Look.CODE, "Where known", width=11),
                OutputColumn("Element", Look.TEXT, width=12),
                OutputColumn("Measure", Look.TEXT, width=24),
                OutputColumn("Amount", Look.QUANTITY, "In Unit", width=16),
                OutputColumn("Unit", Look.TEXT, width=14),
                OutputColumn("Customer Class", Look.TEXT, width=11, detail=True),
                OutputColumn("Center Class", Look.TEXT, width=11, detail=True),
            ),
            _rows,
            key=("Period", "Reported", "Stage", "Product", "Customer", "Job", "Work Center", "Element", "Measure"),
            shown=(
                "Period", "Stage", "Family", "Product", "Customer", "Job", "Work Center", "Element", "Measure",
                "Amount", "Unit",
            ),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
