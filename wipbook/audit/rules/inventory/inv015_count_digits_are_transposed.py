"""Count has transposed digits.

What it finds:
    Count lines whose result differs from the book quantity only by two neighbouring digits that changed places, such
    as 1,254 and 1,524.

Why it matters:
    A difference that is only a slip of typing is posted as a loss or gain of stock.

Innocent causes:
    - The digits were swapped when the tag was written or typed.
    - The quantities differ by this much by chance.

What to do:
    Read the tag or count again before the difference is posted.

Source:
    Customer's wish: typing mistakes in counts are caught.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(Severity.MEDIUM, (Assertion.EXISTENCE,))
DIGITS = range(15)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    # swapped neighbours always differ by a multiple of nine
    lines = books.count_lines.filter((pl.col("Off") != 0) & (pl.col("Off") % 9 == 0))
    book, result = pl.col("Book Quantity"), pl.col("Result")
    long_as = book.cast(pl.String).str.len_chars() == result.cast(pl.String).str.len_chars()
    swapped = pl.any_horizontal([_swapped(book, at) == result for at in DIGITS])
    return findings(
        ledger,
        lines.filter((book > 0) & (result > 0) & long_as & swapped),
        Place("Counts", "Counted"),
        key=pl.col("Line"),
        evidence=pl.format(
            "{} of {} counted, {} in the books: two digits changed places, {}", quantity("Result"), "Material",
            quantity("Book Quantity"), money("Off Value", books.places),
        ),
        amount=pl.col("Off Value"),
        other=Place("Counts", "Book Quantity"),
    )


def _swapped(number: pl.Expr, at: int) -> pl.Expr:
    unit = int(10**at)
    low, high = number // unit % 10, number // (10 * unit) % 10
    return number + (low - high) * (9 * unit)
