"""Count is off by a factor.

What it finds:
    Count lines whose result is 10, 12, 100, 144, 1,000 or 10,000 times the book quantity, or the same part of it,
    within the percentage allowed.

Why it matters:
    A digit too many or boxes for pieces is posted as a gain or loss of stock many times its size.

Innocent causes:
    - A digit too many or too few was typed.
    - Boxes, dozens or metres were counted where the books hold pieces.
    - The books hold the wrong unit and the count is right.

What to do:
    Count again in the unit of the sheet Materials before the difference is posted.

Source:
    Customer's wish: mistakes of unit and decimal point are caught.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.HIGH,
    (Assertion.EXISTENCE, Assertion.VALUATION),
    (Setting("Closeness", 0.5, "%", "How close to the factor the quotient must be", most=5),),
)
FACTORS = (10, 12, 100, 144, 1000, 10_000)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    lines = books.count_lines.filter((pl.col("Book Quantity") > 0) & (pl.col("Result") > 0))
    larger = pl.max_horizontal("Book Quantity", "Result") / pl.min_horizontal("Book Quantity", "Result")
    close = settings["Closeness"] / 100
    factor = pl.coalesce([pl.when((larger / number - 1).abs() <= close).then(number) for number in FACTORS])
    return findings(
        ledger,
        lines.with_columns(factor.alias("_factor")).filter(pl.col("_factor").is_not_null()),
        Place("Counts", "Counted"),
        key=pl.col("Line"),
        evidence=pl.format(
            "{} of {} counted, {} in the books: a factor of {}, {}", quantity("Result"), "Material",
            quantity("Book Quantity"), "_factor", money("Off Value", books.places),
        ),
        amount=pl.col("Off Value"),
        other=Place("Counts", "Book Quantity"),
    )
