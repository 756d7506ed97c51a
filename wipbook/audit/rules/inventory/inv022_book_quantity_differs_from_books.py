"""Book quantity differs from the books.

What it finds:
    Count lines whose typed Book Quantity is not what the movements say of the material, location and lot on the day
    of the count: neither before the day's movements, nor after them, nor between. Not asked of lines whose difference
    count post wrote: their book quantity is what the books held then.

Why it matters:
    The difference of the count is computed against a figure that was never in the books, so a loss can be hidden or
    invented.

Innocent causes:
    - Movements were entered or corrected after the count sheet was printed.
    - The sheet was printed on another day.
    - The line speaks of one lot or place and the movements do not.

What to do:
    Print the book quantity anew as of the day of the count and compute the difference again.

Source:
    Accounting rule 60, counts before or after the date.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.counts.posted import typed_count_lines
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.schema.stock.movement_type import MovementType

CARD = Card(Severity.MEDIUM, (Assertion.EXISTENCE,))
PLACES = (["Material"], ["Material", "Location"], ["Material", "Lot"], ["Material", "Location", "Lot"])


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    lines = typed_count_lines(books).filter(pl.col("Book Quantity").is_not_null() & (pl.col("Date") <= books.as_of))
    moved = _moved(books, lines)
    judged = []
    for place in PLACES:
        named = [pl.col(name).is_not_null() == (name in place) for name in ("Location", "Lot")]
        judged.append(_at(lines.filter(*named), moved, place))
    off = pl.concat(judged).sort("_row").filter(
        (pl.col("Book Quantity") < pl.col("_low")) | (pl.col("Book Quantity") > pl.col("_high"))
    )
    off = off.with_columns(books.amount(off["Book Quantity"] - off["_after"], off["Unit Cost"]).alias("_worth"))
    return findings(
        ledger,
        off,
        Place("Counts", "Book Quantity"),
        key=pl.col("Line"),
        evidence=pl.format(
            "{} of {} typed as book quantity of {}; the movements say {} before and {} after that day",
            quantity("Book Quantity"), "Material", day("Date"), quantity("_before"), quantity("_after"),
        ),
        amount=pl.col("_worth"),
    )


def _moved(books: Books, lines: pl.DataFrame) -> pl.DataFrame:
    """Material, Location, Lot, Date, In, Out of the counted materials; a transfer leaves one place for another."""
    moves = books.moves.join(lines.select("Material").unique(), on="Material", how="semi")
    transfer = pl.col("Type") == MovementType.TRANSFER
    place = ["Material", "Location", "Lot", "Date"]
    none = pl.lit(0, pl.Int64)
    rows = moves.filter(~transfer).select(
        *place, pl.col("quantity_in").alias("In"), pl.col("quantity_out").alias("Out")
    )
    left = moves.filter(transfer).select(*place, none.alias("In"), pl.col("Quantity").alias("Out"))
    there = moves.filter(transfer).with_columns(pl.col("To Location").alias("Location"))
    return pl.concat([rows, left, there.select(*place, pl.col("Quantity").alias("In"), none.alias("Out"))])


def _at(lines: pl.DataFrame, moved: pl.DataFrame, place: list[str]) -> pl.DataFrame:
    """``lines`` with what the movements say of ``place`` before and after the day, and the bounds within it; without
    lines whose material has movements that do not name the place."""
    unclear = moved.filter(pl.any_horizontal([pl.col(name).is_null() for name in place])).select("Material").unique()
    known = lines.join(unclear, on="Material", how="anti").sort("Date", maintain_order=True)
    days = moved.group_by(*place, "Date").agg(pl.col("In", "Out").sum()).sort("Date")
    days = days.with_columns((pl.col("In") - pl.col("Out")).cum_sum().over(place).alias("_after"))
    before = days.select(*place, "Date", pl.col("_after").alias("_before"))
    found = known.join_asof(
        before, on="Date", by=place, strategy="backward", allow_exact_matches=False, check_sortedness=False
    ).join(days.drop("_after"), on=[*place, "Date"], how="left", maintain_order="left")
    found = found.with_columns(pl.col("_before", "In", "Out").fill_null(0))
    return found.with_columns(
        (pl.col("_before") - pl.col("Out")).alias("_low"), (pl.col("_before") + pl.col("In")).alias("_high"),
        (pl.col("_before") + pl.col("In") - pl.col("Out")).alias("_after"),
    )
