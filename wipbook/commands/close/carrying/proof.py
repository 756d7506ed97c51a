"""Whether the next workbook opens with what the one before closed: place by place, job by job, layer by layer."""

from __future__ import annotations

import polars as pl

from wipbook.books.books import Books
from wipbook.books.closed.stock_at import PLACE, stock_at
from wipbook.commands.close.carrying.not_carried import NotCarried
from wipbook.values.fixed import money_text, quantity_text
from wipbook.values.lookup import looked_up


def prove(before: Books, after: Books) -> None:
    """Raise ``NotCarried`` unless both books hold the same at their as-of date, which is the same day: quantity and
    value by material, place and lot; cost by job and element; and the layers the stock is made of, in their order."""
    places = before.policy.currency_places
    day = before.policy.as_of
    both = (before, after)
    _same("stock", [stock_at(books.solution, day) for books in both], PLACE[:3], places)
    _same("work in process", [_jobs(books) for books in both], ("Job", "Element"), places)
    _same("layers", [_layers(books) for books in both], (*PLACE[:3], "Layer"), places)


def _jobs(books: Books) -> pl.DataFrame:
    sums = books.solution.job_entries.group_by("Job", "Element").agg(pl.col("Amount").sum().alias("Value"))
    return sums.filter(pl.col("Value") != 0).with_columns(pl.lit(0, dtype=pl.Int64).alias("Quantity"))


def _layers(books: Books) -> pl.DataFrame:
    """Open layers with their number within what is valued by itself."""
    solution = books.solution
    names = solution.keys.select(
        "key", "material", pl.col("_location").alias("Location"), pl.col("_lot").alias("Lot")
    )
    layers = looked_up(solution.layers.filter(pl.col("quantity") != 0).drop("Lot"), "key", names)
    layers = looked_up(layers, "material", solution.materials.select("material", "Material"))
    return layers.select(
        "Material", "Location", "Lot", pl.int_range(pl.len()).over("key").cast(pl.String).alias("Layer"),
        pl.col("quantity").alias("Quantity"), pl.col("value").alias("Value"),
    )


def _same(what: str, both_books: list[pl.DataFrame], by: tuple[str, ...], places: int) -> None:
    before, after = both_books
    both = before.select(*by, "Quantity", "Value").join(
        after.select(*by, pl.col("Quantity").alias("_quantity"), pl.col("Value").alias("_value")), on=list(by),
        how="full", coalesce=True, nulls_equal=True,
    ).with_columns(pl.col("Quantity", "Value", "_quantity", "_value").fill_null(0))
    apart = both.filter((pl.col("Quantity") != pl.col("_quantity")) | (pl.col("Value") != pl.col("_value")))
    if apart.height:
        first = apart.sort(*by, nulls_last=False).row(0, named=True)
        name = " / ".join(str(first[each]) for each in by if first[each] is not None)
        raise NotCarried(
            where=f"{what}, {apart.height} balances, the first {name}",
            found=f"{quantity_text(first['_quantity'])} worth {money_text(first['_value'], places)}",
            expected=f"{quantity_text(first['Quantity'])} worth {money_text(first['Value'], places)}, as it was closed",
            remedy="see whether rows of closed days were changed since (sheet Prior Periods), close again, and carry "
            "forward then",
        )
