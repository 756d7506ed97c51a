"""Orders are split below the approval limit.

What it finds:
    Two or more orders at one supplier by the same buyer, each just below the Approval Limit of Settings (or at it),
    each within a few days of the one before, and above the limit together.

Why it matters:
    An order cut in two needs no approval. The limit protects nothing if it can be walked around.

Innocent causes:
    - Two departments needed something in the same week.
    - Orders are raised by material, one each.
    - A call-off of a contract that was approved as a whole.

What to do:
    Look at the orders together and approve them as one, or name the approval that covers them.

Source:
    ACFE Fraud Examiners Manual, procurement schemes (splitting of purchases to stay below the approval limit).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money, pair, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.HIGH,
    (Assertion.RIGHTS,),
    (
        Setting("Days Apart", 3, "days", "Days from one order to the next of the group", most=90),
        Setting(
            "Least Share", 80, "%", "Smallest share of the Approval Limit that counts as just below", least=1, most=100
        ),
    ),
)
WHO = ["Supplier", "Buyer"]


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    limit = books.cents(books.policy.approval_limit)
    orders = books.order_lines.group_by("Order", *WHO, maintain_order=True).agg(
        pl.col("Ordered").min(), pl.col("Ordered Amount").sum(), pl.col(ROW).first()
    )
    near = orders.filter(
        (pl.col("Ordered Amount") <= limit) & (pl.col("Ordered Amount") >= limit * settings["Least Share"] / 100)
    ).sort(*WHO, "Ordered", ROW)
    gap = (pl.col("Ordered") - pl.col("Ordered").shift(1).over(WHO)).dt.total_days()
    starts = (gap.is_null() | (gap > settings["Days Apart"])).cast(pl.Int64).cum_sum()
    groups = near.with_columns(starts.alias("_group")).group_by("_group", maintain_order=True).agg(
        pl.col(*WHO, "Order", "Ordered", ROW).first(), pl.col("Order").last().alias("_last"),
        pl.col(ROW).last().alias("_row_last"), pl.col("Ordered").last().alias("_until"),
        pl.len().alias("_orders"), pl.col("Ordered Amount").sum(),
    ).filter((pl.col("_orders") > 1) & (pl.col("Ordered Amount") > limit))
    return findings(
        ledger,
        groups,
        Place("Purchases", "Order"),
        key=pair("Order", "_last"),
        evidence=pl.format(
            "{} orders of {} at {} from {} to {} sum to {}; each is at or just below the limit of {}",
            "_orders", shown("Buyer"), "Supplier", day("Ordered"), day("_until"),
            money("Ordered Amount", books.places), money(pl.lit(limit), books.places),
        ),
        amount=pl.col("Ordered Amount"),
        other=Place("Purchases", "Order", "_row_last"),
    )
