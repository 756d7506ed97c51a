"""Same amount on one day at two suppliers.

What it finds:
    Two invoices or two receipts of the same amount and day at different suppliers, above the least amount: each pair
    that has the number of the invoice (the document of the receipt) in common, whatever its signs and case; else each
    that has the same material and quantity. What has only amount and day in common is one line for each two suppliers,
    the largest first, and beyond some hundreds of them one line for all.

Why it matters:
    One document entered under two suppliers is paid twice, and no test within one supplier shows it.

Innocent causes:
    - Two suppliers ask the same list price for the same lot.
    - Fees and lump sums are the same everywhere.
    - The order was moved to another supplier and the first line was not cleared.

What to do:
    Put both documents side by side: number, order and material tell whether it is one. Begin with shared numbers.

Source:
    Nigrini, Benford's Law (Wiley 2012), ch. 12: same-same-different test (amount, date and invoice number the same, the
    vendor different).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.analytics.digit_analysis import Analytics
from wipbook.audit.analytics.populations import Population
from wipbook.audit.analytics.same_amounts import CROWD, PARTIES_LISTED, SameAmounts, same_amounts
from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings, none
from wipbook.audit.wording import day, money, pair
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE,),
    (Setting("Least Amount", 100, "currency", "Smaller amounts are not asked about"),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    parts = [none()]
    for population in Analytics(books).populations:
        if population.party == "Supplier" and population.amounts.height:
            same = same_amounts(population, max(1, books.cents(settings["Least Amount"])))
            parts += _listed(ledger, books, population, same)
    return pl.concat(parts)


def _listed(ledger: Ledger, books: Books, population: Population, same: SameAmounts) -> list[pl.DataFrame]:
    here = Place(population.sheet, population.column)
    there = Place(population.sheet, population.column, "_other")
    found = pl.format(
        "{} on {}: {} at {} and {} at {}",
        money("Amount", books.places), day("Date"), "Key", "Party", "Other Key", "Other Party",
    )
    pairs = [
        findings(
            ledger, rows, here, key=pair("Key", "Other Key"), evidence=pl.format(words, found, "Said"),
            amount=pl.col("Amount"), other=there,
        )
        for rows, words in (
            (same.numbers, "{}, both with the number {}"), (same.goods, "{}, the same quantity of {}"),
        )
    ]
    by_party = findings(
        ledger, same.parties, here, key=pair("Party", "Other Party"),
        evidence=pl.when(pl.col("Times") == 1).then(found).otherwise(pl.format(
            "{} and {} had {} amounts of one day in common, {} in all; the largest: {}", "Party", "Other Party",
            "Times", money("Total", books.places), found,
        )),
        amount=pl.col("Total"), other=there,
    )
    return [*pairs, by_party, _rest(ledger, books, population, same)]


def _rest(ledger: Ledger, books: Books, population: Population, same: SameAmounts) -> pl.DataFrame:
    """Pairs of suppliers beyond those listed, and amounts of a day that many suppliers ask: one line of each."""
    rest, crowds = same.other_parties, same.crowds
    here, name = Place(population.sheet, population.column), population.name.lower()
    first, most = rest.head(1), crowds.head(1)
    pairs = "1 more pair" if rest.height == 1 else f"{rest.height:,} more pairs"
    asked = "1 amount was" if crowds.height == 1 else f"{crowds.height:,} amounts were"
    return pl.concat([
        findings(
            ledger, first, here, key=pl.lit(f"{population.name}: other pairs"),
            evidence=pl.format(
                f"{pairs} of suppliers had {name} of one amount and day in common, "
                f"{int(rest['Times'].sum()):,} times, {{}} in all; none of them more than the {PARTIES_LISTED} listed",
                money(pl.lit(int(rest["Total"].sum())), books.places),
            ),
            amount=pl.lit(int(rest["Total"].sum())),
        ),
        findings(
            ledger, most, here, key=pl.lit(f"{population.name}: fees"),
            evidence=pl.format(
                f"{asked} asked by more than {CROWD} suppliers on one day, as fees are; the "
                "largest, {} on {}, by {}",
                money("Amount", books.places), day("Date"), "Parties",
            ),
            amount=pl.lit(int((crowds["Amount"] * crowds["Parties"]).sum())),
        ),
    ])
