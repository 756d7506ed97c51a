"""What jobs that go along took and made so far, as movements that tell it again and move no stock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from wipbook.books.books import Books
from wipbook.commands.close.carrying.openings import OPENINGS
from wipbook.costing.shown import into_jobs
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.cell_numbers import cell_numbers
from wipbook.values.lookup import looked_up

FOLLOWED = {
    **{name: kind for name, kind in OPENINGS.items() if name != "Reverses"}, "Job": pl.String, "Reason": pl.String,
}
"""Columns of Movements that cost which came later fills."""


@dataclass(frozen=True)
class Story:
    """``amounts``: Row (0-based, of the table), Carried (its number) and Amount (currency units; null: what it says
    itself) of the movements that are told again; ``followed``: further rows (``FOLLOWED``), cost that followed goods
    into a job."""

    amounts: pl.DataFrame
    followed: pl.DataFrame


def story(books: Books, along: frozenset[str], first: dt.date) -> Story:
    """The story up to the end of ``books`` of the jobs that go ``along``: what was issued at what it cost, what came
    back, was made, scrapped and bought for them; numbers of rows that are new begin with ``CB-`` and the year of the
    ``first`` day of the next workbook."""
    moves, places = books.solution.movements, books.policy.currency_places
    mine = pl.col("Job").is_in(sorted(along))
    told = moves.filter(mine & (
        into_jobs() | pl.col("direct") | pl.col("job_scrap") | (pl.col("Type") == MovementType.COMPLETION)
    ))
    cost = (pl.col("value_out") - pl.col("value_in")).abs()
    amounts = told.select(
        pl.col(ROW).cast(pl.Int64).alias("Row"), pl.col("Movement").alias("Carried"),
        pl.when(into_jobs() & ~pl.col("carried")).then(cell_numbers(cost, places)).alias("Amount"),
    )
    target = moves.select(
        pl.col("position").alias("to"), "Job", "Material", "Type", pl.col("Movement").alias("_number")
    )
    rows = looked_up(books.solution.carried, "to", target).filter(into_jobs() & mine & (pl.col("Amount") != 0))
    rows = rows.sort("Date", "Job", "Material", "Amount", "Source")
    numbers = [f"CB-{first.year}-{number:06d}" for number in range(1, rows.height + 1)]
    blank = [pl.lit(None, dtype=pl.String).alias(name) for name in ("Location", "Lot", "Supplier", "Document", "Line")]
    followed = rows.with_columns(pl.Series("Movement", numbers, dtype=pl.String)).select(
        "Movement", pl.coalesce("_number", "Movement").alias("Carried"), "Date",
        pl.lit(MovementType.REVALUATION.value).alias("Type"), "Material",
        pl.lit(0.0).alias("Quantity"), cell_numbers(pl.col("Amount"), places).alias("Amount"), *blank,
        pl.concat_str("Line", "Source", separator=": ", ignore_nulls=True).alias("Reason"), "Job",
    ).select(*FOLLOWED).cast(FOLLOWED)  # type: ignore[arg-type]
    return Story(amounts, followed)
