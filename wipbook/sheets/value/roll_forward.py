"""Roll-Forward: work in process by job, from opening to closing."""

from __future__ import annotations

import polars as pl

from wipbook.books.jobs.job_costs import COSTS, RELIEFS
from wipbook.books.results import Results
from wipbook.port.tab import Button, Group
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

_CLOSING = (
    "=ROUND(RollForward[[#This Row],[Opening]]+RollForward[[#This Row],[Prior Periods]]"
    + "".join(f"+RollForward[[#This Row],[{name}]]" for name in COSTS)
    + "".join(f"-RollForward[[#This Row],[{name}]]" for name in RELIEFS)
    + ",wip_places)"
)


def _rows(results: Results) -> pl.DataFrame:
    return results.roll_forward


SHEET = OutputSheet(
    name="Roll-Forward",
    order=260,
    title="Work in process roll-forward",
    about="Opening + costs charged - costs relieved = closing, job by job",
    source="From the job entries of the period. Foots down and across; closing ties to Job Costs and the ledger.",
    tables=(
        OutputTable(
            "RollForward",
            (
                OutputColumn("Job", Look.CODE, width=12),
                OutputColumn("Description", Look.TEXT, width=30),
                OutputColumn("Status", Look.TEXT, width=11),
                OutputColumn("Opening", Look.MONEY, width=15, total=True),
                OutputColumn("Prior Periods", Look.MONEY, "+ closed periods, otherwise now", width=15, total=True),
                *(OutputColumn(name, Look.MONEY, "+", width=15, total=True) for name in COSTS),
                OutputColumn("Completed", Look.MONEY, "- to finished goods", width=15, total=True),
                OutputColumn("Scrapped", Look.MONEY, "- to scrap", width=13, total=True),
                OutputColumn("Expensed", Look.MONEY, "- left at close", width=13, total=True),
                OutputColumn("Late Cost", Look.MONEY, "- followed the lots", width=13, total=True),
                OutputColumn("Contract Cost", Look.MONEY, "- revenue over time", width=14, total=True),
                OutputColumn("Closing", Look.MONEY, "= still in process", width=15, total=True, formula=_CLOSING),
            ),
            _rows,
            key=("Job",),
            shown=(
                "Job", "Description", "Opening", "Prior Periods", "Material Cost", "Labor Cost", "Overhead Cost",
                "Subcontract Cost", "Completed", "Scrapped", "Expensed", "Closing",
            ),
        ),
    ),
    button=Button(
        Group.VALUE, 40, "Roll-Forward", "OutlineSubtotals", "Go to the roll-forward",
        "Opening balance, additions, completions, scrap and closing balance of work in process, by job.",
    ),
    roles=(CONTROLLER, AUDITOR),
)
