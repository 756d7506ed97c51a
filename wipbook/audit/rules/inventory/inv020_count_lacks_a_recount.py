"""Count lacks a recount or approval.

What it finds:
    Count lines whose first count is outside the tolerance of the class and that have no second count, or nobody who
    approved them.

Why it matters:
    A difference is posted on the word of one person and one count.

Innocent causes:
    - The recount was made and not written down.
    - The count is still under way.
    - The difference was approved on paper.

What to do:
    Count the line again, have the difference approved, and fill in both cells.

Source:
    Accounting rule 61, recount rule of the count plan.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(Severity.MEDIUM, (Assertion.EXISTENCE,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    once, alone = pl.col("Recounted").is_null(), pl.col("Approved By").is_null()
    off = (pl.col("Counted") - pl.col("Book Quantity")).abs()
    outside = off * 100.0 > pl.col("Tolerance") * pl.col("Book Quantity").abs()
    bare = books.count_lines.filter(outside & (once | alone)).with_columns(off.alias("_off"))
    bare = bare.with_columns(books.amount(bare["_off"], bare["Unit Cost"]).alias("_worth"))
    lacks = pl.concat_str(
        pl.when(once).then(pl.lit("no recount")), pl.when(alone).then(pl.lit("nobody approved")), separator=", ",
        ignore_nulls=True,
    )
    return findings(
        ledger,
        bare,
        Place("Counts", "Recounted"),
        key=pl.col("Line"),
        evidence=pl.format(
            "{} of {} counted, {} in the books, tolerance {} %: {}", quantity("Counted"), "Material",
            quantity("Book Quantity"), "Tolerance", lacks,
        ),
        amount=pl.col("_worth"),
        other=Place("Counts", "Approved By"),
    )
