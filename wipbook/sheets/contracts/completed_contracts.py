"""Completed Contracts: what they came to, and what of it belongs to the period."""

from __future__ import annotations

import polars as pl

from wipbook.books.contracts.schedule import completed
from wipbook.books.results import Results
from wipbook.sheets.contracts.wip_schedule import rounded
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR, CONTROLLER

_OF = "CompletedContracts[[#This Row],[{}]]"
_PROFIT = f'{_OF.format("Earned Revenue")}-{_OF.format("Cost")}'


def _rows(results: Results) -> pl.DataFrame:
    frame = completed(results)
    earned, cost = (pl.col(name) - pl.col(before) for name, before in (
        ("Earned Revenue", "Earned Before"), ("Cost", "Cost Before"),
    ))
    return frame.with_columns(
        (pl.col("Earned Revenue") - pl.col("Billed")).alias("Not Billed"), earned.alias("Earned in Period"),
        (earned - cost + pl.col("Provision Before")).alias("Profit in Period"),
    ).sort("Completed On", "Job")


SHEET = OutputSheet(
    name="Completed Contracts",
    order=287,
    title="Completed contracts",
    about="Contracts that were completed: price, cost, profit, what is still to be billed, what the period earned",
    source="Jobs whose Revenue is over time, Finished, Closed or Cancelled by the as-of date. What is earned is the "
    "price; of a cancelled one what was billed. Ties, with the WIP Schedule, to the contract roles in Journals.",
    when_empty="hide",
    tables=(
        OutputTable(
            "CompletedContracts",
            (
                OutputColumn("Job", Look.CODE, width=10),
                OutputColumn("Customer", Look.CODE, width=9),
                OutputColumn("Description", Look.TEXT, width=28, detail=True),
                OutputColumn("Customer Name", Look.TEXT, width=24, detail=True),
                OutputColumn("Completed On", Look.DATE, width=12),
                OutputColumn("Stage", Look.TEXT, width=11, detail=True),
                OutputColumn("Contract Price", Look.MONEY, width=13.5, total=True),
                OutputColumn("Approved Changes", Look.MONEY, width=13, total=True),
                OutputColumn("Earned Revenue", Look.MONEY, width=13.5, total=True),
                OutputColumn("Cost", Look.MONEY, width=14, total=True),
                OutputColumn("Gross Profit", Look.MONEY, width=13, total=True, mark=Mark.BELOW_ZERO,
                             formula=rounded(_PROFIT)),
                OutputColumn("Gross Profit %", Look.SHARE, width=11),
                OutputColumn("Billed", Look.MONEY, width=14, total=True),
                OutputColumn("Not Billed", Look.MONEY, "- = over-billed", width=13, total=True, mark=Mark.NOT_ZERO,
                             formula=rounded(f'{_OF.format("Earned Revenue")}-{_OF.format("Billed")}')),
                OutputColumn("Retention", Look.MONEY, "Held back", width=12, total=True),
                OutputColumn("Earned in Period", Look.MONEY, width=14, total=True),
                OutputColumn("Profit in Period", Look.MONEY, "Provision used", width=13, total=True),
                OutputColumn("Earned Before", Look.MONEY, width=14, total=True, detail=True),
                OutputColumn("Cost Before", Look.MONEY, width=14, total=True, detail=True),
                OutputColumn("Provision Before", Look.MONEY, width=14, total=True, detail=True),
            ),
            _rows,
            key=("Job",),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
    packs=("contracts",),
)
