"""Digits do not conform.

What it finds:
    A list of amounts (movements, receipts, invoices, tickets, adjustments) whose first two digits, or the first digit
    where the list is too short for two, are further from Benford's law than Nigrini's limit of nonconformity and than
    chance makes so short a list (three standard deviations); or with a peak at one pair of digits that fewer than one
    list in a thousand has by chance. Only where the law is to be expected: one finding per list, with the digits that
    occur too often. A peak of 5 % of a list is seen (in 80 of 100) from 700 amounts on, one of 2 % from 3,600, one of
    1 % from 13,000; at digits that are rare, such as 49, from a third of that. Made-up amounts that favour no digits
    have to be a third of a list of 2,000.

Why it matters:
    Measured amounts follow the law; made-up, capped or rounded ones do not. A peak just below a limit, such as 49,
    shows where amounts were fitted to it.

Innocent causes:
    - Standard lots, packs or prices make the same amounts over and over.
    - The list joins different kinds of amounts.
    - A limit or a price list is real and known.

What to do:
    Look at the sheet Analytics, filter the list by the digits named, and ask what makes these amounts.

Source:
    Nigrini, Benford's Law (Wiley 2012), ch. 4 and 7; limits of the mean absolute deviation: accounting rule 69. Peaks:
    Poisson tail times the 90 pairs of digits.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit import findings
from wipbook.audit.analytics import digit_tests
from wipbook.audit.analytics.digit_analysis import Analytics
from wipbook.audit.analytics.peaks import peak
from wipbook.audit.card import Assertion, Card, Severity
from wipbook.books.books import Books
from wipbook.calculators.audit.benford import CLASSES, TOO_FEW
from wipbook.ledger import Ledger

CARD = Card(Severity.LOW, (Assertion.EXISTENCE, Assertion.VALUATION), statistical=True)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    analytics = Analytics(books)
    rows = []
    for population in analytics.populations:
        amounts, reason = analytics.tested(population), analytics.reasons[population.name]
        if reason:
            continue
        readings = {test: digit_tests.first_order(amounts, test, reason) for test in ("2", "1")}
        test = next((name for name, one in readings.items() if one.conformity != TOO_FEW), "1")
        reading, found = readings[test], peak(amounts)
        if reading.conformity == CLASSES[-1] and digit_tests.beyond_chance(reading, test):
            said = f"mean absolute deviation {reading.value:.4f}, beyond the limit of nonconformity; {reading.says}"
            rows.append((population.name, reading.n, reading.test.lower(), said))
        elif found is not None:
            said = f"{found.digits} begins {found.count:,} different amounts where {found.usual:,.0f} are usual: a peak"
            rows.append((population.name, reading.n, "first two digits", said))
    schema = {"Name": pl.String, "n": pl.Int64, "Test": pl.String, "Said": pl.String}
    return findings.on_sheet(
        pl.DataFrame(rows, schema=schema, orient="row"),
        "Analytics",
        key=pl.col("Name"),
        evidence=pl.format("{}, {} amounts, {}: {}", "Name", "n", "Test", "Said"),
    )
