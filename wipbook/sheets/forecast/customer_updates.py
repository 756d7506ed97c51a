"""Customer Updates: what each customer was told of each order, what has changed since, what is asked."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wipbook.books.results import Results
from wipbook.ledger.policy import Policy
from wipbook.sheets.layout import Look, Mark, OutputColumn, OutputSheet, OutputTable
from wipbook.values.lookup import looked_up
from wipbook.values.user_role import CONTROLLER, SHOP


@dataclass(frozen=True)
class Updates:
    """``jobs``: as of ``forecast.performance.standing``, with Told, Told State, Told On."""

    jobs: pl.DataFrame
    results: Results

    @property
    def policy(self) -> Policy:
        return self.results.policy


def _rows(updates: Updates) -> pl.DataFrame:
    names = updates.results.ledger.table("Customers").select("Customer", "Name")
    frame = looked_up(updates.jobs, "Customer", names)
    moved = (pl.col("Projected") - pl.col("Told")).dt.total_days()
    news = (
        pl.when(pl.col("Told On").is_null()).then(pl.lit("never told"))
        .when(moved > 0).then(pl.lit("later than told"))
        .when(moved < 0).then(pl.lit("earlier than told"))
        .when(pl.col("State") != pl.col("Told State")).then(pl.lit("another state"))
        .otherwise(pl.lit(""))
    )
    return frame.sort("Customer", "Due", "Job", nulls_last=True).with_columns(
        moved.alias("Moved"), news.alias("News"), pl.lit(None, dtype=pl.String).alias("Question"),
        pl.lit(None, dtype=pl.String).alias("Note"),
    )


SHEET = OutputSheet(
    name="Customer Updates",
    order=278,
    title="Customer updates",
    about="What each customer was told of each order, what has changed since, and what is asked",
    source="Filled by wipbook status and by every pack for a customer, which says what stands here under Question and "
    "Note. No cost and no price.",
    filled_by="pack",
    when_empty="hide",
    tables=(
        OutputTable(
            "CustomerUpdates",
            (
                OutputColumn("Customer", Look.CODE, width=11),
                OutputColumn("Name", Look.TEXT, width=24),
                OutputColumn("Job", Look.CODE, width=12),
                OutputColumn("Description", Look.TEXT, width=26),
                OutputColumn("Done", Look.SHARE, "Of the work", width=9),
                OutputColumn("State", Look.TEXT, width=12, mark=Mark.OUTSTANDING),
                OutputColumn("Due", Look.DATE, width=12),
                OutputColumn("Projected", Look.DATE, width=12),
                OutputColumn("Told", Look.DATE, "Projected then", width=12),
                OutputColumn("Told State", Look.TEXT, "State then", width=12, detail=True),
                OutputColumn("Told On", Look.DATE, width=12),
                OutputColumn("Moved", Look.COUNT, "Days later", width=10, mark=Mark.ABOVE_ZERO_IS_DOUBTFUL),
                OutputColumn("News", Look.TEXT, "Since then", width=17),
                OutputColumn("Question", Look.TEXT, "To the customer", width=30, wrap=True, typed=True, kept=True),
                OutputColumn("Note", Look.TEXT, "To the customer", width=30, wrap=True, typed=True, kept=True),
            ),
            _rows,
            key=("Job",),
            shown=(
                "Customer", "Name", "Job", "Description", "Done", "State", "Due", "Projected", "Told", "Told On",
                "News", "Question", "Note",
            ),
        ),
    ),
    roles=(SHOP, CONTROLLER),
)
