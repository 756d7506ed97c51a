"""Price is far from its history.

What it finds:
    An order line whose price is further from the median of the same supplier's earlier prices for that material than
    the limit. It takes some earlier lines, of the last twelve; when the price stays where it went only the first line
    is listed.

Why it matters:
    A price that nobody compared is what errors of typing and special arrangements have in common.

Innocent causes:
    - The market moved, or a new price list came.
    - A small or urgent order costs more per unit.
    - The price is for another unit (a box for a piece).

What to do:
    Compare with the offer and the price list. Correct the price, or note why it is right.

Source:
    Customer's wish: unusual prices of purchases.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import percent, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.MEDIUM,
    (Assertion.VALUATION,),
    (
        Setting("Price Change", 25, "%", "Distance from the median of earlier prices", least=1, most=10000),
        Setting("Least Lines", 3, "lines", "Earlier lines it takes to speak of a history", least=1, most=12),
    ),
)
SAME = ["Supplier", "Material"]
HISTORY = 12


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    before = pl.col("Unit Price").shift(1).cast(pl.Float64)
    least = int(settings["Least Lines"])
    lines = books.order_lines.sort("Ordered", ROW).with_columns(
        before.rolling_median(HISTORY, min_samples=least).over(SAME).alias("_usual"),
        pl.col(ROW).shift(1).over(SAME).alias("_previous"),
    )
    change = (pl.col("Unit Price") / pl.col("_usual") - 1).alias("_change")
    lines = lines.filter(pl.col("_usual").is_null() | (pl.col("_usual") > 0)).with_columns(change)
    limit = settings["Price Change"] / 100
    far = pl.when(pl.col("_change").abs() > limit).then(pl.col("_change").sign()).otherwise(0.0)
    found = lines.with_columns(far.alias("_far")).filter(
        (pl.col("_far") != 0) & (pl.col("_far") != pl.col("_far").shift(1).over(SAME).fill_null(0))
    ).sort(ROW).with_columns(pl.col("_usual").round(0).cast(pl.Int64))
    apart = found["Unit Price"] - found["_usual"]
    found = found.with_columns(books.amount(found["Quantity"], apart).alias("_money"))
    return findings(
        ledger,
        found,
        Place("Purchases", "Unit Price"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "{} from {} was ordered at {}, usually {}: {} away",
            "Material", "Supplier", quantity("Unit Price"), quantity("_usual"), percent("_change"),
        ),
        amount=pl.col("_money"),
        other=Place("Purchases", "Unit Price", "_previous"),
    )
