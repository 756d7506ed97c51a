"""Process Cost: cost by department, period and element, weighted average and FIFO: steps 2 to 5."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _sum(table: str, plus: tuple[str, ...], minus: tuple[str, ...] = ()) -> str:
    cells = "+".join(f"{table}[[#This Row],[{name}]]" for name in plus)
    return f"=ROUND({cells}{''.join(f'-{table}[[#This Row],[{name}]]' for name in minus)},wip_places)"


def _average(results: Results) -> pl.DataFrame:
    return results.process.average


def _fifo(results: Results) -> pl.DataFrame:
    return results.process.fifo


SHEET = OutputSheet(
    name="Process Cost",
    order=256,
    title="Process cost",
    about="What the units of a department cost, by period and element: weighted average, FIFO beside it",
    source="Production report, steps 2 to 5; step 1 is on Process Units. Jobs are relieved by weighted average (left), "
    "which has their work in process to the cent; FIFO (right) is what the other order would leave.",
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
                    "To Account For", Look.MONEY, "4", width=14, total=True,
                    formula=_sum("ProcessCost", ("Opening", "Added", "Moved")),
                ),
                OutputColumn("Equivalent Units", Look.QUANTITY, "2", width=13),
                OutputColumn("Unit Cost", Look.UNIT_COST, "3", width=12),
                OutputColumn("Completed", Look.MONEY, "5 with normal loss", width=14, total=True),
                OutputColumn("Abnormal Loss", Look.MONEY, "5", width=12, total=True),
                OutputColumn("Other", Look.MONEY, "5 late, expensed, by-products", width=13, total=True),
                OutputColumn(
                    "Closing", Look.MONEY, "5 in process", width=14, total=True,
                    formula=_sum("ProcessCost", ("To Account For",), ("Completed", "Abnormal Loss", "Other")),
                ),
            ),
            _average,
            key=("Department", "Period", "Element"),
            total_label="Weighted average",
        ),
        OutputTable(
            "ProcessFifo",
            (
                OutputColumn("Department", Look.TEXT, width=16),
                OutputColumn("Period", Look.DATE, width=12),
                OutputColumn("Element", Look.TEXT, width=15),
                OutputColumn("FIFO Opening", Look.MONEY, width=13, total=True),
                OutputColumn("FIFO Added", Look.MONEY, "With what was moved", width=13, total=True),
                OutputColumn("FIFO Units", Look.QUANTITY, "2 of the period", width=13),
                OutputColumn("FIFO Unit Cost", Look.UNIT_COST, "3", width=12),
                OutputColumn("From Opening", Look.MONEY, "5 opening units, finished", width=14, total=True),
                OutputColumn("Through", Look.MONEY, "5 started and completed", width=14, total=True),
                OutputColumn("FIFO Abnormal", Look.MONEY, "5", width=12, total=True),
                OutputColumn("FIFO Other", Look.MONEY, "5", width=13, total=True),
                OutputColumn(
                    "FIFO Closing", Look.MONEY, "5 in process", width=14, total=True,
                    formula=_sum("ProcessFifo", ("FIFO Opening", "FIFO Added"),
                                 ("From Opening", "Through", "FIFO Abnormal", "FIFO Other")),
                ),
                OutputColumn("Difference", Look.MONEY, "Closing less average", width=13, total=True,
                             mark=Mark.NOT_ZERO),
            ),
            _fifo,
            key=("Department", "Period", "Element"),
            first_column=15,
            total_label="First in, first out",
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
