"""Same amount on one day at two suppliers.

What it finds:
    Two invoices or two receipts of the same amount and day at different suppliers, above the least amount.

Why it matters:
    One document entered under two suppliers is paid twice, and no test within one supplier shows it.

Innocent causes:
    - Two suppliers ask the same list price for the same lot.
    - The order was moved to another supplier and the first line was not cleared.

What to do:
    Put both documents side by side: number, order and material tell whether it is one.

Source:
    Nigrini, Benford's Law (Wiley 2012), ch. 12: same-same-different test.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.analytics.digit_analysis import Analytics
from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings, none
from wipbook.audit.wording import day, money
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE,),
    (Setting("Least Amount", 100, "currency", "Smaller amounts are not asked about"),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    analytics = Analytics(books)
    pairs = analytics.same_same_different.filter(pl.col("Amount") >= books.cents(settings["Least Amount"]))
    parts = [none()]
    for population in analytics.populations:
        parts.append(
            findings(
                ledger,
                pairs.filter(pl.col("Population") == population.name),
                Place(population.sheet, population.column),
                key=pl.format("{} + {}", "Key", "Other Key"),
                evidence=pl.format(
                    "{} on {}: {} at {} and {} at {}",
                    money("Amount", books.places), day("Date"), "Key", "Party", "Other Key", "Other Party",
                ),
                amount=pl.col("Amount"),
                other=Place(population.sheet, population.column, "_other"),
            )
        )
    return pl.concat(parts)
