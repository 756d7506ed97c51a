"""Movement Costs: every movement with what it cost and what it left behind."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.cell_numbers import cell_numbers
from wipbook.values.fixed import QUANTITY_PLACES
from wipbook.values.user_role import AUDITOR, CONTROLLER


def _rows(results: Results) -> pl.DataFrame:
    places = results.policy.currency_places
    status = (
        pl.when(pl.col("direct")).then(pl.lit("direct to job"))
        .when(pl.col("job_scrap")).then(pl.lit("scrapped in the job"))
        .when(~pl.col("ours")).then(pl.lit("not ours: no value"))
        .when(pl.col("shortage") > 0).then(pl.lit("short: last cost carried"))
        .when(pl.col("true_up") != 0).then(pl.lit("trued up"))
        .otherwise(pl.lit("ok"))
    )
    moved = pl.max_horizontal("quantity_in", "quantity_out")
    worth = pl.max_horizontal("value_in", "value_out")
    rate = pl.when(moved > 0).then(cell_numbers(worth, places) / cell_numbers(moved, QUANTITY_PLACES)).otherwise(None)
    return results.solution.movements.select(
        "Movement", "Date", "Type", "Material", "Location", "Job",
        pl.col("quantity_in").alias("Quantity In"), pl.col("quantity_out").alias("Quantity Out"),
        pl.col("value_in").alias("Value In"), pl.col("value_out").alias("Value Out"), rate.alias("Unit Cost"),
        pl.col("true_up").alias("True-Up"), pl.col("variance").alias("Variance"),
        pl.col("quantity_after").alias("Quantity After"), pl.col("value_after").alias("Value After"),
        status.alias("Status"),
    )


SHEET = OutputSheet(
    name="Movement Costs",
    order=240,
    title="Movement costs",
    about="Every movement with its cost and the balance it left",
    source="One row per row of Movements that was used. In - Out - True-Up - Variance sums to the Valuation.",
    tables=(
        OutputTable(
            "MovementCosts",
            (
                OutputColumn("Movement", Look.CODE, width=16),
                OutputColumn("Date", Look.DATE, "Effective date", width=12),
                OutputColumn("Type", Look.TEXT, width=17),
                OutputColumn("Material", Look.CODE, width=14),
                OutputColumn("Location", Look.CODE, width=11),
                OutputColumn("Job", Look.CODE, width=12),
                OutputColumn("Quantity In", Look.QUANTITY, width=13),
                OutputColumn("Quantity Out", Look.QUANTITY, width=13),
                OutputColumn("Value In", Look.MONEY, width=15, total=True),
                OutputColumn("Value Out", Look.MONEY, width=15, total=True),
                OutputColumn("Unit Cost", Look.UNIT_COST, "Of this movement", width=12),
                OutputColumn("True-Up", Look.MONEY, "Cost of a shortage put right", width=13, total=True),
                OutputColumn("Variance", Look.MONEY, "From standard", width=13, total=True),
                OutputColumn("Quantity After", Look.QUANTITY, width=14, mark=Mark.BELOW_ZERO),
                OutputColumn("Value After", Look.MONEY, width=15),
                OutputColumn("Status", Look.TEXT, width=24, mark=Mark.SHORTAGE),
            ),
            _rows,
            key=("Movement",),
        ),
    ),
    roles=(CONTROLLER, AUDITOR),
)
