"""What the books said was there at the end of any day, by material, location and lot."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import Books
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

PLACE = ("Material", "Location", "Lot")
_IN = ("Opening", "Receipt", "Return from Job", "Completion", "Sales Return", "Adjustment", "Count")


def steps(books: Books) -> pl.DataFrame:
    """Every change of a stock: Material, Location, Lot, Date, Document, Type, Step (quantity, + = in).

    A transfer is two steps. What costing made of a movement counts; movements after the as-of date, which it does not
    see, count as they are typed. Receipts straight into a job and scrap inside one touch no stock.
    """
    costed = books.solution.movements.select(
        ROW, (pl.col("quantity_in") - pl.col("quantity_out")).alias("_net"),
        (pl.col("direct") | pl.col("job_scrap")).alias("_none"),
    )
    moves = looked_up(books.ledger.table("Movements"), ROW, costed)
    typed = pl.when(pl.col("Type").is_in(_IN)).then(pl.col("Quantity")).otherwise(-pl.col("Quantity"))
    net = pl.when(pl.col("_none").fill_null(False)).then(0).otherwise(pl.coalesce("_net", typed))
    columns = ["Material", "Location", "Lot", "Date", "Document", "Type"]
    plain = moves.filter(pl.col("Type") != MovementType.TRANSFER).select(*columns, net.alias("Step"))
    shifted = moves.filter(pl.col("Type") == MovementType.TRANSFER)
    away = shifted.select(*columns, (-pl.col("Quantity")).alias("Step"))
    there = shifted.select(
        "Material", pl.col("To Location").alias("Location"), *columns[2:], pl.col("Quantity").alias("Step")
    )
    return pl.concat([plain, away, there])


def quantity_at(every: pl.DataFrame, asked: pl.DataFrame, day: str) -> pl.Series:
    """The balance at the end of the day in column ``day`` of ``asked``, for each of its rows.

    ``every`` are steps; ``asked`` has Material, Location, Lot: a place that is blank means the material wherever it
    lies. A material whose steps do not all name a location is looked at as a whole, likewise by lot.
    """
    named = every.group_by("Material").agg(
        pl.col("Location").is_not_null().all().alias("_located"), pl.col("Lot").is_not_null().all().alias("_lotted")
    )
    lines = looked_up(asked.with_row_index("_line"), "Material", named)
    lines = lines.with_columns(
        pl.when(pl.col("_located").fill_null(False)).then(pl.col("Location")).alias("Location"),
        pl.when(pl.col("_lotted").fill_null(False)).then(pl.col("Lot")).alias("Lot"),
    )
    found = []
    for by_location in (True, False):
        for by_lot in (True, False):
            part = lines.filter(
                (pl.col("Location").is_not_null() == by_location) & (pl.col("Lot").is_not_null() == by_lot)
            )
            if part.height:
                place = ["Material", *(["Location"] if by_location else []), *(["Lot"] if by_lot else [])]
                found.append(_balances(every, part, place, day))
    if not found:
        return pl.Series("Quantity", [0] * asked.height, dtype=pl.Int64)
    return pl.concat(found).sort("_line")["Quantity"]


def _balances(every: pl.DataFrame, part: pl.DataFrame, place: list[str], day: str) -> pl.DataFrame:
    daily = every.join(part.select(place).unique(), on=place, how="semi").group_by(*place, "Date").agg(
        pl.col("Step").sum()
    ).sort("Date").with_columns(pl.col("Step").cum_sum().over(place).alias("Quantity"))
    asked = part.select("_line", *place, pl.col(day).alias("Date")).sort("Date")
    held = asked.join_asof(daily.select(*place, "Date", "Quantity"), on="Date", by=place, check_sortedness=False)
    return held.select("_line", pl.col("Quantity").fill_null(0))
