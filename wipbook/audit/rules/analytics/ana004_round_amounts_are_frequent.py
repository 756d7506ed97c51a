"""Round amounts are frequent.

What it finds:
    A list of invoices, receipts or adjustments with at least thirty amounts of which more than the share set are whole
    hundreds; or with at least ten whole hundreds, of the smaller share set, that are more than half of all whole tens:
    by chance they are a tenth of them. 1 % of 2,000 amounts is seen that way.

Why it matters:
    Quantities times prices are seldom round. Round amounts are estimates, advances or numbers that somebody chose.

Innocent causes:
    - Prices and lots are round (100 pieces at 5.00).
    - Lump sums were agreed.
    - Part payments were booked as invoices.

What to do:
    Filter the list by round amounts and ask for the calculation behind the largest.

Source:
    Nigrini, Forensic Analytics (Wiley 2011), ch. 5: round numbers; ACFE Fraud Examiners Manual, round-dollar invoices.
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
    (Assertion.VALUATION,),
    (
        Setting("Share", 20, "%", "Share of a list that may be whole hundreds", least=1, most=100),
        Setting("Faint Share", 1, "%", "Share from which they are asked about where few other amounts are whole tens",
                least=0.01, most=100),
    ),
    statistical=True,
)
LISTS = ("Invoices", "Receipts", "Adjustments")
LEAST, LEAST_ROUND = 30, 10


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    parts = [none()]
    hundred = books.cents(100)
    for population in Analytics(books).populations:
        amounts = population.amounts.filter(pl.col("Amount") >= hundred)
        round_ones = amounts.filter(pl.col("Amount") % hundred == 0)
        if population.name not in LISTS or amounts.height < LEAST:
            continue
        tens = amounts.filter(pl.col("Amount") % (hundred // 10) == 0).height if hundred % 10 == 0 else amounts.height
        faint = round_ones.height >= max(LEAST_ROUND, amounts.height * settings["Faint Share"] / 100)
        alone = faint and round_ones.height * 2 > tens
        if round_ones.height <= amounts.height * settings["Share"] / 100 and not alone:
            continue
        largest = round_ones.sort("Amount", descending=True).head(1)
        parts.append(
            findings(
                ledger,
                largest,
                Place(population.sheet, population.column),
                key=pl.lit(population.name),
                evidence=pl.format(
                    f"{round_ones.height:,} of {amounts.height:,} {population.name.lower()} are whole hundreds; the "
                    "largest is {}, {}",
                    money("Amount", books.places), "Key",
                ),
                amount=pl.lit(int(round_ones["Amount"].sum())),
            )
        )
    return pl.concat(parts)
