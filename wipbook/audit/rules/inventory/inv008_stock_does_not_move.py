"""Stock does not move.

What it finds:
    Our materials on hand that were neither issued nor shipped for longer than the days allowed (or never, since they
    first came), and are not old enough to count as obsolete.

Why it matters:
    Slow stock ties up money, takes room, and is the first to be worth less than it cost.

Innocent causes:
    - It is a spare part or safety stock.
    - It is used once in a season.
    - Its issues are booked on another code or place.

What to do:
    Ask planning whether it is still needed; set a maximum stock, or sell it.

Source:
    IAS 2.28; SAP, slow-moving items report; customer's wish: stock age.
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
    Severity.LOW,
    (Assertion.VALUATION,),
    (
        Setting("Slow After", 180, "days", "Days without an issue or shipment", least=1),
        Setting("Obsolete After", 365, "days", "Days from which INV009 asks instead", least=1),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    days = pl.col("Idle Days")
    obsolete = (days > settings["Obsolete After"]) & (pl.col("Open") == 0)
    slow = (days > settings["Slow After"]) & pl.col("Active") & ~obsolete
    return findings(
        ledger,
        books.idle_stock.filter(slow),
        Place("Materials", "Material", "Row"),
        key=pl.col("Material"),
        evidence=pl.format(
            "{} of {} worth {}; nothing went out since {}, {} days", quantity("Quantity"), "Material",
            money("Value", books.places), day("Idle Since"), days,
        ),
        amount=pl.col("Value"),
    )
