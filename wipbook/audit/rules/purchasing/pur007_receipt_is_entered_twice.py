"""Receipt is entered twice.

What it finds:
    Two receipts of the same document, line, material, lot and quantity within the days allowed, where the second one
    brings more than was ordered, returns to the supplier taken off; or, where no order answers, two from the same
    supplier on the same document within the shorter time allowed.

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
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.HIGH,
    (Assertion.EXISTENCE,),
    (
        Setting("Days Apart", 30, "days", "Days between two receipts that exceed their order", most=365, was=((1, 6),)),
        Setting("Days Apart Without Order", 1, "days", "Days between two receipts that no order answers", most=365),
    ),
)
ORDER = ["Document", "Line", "Material"]
SAME = ["Document", "Line", "Material", "Lot", "Quantity", "Supplier"]


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    back = books.arrivals.select(pl.col("Order").alias("Document"), "Line", "Material", "Sent Back")
    named = looked_up(books.receipts.filter(pl.col("Document").is_not_null()), ORDER, back).sort("Date", ROW)
    came = pl.col("Quantity").cum_sum().over(ORDER) - pl.col("Sent Back").fill_null(0)
    again = named.with_columns(
        (came > pl.col("Order Quantity")).alias("_above"),
        *(pl.col(each).shift(1).over(SAME).alias(f"_{each}") for each in ("Movement", "Date", ROW)),
    )
    days = (pl.col("Date") - pl.col("_Date")).dt.total_days()
    ordered = pl.col("Order Quantity").is_not_null()
    found = again.filter(
        pl.when(ordered).then(pl.col("_above") & (days <= settings["Days Apart"]))
        .otherwise(days <= settings["Days Apart Without Order"])
    ).sort(ROW)
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
