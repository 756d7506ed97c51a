"""Amount repeats more than others.

What it finds:
    In invoices, receipts and adjustments, an amount that occurs far more often than the others of its list, and at
    least five times: at least the share set; or the smaller share set while it occurs so many times as often as an
    amount of the list does on average. In a list of 2,000 whose amounts are all different that is 20 times.

Why it matters:
    Amounts that come again and again can be one document entered many times, a standing order nobody checks, or figures
    fitted to a limit.

Innocent causes:
    - A standard order at a fixed price.
    - A monthly fee.
    - Equal lots of one material.

What to do:
    Filter the list by the amount and look whether the documents differ in more than their number.

Source:
    Nigrini, Benford's Law (Wiley 2012), ch. 6: number duplication.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.analytics.digit_analysis import Analytics
from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings, none
from wipbook.audit.wording import money
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.LOW,
    (Assertion.EXISTENCE,),
    (
        Setting("Share", 10, "%", "Share of the list that one amount may have", least=0.1, most=100),
        Setting("Faint Share", 1, "%", "Share from which an amount is asked about that stands out of its list",
                least=0.01, most=100),
        Setting("Factor", 10, "times", "How often it occurs over the average of its list when it stands out", least=1),
        Setting("Least Amount", 100, "currency", "Smaller amounts are not asked about"),
    ),
    statistical=True,
)
LISTS = ("Invoices", "Receipts", "Adjustments")
LEAST_TIMES = 5


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    parts = [none()]
    for population in Analytics(books).populations:
        amounts = population.amounts
        if population.name not in LISTS or amounts.is_empty():
            continue
        groups = amounts.group_by("Amount", maintain_order=True).agg(
            pl.len().alias("Times"), pl.col("Party").n_unique().alias("Parties"), pl.col("_row").first()
        )
        average = amounts.height / groups.height
        stands_out = (pl.col("Times") >= amounts.height * settings["Faint Share"] / 100) & (
            pl.col("Times") >= average * settings["Factor"]
        )
        large = pl.col("Times") >= amounts.height * settings["Share"] / 100
        often = (pl.col("Times") >= LEAST_TIMES) & (large | stands_out)
        repeated = groups.filter(often & (pl.col("Amount") >= books.cents(settings["Least Amount"])))
        parts.append(
            findings(
                ledger,
                repeated,
                Place(population.sheet, population.column),
                key=pl.format(f"{population.name}/{{}}", money("Amount", books.places)),
                evidence=pl.format(
                    f"{{}} occurs {{}} times among {amounts.height:,} {population.name.lower()}, with {{}} parties",
                    money("Amount", books.places), "Times", "Parties",
                ),
                amount=pl.col("Amount") * pl.col("Times"),
            )
        )
    return pl.concat(parts)
