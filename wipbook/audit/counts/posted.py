"""Movements that ``count post`` wrote, told from rows that only look like them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import polars as pl

from wipbook.books.books import Books
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

SEAL = "seal "
"""Stands before the seal of a posting in the Change Log."""
SEALED = ("Movement", "Type", "Date", "Material", "Quantity", "Location", "Lot", "Document")
_DIGITS = 16


def seal(rows: pl.DataFrame) -> str:
    """The seal of what one posting wrote: SHA-256, its first 16 digits, over the columns ``SEALED`` (quantity in
    millionths, codes whatever their case and outer spaces) of its rows in the order of their numbers.

    >>> import datetime as dt
    >>> one = pl.DataFrame({"Movement": ["CT-1-001"], "Type": ["Count"], "Date": [dt.date(2026, 1, 31)],
    ...     "Material": ["S"], "Quantity": [-2_000_000], "Location": [None], "Lot": [None], "Document": ["CT-1"]})
    >>> seal(one) == seal(one.with_columns(Material=pl.lit(" s"))), seal(one) == seal(one.with_columns(Quantity=-3))
    (True, False)
    """
    return hashlib.sha256("\n".join(sorted(map(_line, rows.select(SEALED).iter_rows()))).encode()).hexdigest()[:_DIGITS]


def _line(row: Iterable[object]) -> str:
    return "\t".join("" if value is None else str(value).strip().casefold() for value in row)


def posted(books: Books) -> pl.DataFrame:
    """``ROW`` of the movements that ``count post`` wrote and nobody changed.

    Anybody can type a movement of type Count, a Reason, a user's name. A row counts as posted when three records agree:
    the Change Log has a posting of that second and that user whose seal is that of the movements entered then; a line
    of Counts names the same count, material and place; and the quantity is what that line counted less its Book
    Quantity. A row that was put beside them, or one of them that was changed or taken out, breaks the seal of its
    posting: then none of its rows counts as posted. It is a control among people who trust each other's workbook, not
    an electronic signature.
    """
    runs = pl.DataFrame(
        sorted(books.ledger.postings), schema={"Entered At": pl.Datetime("us"), "Entered By": pl.String,
                                               "_seal": pl.String}, orient="row",
    )
    # as they were read: a row that costing refused was posted all the same
    moves = books.read.table("Movements").filter(
        pl.col("Type").is_in([MovementType.COUNT, MovementType.ADJUSTMENT])
    ).with_columns(pl.col("Entered At").cast(pl.Datetime("us")))
    entered = moves.join(runs.select("Entered At", "Entered By").unique(), on=["Entered At", "Entered By"], how="semi")
    if entered.is_empty():
        return pl.DataFrame(schema={ROW: pl.Int32})
    sealed = [
        (*key, seal(rows)) for key, rows in entered.group_by("Entered At", "Entered By", maintain_order=True)
    ]
    whole = pl.DataFrame(sealed, schema=runs.schema, orient="row").join(runs, on=runs.columns, how="semi")
    entered = entered.join(whole, on=["Entered At", "Entered By"], how="semi", maintain_order="left")
    lines = books.ledger.table("Counts").select(
        pl.col("Count").alias("Document"), "Material", "Location", "Lot", pl.col("Date").alias("_counted"),
        (pl.coalesce("Recounted", "Counted") - pl.col("Book Quantity")).alias("_off"),
    )
    both = entered.join(
        lines, on=["Document", "Material", "Location", "Lot"], how="inner", nulls_equal=True, maintain_order="left"
    )
    on_its_day = pl.col("Date") == pl.col("_counted")
    later = (pl.col("Type") == MovementType.ADJUSTMENT) & (pl.col("Date") > pl.col("_counted"))
    return both.filter((pl.col("_off") == pl.col("Quantity")) & (on_its_day | later)).select(ROW).unique()


def typed_entries(books: Books) -> pl.DataFrame:
    """``Books.entries`` without what ``count post`` wrote: a count is dated the day it was taken, and entered when it
    is posted, which raises no question of late or odd entries."""
    ours = posted(books).with_columns(pl.lit("Movements").alias("Sheet"), pl.lit(True).alias("_posted"))
    rows = looked_up(books.entered, ["Sheet", ROW], ours)
    return rows.filter(pl.col("_posted").is_null()).drop("_posted")


def typed_moves(books: Books) -> pl.DataFrame:
    """``Books.moves`` without what ``count post`` wrote: its reason, and its quantity, are those of a count."""
    return books.moves.join(posted(books), on=ROW, how="anti", maintain_order="left")


def typed_count_lines(books: Books) -> pl.DataFrame:
    """``Books.count_lines`` without those that ``count post`` wrote a difference for: their Book Quantity is what the
    books held when it was posted, whatever is entered for that day later."""
    ours = books.read.table("Movements").join(posted(books), on=ROW, how="semi").select(
        pl.col("Document").alias("Count"), "Material", "Location", "Lot"
    ).unique()
    return books.count_lines.join(ours, on=ours.columns, how="anti", nulls_equal=True, maintain_order="left")
