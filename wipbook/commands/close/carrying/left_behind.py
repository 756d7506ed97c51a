"""What rows that stay behind say and the next workbook must know: what came of orders, what left month by month."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

from wipbook.books.books import Books
from wipbook.forecast.demand.history import demand_history
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

HISTORY = "History"
"""Kind of Demand that tells of the past; a blank one does as well."""


def arrived(books: Books, through: dt.date) -> pl.DataFrame:
    """Order lines that say nothing of what came although movements do: Row (0-based), Share (what came net of what was
    sent back, of what was ordered), Day (of the first receipt)."""
    line = ["Order", "Line", "Material"]
    came = books.arrivals.filter(pl.col("First Arrival") <= through).select(
        *line, "Arrived", "Sent Back", "First Arrival"
    )
    lines = books.ledger.table("Purchases").filter(pl.col("Received Quantity").is_null() & (pl.col("Quantity") > 0))
    lines = looked_up(lines, line, came).filter(pl.col("Arrived") > 0)
    share = (pl.col("Arrived") - pl.col("Sent Back").fill_null(0)) / pl.col("Quantity")
    return lines.select(
        pl.col(ROW).cast(pl.Int64).alias("Row"), share.alias("Share"), pl.col("First Arrival").alias("Day")
    ).filter(pl.col("Share") > 0)


def history(books: Books) -> pl.DataFrame:
    """What was used and sold up to the last day of ``books``, as rows of Demand: Material, Period, Quantity, Kind.

    The same that forecasts were made of, whole months without demand left out.
    """
    panel = demand_history(books)
    at, month = np.nonzero(panel.quantity)
    return pl.DataFrame(
        {
            "Material": [panel.names[one] for one in at], "Period": [panel.periods[one] for one in month],
            "Quantity": panel.quantity[at, month], "Kind": [HISTORY] * len(at),
        },
        schema={"Material": pl.String, "Period": pl.Date, "Quantity": pl.Float64, "Kind": pl.String},
    ).sort("Material", "Period")
