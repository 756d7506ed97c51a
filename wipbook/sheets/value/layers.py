"""Layers: the open cost layers behind the valuation."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.cell_numbers import cell_numbers
from wipbook.values.fixed import QUANTITY_PLACES
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _rows(results: Results) -> pl.DataFrame:
    age = (pl.lit(results.policy.as_of) - pl.col("Date")).dt.total_days()
    rate = cell_numbers(pl.col("Value"), results.policy.currency_places) / cell_numbers(
        pl.col("Quantity"), QUANTITY_PLACES
    )
    return results.layers.with_columns(age.alias("Age Days"), rate.alias("Unit Cost"))


SHEET = OutputSheet(
    name="Layers",
    order=230,
    title="Cost layers",
    about="Each open layer: when it came, how much is left, what it is worth",
    source="From Movements. Layers sum to the Valuation; a shortage is a layer below zero.",
    tables=(
        OutputTable(
            "Layers",
            (
                OutputColumn("Material", Look.CODE, width=14),
                OutputColumn("Kind", Look.TEXT, width=13),
                OutputColumn("Location", Look.CODE, width=11),
                OutputColumn("Lot", Look.CODE, width=11),
                OutputColumn("Date", Look.DATE, "Day the goods came", width=12),
                OutputColumn("Movement", Look.CODE, "Row that brought them", width=16),
                OutputColumn("Age Days", Look.COUNT, "At the as-of date", width=10),
                OutputColumn("Quantity", Look.QUANTITY, "Left in the layer", width=15, mark=Mark.BELOW_ZERO),
                OutputColumn("Unit Cost", Look.UNIT_COST, width=13),
                OutputColumn("Value", Look.MONEY, width=16, total=True),
            ),
            _rows,
            key=("Material", "Location", "Lot", "Movement"),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
