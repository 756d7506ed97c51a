"""NRV: stock and jobs in process against what they fetch, and the reserve that the close books."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.books.stock.write_downs import shown_write_downs
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.lookup import looked_up
from wipbook.values.user_role import AUDITOR, CONTROLLER

_OF = "NRV[[#This Row],[{}]]"


def _rows(results: Results) -> pl.DataFrame:
    materials = results.ledger.table("Materials").select(pl.col("Material").alias("Item"), pl.col("Description"))
    jobs = results.ledger.table("Jobs").select(pl.col("Job").alias("Item"), pl.col("Description").alias("_job"))
    frame = looked_up(looked_up(shown_write_downs(results), "Item", materials), "Item", jobs)
    return frame.with_columns(
        pl.when(pl.col("Of") == "job").then("_job").otherwise("Description").alias("Description"),
        (pl.col("Cost") - pl.col("Reserve")).alias("Carrying Amount"),
        (pl.col("Reserve") - (pl.col("Opening Reserve") - pl.col("Used") - pl.col("Reversed"))).alias("Written Down"),
    ).sort(-pl.col("Needed"), -pl.col("Reserve"), pl.col("Of") == "job", "Item")


SHEET = OutputSheet(
    name="NRV",
    order=222,
    title="Net realisable value",
    about="What stock and jobs cost against what they fetch, and the reserve that takes them down to it",
    source="Orders at their own price, the rest at Selling Price, less Completion and Selling Cost (IAS 2.31). The "
    "close books the reserve (Settings: Write-Downs); cost and age of layers stay. Cost ties to the Statement.",
    tables=(
        OutputTable(
            "NRV",
            (
                OutputColumn("Item", Look.CODE, width=13),
                OutputColumn("Of", Look.TEXT, "material, job", width=9),
                OutputColumn("Description", Look.TEXT, width=24),
                OutputColumn("Quantity", Look.QUANTITY, width=11),
                OutputColumn("Ordered", Look.QUANTITY, "At their own price", width=12, detail=True),
                OutputColumn("Cost", Look.MONEY, width=14, total=True),
                OutputColumn("Realisable", Look.MONEY, "Blank = not tested", width=14),
                OutputColumn("Needed", Look.MONEY, "Cost above it", width=13, total=True, mark=Mark.ABOVE_ZERO),
                OutputColumn("Opening Reserve", Look.MONEY, "Of the last close", width=13, total=True),
                OutputColumn("Used", Look.MONEY, "- gone with its goods", width=12, total=True),
                OutputColumn("Reversed", Look.MONEY, "- IFRS only", width=12, total=True),
                OutputColumn(
                    "Written Down", Look.MONEY, "+", width=13, total=True,
                    formula=f'=ROUND({_OF.format("Reserve")}-{_OF.format("Opening Reserve")}+{_OF.format("Used")}'
                    f'+{_OF.format("Reversed")},wip_places)',
                ),
                OutputColumn("Reserve", Look.MONEY, "= what is needed now", width=13, total=True, mark=Mark.ABOVE_ZERO),
                OutputColumn(
                    "Carrying Amount", Look.MONEY, width=15, total=True, detail=True,
                    formula=f'=ROUND({_OF.format("Cost")}-{_OF.format("Reserve")},wip_places)',
                ),
                OutputColumn("Booked", Look.MONEY, "By the last close", width=14, total=True, detail=True),
                OutputColumn("Booked Before", Look.MONEY, "Before the period", width=14, total=True, detail=True),
                OutputColumn("Basis", Look.TEXT, width=34, wrap=True),
            ),
            _rows,
            key=("Of", "Item"),
            shown=(
                "Item", "Of", "Description", "Quantity", "Cost", "Realisable", "Needed", "Opening Reserve",
                "Written Down", "Reserve", "Basis",
            ),
        ),
    ),
    when_empty="hide",
    roles=(CONTROLLER, AUDITOR),
)
