"""Valuation: what is on hand and what it is worth."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.cell_numbers import cell_numbers
from wipbook.values.fixed import QUANTITY_PLACES
from wipbook.values.user_role import AUDITOR, CONTROLLER

_RATE = "=IF(Valuation[[#This Row],[Quantity]]=0,0,Valuation[[#This Row],[Value]]/Valuation[[#This Row],[Quantity]])"


def _rows(results: Results) -> pl.DataFrame:
    frame, places = results.valuation, results.policy.currency_places
    rate = pl.when(pl.col("Quantity") == 0).then(0.0).otherwise(
        cell_numbers(pl.col("Value"), places) / cell_numbers(pl.col("Quantity"), QUANTITY_PLACES)
    )
    return frame.with_columns(rate.alias("Unit Cost"))


SHEET = OutputSheet(
    name="Valuation",
    order=220,
    title="Inventory valuation",
    about="What is on hand and what it is worth, by material and location",
    source="From Movements by the method of each material. Ties to Layers, Movement Costs and the Statement.",
    tables=(
        OutputTable(
            "Valuation",
            (
                OutputColumn("Material", Look.CODE, width=14),
                OutputColumn("Description", Look.TEXT, width=30),
                OutputColumn("Kind", Look.TEXT, width=13),
                OutputColumn("Stage", Look.TEXT, "Line of the statement", width=15),
                OutputColumn("Unit", Look.TEXT, width=8),
                OutputColumn("Owner", Look.TEXT, "Blank = ours", width=22),
                OutputColumn("Location", Look.CODE, width=11),
                OutputColumn("Lot", Look.CODE, width=11),
                OutputColumn("Method", Look.TEXT, width=16),
                OutputColumn("Quantity", Look.QUANTITY, width=14, mark=Mark.BELOW_ZERO),
                OutputColumn("Unit Cost", Look.UNIT_COST, "Value / Quantity", width=14, formula=_RATE),
                OutputColumn("Value", Look.MONEY, width=16, total=True),
                OutputColumn("Last Movement", Look.DATE, width=13),
            ),
            _rows,
            key=("Material", "Location", "Lot"),
            shown=(
                "Material", "Description", "Kind", "Stage", "Location", "Lot", "Method", "Quantity", "Unit",
                "Unit Cost", "Value", "Last Movement",
            ),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
