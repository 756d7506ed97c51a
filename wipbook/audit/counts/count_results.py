"""Counts against the books: difference, tolerance, recount, and each count rolled to the end of the period."""

from __future__ import annotations

import polars as pl

from wipbook.audit.counts.stock_at import quantity_at, steps
from wipbook.books.books import Books
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.columns import times_unit_cost
from wipbook.values.lookup import looked_up

AGREES, WITHIN, OUTSIDE, RECOUNT = "agrees", "within tolerance", "outside tolerance", "recount"


def verdict(difference: pl.Expr, book: pl.Expr, tolerance: pl.Expr, recounted: pl.Expr) -> pl.Expr:
    """Whether a count agrees, is within the tolerance of its class, is outside it, or has to be taken once more.

    A difference where the books hold nothing is always outside. ``tolerance`` in percent of the book quantity.
    """
    outside = difference.abs().cast(pl.Float64) > book.abs().cast(pl.Float64) * tolerance / 100
    return (
        pl.when(difference == 0).then(pl.lit(AGREES))
        .when(~outside).then(pl.lit(WITHIN))
        .when(recounted.is_null()).then(pl.lit(RECOUNT))
        .otherwise(pl.lit(OUTSIDE))
    )


def unit_costs(books: Books) -> pl.DataFrame:
    """Material, Description, Unit, Unit Cost (millionths) of every material."""
    names = books.ledger.table("Materials").select("Material", "Description", "Unit")
    return looked_up(names, "Material", books.unit_cost)


def count_results(books: Books) -> pl.DataFrame:
    """One row per line of Counts, in their order.

    Columns: Count, Date, Material, Description, Unit, Location, Lot, Class, Book (what the books held at the end of
    that day without the count's own difference), Counted, Recounted, Difference (last count less Book), Tolerance (a
    fraction), Verdict, Value (of the difference), Moved (from the count to the end of the period; back from it when
    the count was taken later), Expected (last count and Moved), Book at End, Unexplained (Expected less Book at End),
    Counter, Approved By, Cause, ``_row``.

    Source: AU-C 501 and PCAOB AS 2510.9-.11 (counts at another date than the balance sheet's, with tests of the
    transactions between).
    """
    end = books.policy.period_end
    lines = books.ledger.table("Counts")
    every = steps(books)
    asked = lines.with_columns(pl.lit(end).alias("_end"))
    own = _own(every, asked)
    frame = (
        lines.with_columns(
            quantity_at(every, asked, "Date").alias("_book"), quantity_at(every, asked, "_end").alias("Book at End")
        )
        .join(own, on=ROW, how="left", maintain_order="left")
        .join(unit_costs(books), on="Material", how="left", maintain_order="left")
        .join(books.abc_class, on="Material", how="left", maintain_order="left")
    )
    last = pl.coalesce("Recounted", "Counted")
    frame = frame.with_columns((pl.col("_book") - pl.col("_own")).alias("Book"), pl.col("Class").fill_null("C"))
    tolerance = pl.col("Class").replace_strict(books.tolerances, return_dtype=pl.Float64)
    frame = frame.with_columns(
        (last - pl.col("Book")).alias("Difference"),
        (tolerance / 100).alias("Tolerance"),
        (pl.col("Book at End") - pl.col("_book") - pl.col("_own_later")).alias("Moved"),
    )
    value = times_unit_cost(frame["Difference"].to_numpy(), frame["Unit Cost"].to_numpy(), books.places)
    frame = frame.with_columns(
        pl.Series("Value", value),
        verdict(pl.col("Difference"), pl.col("Book"), tolerance, pl.col("Recounted")).alias("Verdict"),
        (last + pl.col("Moved")).alias("Expected"),
    ).with_columns((pl.col("Expected") - pl.col("Book at End")).alias("Unexplained"))
    return frame.select(
        "Count", "Date", "Material", "Description", "Unit", "Location", "Lot", "Class", "Book", "Counted", "Recounted",
        "Difference", "Tolerance", "Verdict", "Value", "Moved", "Expected", "Book at End", "Unexplained", "Counter",
        "Approved By", "Cause", ROW,
    )


def _own(every: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """``_row`` of each count line with the difference that its own movement booked: ``_own`` by the day of the count,
    ``_own_later`` after it and by the end of the period (the day counted was closed).

    Its own are the Counts and Adjustments that name the count as their document, of the line's place; of the material
    wherever it lies where the count has one line of it.
    """
    posted = every.filter(pl.col("Type").is_in([MovementType.COUNT, MovementType.ADJUSTMENT]))
    posted = posted.select(
        pl.col("Document").alias("Count"), "Material", "Location", "Lot", pl.col("Date").alias("_on"), "Step"
    )
    asked = lines.select(ROW, "Count", "Material", "Location", "Lot", "Date", "_end")
    alone = pl.len().over("Count", "Material") == 1
    of_line = asked.filter(~alone).join(posted, on=["Count", "Material", "Location", "Lot"], nulls_equal=True)
    of_all = asked.filter(alone).join(posted.drop("Location", "Lot"), on=["Count", "Material"])
    both = pl.concat([each.select(ROW, "Date", "_end", "_on", "Step") for each in (of_line, of_all)])
    in_time = pl.col("_on") <= pl.col("Date")
    sums = both.group_by(ROW).agg(
        pl.col("Step").filter(in_time).sum().alias("_own"),
        pl.col("Step").filter(~in_time & (pl.col("_on") <= pl.col("_end"))).sum().alias("_own_later"),
    )
    return asked.select(ROW).join(sums, on=ROW, how="left").with_columns(pl.col("_own", "_own_later").fill_null(0))
