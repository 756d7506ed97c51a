"""Price is far from its history.

What it finds:
    An order line whose price is further from the median of the same supplier's earlier prices for that material than
    the limit. It takes some earlier lines, of the last twelve; when the price stays where it went only the first line
    is listed. A line with fewer before it is judged by as many later ones, unless those before it agree with it.

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
        Setting("Price Change", 25, "%", "Distance from the median of earlier (or later) prices", least=1, most=10000),
        Setting("Least Lines", 3, "lines", "Earlier (or later) lines it takes to judge a price", least=1, most=12),
    ),
)
SAME = ["Supplier", "Material"]
HISTORY = 12


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    least, limit = int(settings["Least Lines"]), settings["Price Change"] / 100
    price = pl.col("Unit Price").cast(pl.Float64)
    earlier = price.shift(1)
    # the median of the next lines stands where the last of them is
    later = price.rolling_median(least, min_samples=least).shift(-least)
    lines = books.order_lines.filter(pl.col("Unit Price").is_not_null()).sort("Ordered", ROW).with_columns(
        earlier.rolling_median(HISTORY, min_samples=least).over(SAME).alias("_usual"),
        earlier.rolling_median(HISTORY, min_samples=1).over(SAME).alias("_so_far"), later.over(SAME).alias("_later"),
        pl.col(ROW).shift(1).over(SAME).alias("_previous"), pl.col(ROW).shift(-1).over(SAME).alias("_next"),
    )
    first = pl.col("_usual").is_null() & (_away("_so_far").abs() > limit).fill_null(True)
    lines = lines.with_columns(
        pl.when(first).then("_later").otherwise("_usual").alias("_usual"),
        pl.when(first).then("_next").otherwise("_previous").alias("_previous"), first.alias("_first"),
    )
    lines = lines.filter(pl.col("_usual").is_null() | (pl.col("_usual") > 0))
    lines = lines.with_columns(_away("_usual").alias("_change"))
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
            "{} from {} was ordered at {}, {} {}: {} away", "Material", "Supplier", quantity("Unit Price"),
            pl.when("_first").then(pl.lit("later")).otherwise(pl.lit("usually")), quantity("_usual"),
            percent("_change"),
        ),
        amount=pl.col("_money"),
        other=Place("Purchases", "Unit Price", "_previous"),
    )


def _away(usual: str) -> pl.Expr:
    """How far the price is from a usual one, as a fraction of that; null where that is null or zero."""
    return pl.when(pl.col(usual) > 0).then(pl.col("Unit Price") / pl.col(usual) - 1)
