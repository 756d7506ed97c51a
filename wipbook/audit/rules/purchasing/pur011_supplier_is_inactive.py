"""Orders go to an inactive supplier.

What it finds:
    A supplier marked as no longer used at which something was ordered in the days before the as-of date.

Why it matters:
    A supplier is switched off for a reason: poor quality, another name, doubts about who it is.

Innocent causes:
    - The last order was given before the supplier was switched off.
    - The supplier was taken up again and the mark forgotten.
    - The order is the remainder of a contract.

What to do:
    Ask why the supplier was switched off. Switch it on again, or order elsewhere.

Source:
    Customer's wish: checks of suppliers; SAP and ERPNext can block a supplier for purchase orders for the same reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.MEDIUM,
    (Assertion.RIGHTS,),
    (Setting("Recent Days", 60, "days", "Days before the as-of date in which orders count", least=1, most=3660),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    shut = ledger.table("Suppliers").filter(pl.col("Active") == pl.lit(False)).select(
        "Supplier", "Name", pl.col(ROW).alias("_supplier_row")
    )
    since = books.as_of - dt.timedelta(days=int(settings["Recent Days"]))
    found = (
        books.order_lines.filter((pl.col("Ordered") > since) & (pl.col("Ordered") <= books.as_of))
        .join(shut, on="Supplier", how="inner", maintain_order="left")
        .group_by("Supplier", "Name", "_supplier_row", maintain_order=True)
        .agg(pl.len().alias("_lines"), pl.col("Ordered Amount").sum(), pl.col("Ordered").max(), pl.col(ROW).last())
    )
    return findings(
        ledger,
        found,
        Place("Purchases", "Supplier"),
        key=pl.col("Supplier"),
        evidence=pl.format(
            "{} ({}) is not active; order lines since {}: {}, over {}, the last on {}",
            "Supplier", shown("Name"), day(pl.lit(since)), "_lines", money("Ordered Amount", books.places),
            day("Ordered"),
        ),
        amount=pl.col("Ordered Amount"),
        other=Place("Suppliers", "Active", "_supplier_row"),
    )
