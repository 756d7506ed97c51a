"""Count is outside its tolerance.

What it finds:
    Count lines whose final result (recounted, else counted) differs from the book quantity by more than the tolerance
    of the class: A is what makes up 80 % of the value used in a year, B up to 95 %, C the rest (Settings: Count
    Tolerance).

Why it matters:
    The records of the material cannot be relied on, and the difference is a cost of the period.

Innocent causes:
    - Movements of the day were booked after the count.
    - The material lies at a second place as well.
    - The unit of the count is another one.

What to do:
    Count again, look at the movements since the last count, then post the difference with its cause.

Source:
    Heizer, Render & Munson, Operations Management, ch. 12 (record accuracy); accounting rule 62.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(Severity.MEDIUM, (Assertion.EXISTENCE, Assertion.VALUATION))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    return findings(
        ledger,
        books.count_lines.filter(pl.col("Outside")),
        Place("Counts", "Counted"),
        key=pl.col("Line"),
        evidence=pl.format(
            "{} of {} counted, {} in the books: {} off, worth {}; class {} allows {} %", quantity("Result"),
            "Material", quantity("Book Quantity"), quantity("Off"), money("Off Value", books.places), "Class",
            "Tolerance",
        ),
        amount=pl.col("Off Value"),
        other=Place("Counts", "Book Quantity"),
    )
