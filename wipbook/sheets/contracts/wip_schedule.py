"""WIP Schedule: contracts in progress, what is earned and billed, what a loss is still to cost."""

from __future__ import annotations

import polars as pl

from wipbook.books.contracts.schedule import in_progress
from wipbook.books.results import Results
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

_OF = "WIPSchedule[[#This Row],[{}]]"
_PRICE = f'{_OF.format("Contract Price")}+{_OF.format("Approved Changes")}'
_OPEN = f'{_OF.format("Earned Revenue")}-{_OF.format("Billed")}'
_PROFIT = f'{_OF.format("Earned Revenue")}-{_OF.format("Cost to Date")}-{_OF.format("Uninstalled Material")}'


def rounded(formula: str) -> str:
    return f"=ROUND({formula},wip_places)"


def _rows(results: Results) -> pl.DataFrame:
    earned, billed = pl.col("Earned Revenue"), pl.col("Billed")
    return in_progress(results).with_columns(
        (billed - earned).clip(0).alias("Over Billed"), (earned - billed).clip(0).alias("Under Billed"),
        (pl.col("Price") - earned).alias("Backlog"),
    )


SHEET = OutputSheet(
    name="WIP Schedule",
    order=286,
    title="WIP schedule of contracts",
    about="Contracts in progress: cost, progress, earned, billed, over- and under-billing, losses to come",
    source="Jobs whose Revenue is over time. Progress is cost to cost, on the estimate dated last. Ties to Contract "
    "Revenue, Cost, Asset, Liability and Loss Provision in Journals. Hidden columns hold what is behind: unhide them.",
    when_empty="hide",
    tables=(
        OutputTable(
            "WIPSchedule",
            (
                OutputColumn("Job", Look.CODE, width=10),
                OutputColumn("Customer", Look.CODE, width=9),
                OutputColumn("Description", Look.TEXT, width=28, detail=True),
                OutputColumn("Customer Name", Look.TEXT, width=24, detail=True),
                OutputColumn("Contract Price", Look.MONEY, width=13.5, total=True),
                OutputColumn("Approved Changes", Look.MONEY, "In the price", width=13, total=True),
                OutputColumn("Pending Changes", Look.MONEY, "Not in the price", width=13, total=True, detail=True),
                OutputColumn("Estimated Cost", Look.MONEY, "Never below cost", width=13.5, total=True),
                OutputColumn("Estimated Profit", Look.MONEY, "At completion", width=15, total=True, detail=True,
                             mark=Mark.BELOW_ZERO, formula=f'=IF({_OF.format("Estimated Cost")}="","",'
                             f'ROUND({_PRICE}-{_OF.format("Estimated Cost")},wip_places))'),
                OutputColumn("Estimated Profit %", Look.SHARE, width=11, detail=True),
                OutputColumn("Cost to Date", Look.MONEY, "Installed", width=14, total=True),
                OutputColumn("Uninstalled Material", Look.MONEY, "No progress yet", width=14, total=True, detail=True),
                OutputColumn("Percent Complete", Look.SHARE, "Cost to cost", width=10),
                OutputColumn("Earned Revenue", Look.MONEY, width=13.5, total=True),
                OutputColumn("Billed", Look.MONEY, width=14, total=True),
                OutputColumn("Retention", Look.MONEY, "Held back of it", width=13, total=True, detail=True),
                OutputColumn("Over Billed", Look.MONEY, "Liability", width=12.5, total=True,
                             formula=f"=MAX(0,ROUND(-({_OPEN}),wip_places))"),
                OutputColumn("Under Billed", Look.MONEY, "Asset", width=12.5, total=True,
                             formula=f"=MAX(0,ROUND({_OPEN},wip_places))"),
                OutputColumn("Gross Profit", Look.MONEY, "To date", width=13, total=True, mark=Mark.BELOW_ZERO,
                             formula=rounded(_PROFIT)),
                OutputColumn("Gross Profit %", Look.SHARE, width=11, detail=True),
                OutputColumn("Loss Provision", Look.MONEY, "Still to come", width=13, total=True, mark=Mark.ABOVE_ZERO),
                OutputColumn("Backlog", Look.MONEY, "Still to earn", width=14, total=True,
                             formula=rounded(f'{_PRICE}-{_OF.format("Earned Revenue")}')),
                OutputColumn("Earned Before", Look.MONEY, "Before the period", width=14, total=True, detail=True),
                OutputColumn("Cost Before", Look.MONEY, "Before the period", width=14, total=True, detail=True),
                OutputColumn("Provision Before", Look.MONEY, "Before the period", width=14, total=True, detail=True),
                OutputColumn("Basis", Look.TEXT, "Of the estimated cost", width=26, detail=True),
            ),
            _rows,
            key=("Job",),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
    packs=("contracts",),
)
