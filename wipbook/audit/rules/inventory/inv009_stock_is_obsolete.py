"""Stock is obsolete.

What it finds:
    Our materials on hand that no open job needs and that were neither issued nor shipped for longer than the days
    allowed, or are marked inactive.

Why it matters:
    Stock that will not be used is worth what it can be sold for, which is often nothing.

Innocent causes:
    - It is kept as a spare part for products sold long ago.
    - The material was set inactive before its stock was used up.
    - Its successor uses it up later.

What to do:
    Decide whether it will be used. If not, write it down to what it will bring, or scrap it.

Source:
    IAS 2.28 and 2.30; ASC 330-10-35-1B; accounting rule 42.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (Setting("Obsolete After", 365, "days", "Days without an issue or shipment", least=1),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    days = pl.col("Idle Days")
    dead = ((days > settings["Obsolete After"]) | ~pl.col("Active")) & (pl.col("Open") == 0)
    said = pl.when(pl.col("Active")).then(pl.lit("active")).otherwise(pl.lit("marked inactive"))
    return findings(
        ledger,
        books.idle_stock.filter(dead),
        Place("Materials", "Material", "Row"),
        key=pl.col("Material"),
        evidence=pl.format(
            "{} of {} worth {}; nothing went out since {}, {} days; {}", quantity("Quantity"), "Material",
            money("Value", books.places), day("Idle Since"), days, said,
        ),
        amount=pl.col("Value"),
    )
