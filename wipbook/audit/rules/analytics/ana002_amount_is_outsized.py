"""Amount is outsized among its like.

What it finds:
    The largest amount of a supplier, material, employee or clerk where it is many times the next largest (relative size
    factor), among parties with at least four amounts. An issue of no more than the bill of its job needs (10 % beyond
    it, all issues to the job less returns) is large because the job is: then the largest amount that no bill explains
    is asked about.

Why it matters:
    A point in the wrong place, a payment meant for somebody else or another unit shows as one amount far above all
    others of the same party.

Innocent causes:
    - It was an unusual order: an investment, a yearly lot, a first fill.
    - The others are part deliveries of the same thing.
    - A decimal point or a unit slipped.

What to do:
    Look at the document of the amount. Correct quantity, price or party if it was mistyped.

Source:
    Nigrini, Benford's Law (Wiley 2012), ch. 6: relative size factor.
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
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (
        Setting("Factor", 10, "times", "The largest amount over the next one that is still usual", least=1.1, most=1e6),
        Setting("Least Amount", 1000, "currency", "Smaller amounts are not asked about"),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    analytics = Analytics(books)
    sizes = analytics.relative_size.filter(
        (pl.col("Factor") >= settings["Factor"]) & (pl.col("Largest") >= books.cents(settings["Least Amount"]))
    )
    parts = [none()]
    for population in analytics.populations:
        mine = sizes.filter(pl.col("Population") == population.name)
        parts.append(
            findings(
                ledger,
                mine,
                Place(population.sheet, population.column),
                key=pl.format("{}/{}", "Population", "Key"),
                evidence=pl.format(
                    f"{population.name} of {population.party} {{}}: {{}} is {{}} times the next largest, {{}}",
                    "Party",
                    money("Largest", books.places),
                    pl.col("Factor").round(1),
                    money("Next", books.places),
                ),
                amount=pl.col("Largest") - pl.col("Next"),
            )
        )
    return pl.concat(parts)
