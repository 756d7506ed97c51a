"""Item is counted twice.

What it finds:
    A material at one location and lot that stands on two count lines within the days allowed, whether the results
    differ or not. The same line twice in one count is asked by DAT002.

Why it matters:
    Both lines may be posted, or summed as if they were two piles.

Innocent causes:
    - The second line is the recount of the first.
    - Two bins of one location were counted apart.
    - A full count followed a cycle count.

What to do:
    Keep one line, put the other result under Recounted, and see that only one difference is posted.

Source:
    Accounting rule 61, tag sequence test.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, pair, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE,),
    (Setting("Days Between", 3, "days", "Days within which two lines are the same event", most=31),),
)
PILE = ["Material", "Location", "Lot"]


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    before = [pl.col(name).shift(1).over(PILE).alias(f"_{name}") for name in ("Line", "Date", "Result", ROW)]
    lines = books.count_lines.sort(*PILE, "Date", ROW, maintain_order=True).with_columns(before)
    near = (pl.col("Date") - pl.col("_Date")).dt.total_days() <= settings["Days Between"]
    again = lines.filter(near)
    again = again.with_columns(books.amount(again["Result"] - again["_Result"], again["Unit Cost"]).alias("_worth"))
    return findings(
        ledger,
        again,
        Place("Counts", "Counted"),
        key=pair("Line", "_Line"),
        evidence=pl.format(
            "{} was counted on {} with {} and on {} with {}", "Material", day("_Date"), quantity("_Result"),
            day("Date"), quantity("Result"),
        ),
        amount=pl.col("_worth"),
        other=Place("Counts", "Counted", f"_{ROW}"),
    )
