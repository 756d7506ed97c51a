"""Process Units: units by department and period, to account for and accounted for: step 1 of the production report."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _sum(*names: str) -> str:
    return "=" + "+".join(f"ProcessUnits[[#This Row],[{name}]]" for name in names)


_DIFFERENCE = "=ROUND(ProcessUnits[[#This Row],[WIP FIFO]]-ProcessUnits[[#This Row],[WIP Average]],wip_places)"


def _units(results: Results) -> pl.DataFrame:
    return results.process.units


SHEET = OutputSheet(
    name="Process Units",
    order=258,
    title="Process units",
    about="Units to account for and accounted for by department and period",
    source="Production report, step 1. Started follows from the others; in process are units counted (sheet Units in "
    "Process), else the most that an element holds.",
    when_empty="hide",
    tables=(
        OutputTable(
            "ProcessUnits",
            (
                OutputColumn("Department", Look.TEXT, width=16),
                OutputColumn("Period", Look.DATE, "Its last day", width=12),
                OutputColumn("Opening Units", Look.QUANTITY, width=11),
                OutputColumn("Started", Look.QUANTITY, width=10),
                OutputColumn("To Account For", Look.QUANTITY, "Step 1", width=12,
                             formula=_sum("Opening Units", "Started")),
                OutputColumn("Completed", Look.QUANTITY, "Good", width=10),
                OutputColumn("Normal Loss", Look.QUANTITY, width=10),
                OutputColumn("Abnormal Loss", Look.QUANTITY, width=10),
                OutputColumn("In Process", Look.QUANTITY, "Whole units", width=10),
                OutputColumn("Accounted For", Look.QUANTITY, "Step 1", width=12,
                             formula=_sum("Completed", "Normal Loss", "Abnormal Loss", "In Process")),
                OutputColumn("WIP Average", Look.MONEY, "At its end", width=13),
                OutputColumn("WIP FIFO", Look.MONEY, width=13),
                OutputColumn("FIFO Difference", Look.MONEY, width=12, formula=_DIFFERENCE),
                OutputColumn("Note", Look.TEXT, width=36, wrap=True),
            ),
            _units,
            key=("Department", "Period"),
            shown=(
                "Department", "Period", "Opening Units", "Started", "To Account For", "Completed", "Normal Loss",
                "Abnormal Loss", "In Process", "Accounted For", "Note",
            ),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
