"""Receipt is entered twice.

What it finds:
    Two receipts of the same document, line, material, lot and quantity within the days allowed, where together they
    exceed what was ordered; or, where no order answers, two from the same supplier on the same document.

Why it matters:
    The second one adds stock that is not there and a debt that is not owed.

Innocent causes:
    - Two deliveries of equal size on one order that was raised by telephone.
    - The first one was to be reversed by a return that is missing.
    - A delivery was split over two places.

What to do:
    Compare the delivery notes and count the material. Remove the second receipt if it is the same delivery.

Source:
    Nigrini, Forensic Analytics, same-same-same test; customer's wish: duplicate entries.
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
    Severity.HIGH,
    (Assertion.EXISTENCE,),
    (Setting("Days Apart", 1, "days", "Days between the two receipts", most=365),),
)
SAME = ["Document", "Line", "Material", "Lot", "Quantity", "Supplier"]


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    named = books.receipts.filter(pl.col("Document").is_not_null())
    total = pl.col("Quantity").sum().over("Document", "Line", "Material")
    above = pl.col("Order Quantity").is_null() | (total > pl.col("Order Quantity"))
    again = named.filter(above).sort("Date", ROW).with_columns(
        pl.col(each).shift(1).over(SAME).alias(f"_{each}") for each in ("Movement", "Date", ROW)
    )
    days = (pl.col("Date") - pl.col("_Date")).dt.total_days()
    found = again.filter(days <= settings["Days Apart"]).sort(ROW)
    return findings(
        ledger,
        found,
        Place("Movements", "Quantity"),
        key=pair("Movement", "_Movement"),
        evidence=pl.format(
            "{} of {} were received on {} as {} and on {} as {}, both on {}",
            quantity("Quantity"), "Material", day("_Date"), "_Movement", day("Date"), "Movement", "Document",
        ),
        amount=pl.col("Amount"),
        other=Place("Movements", "Quantity", f"_{ROW}"),
    )
