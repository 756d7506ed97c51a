"""New supplier bills round amounts.

What it finds:
    A supplier whose first order is younger than the days allowed when it is billed, where the invoice is a round amount
    and nothing was received before the day of the invoice. Suppliers that were there when the books begin are not new.
    One finding per supplier, its first such invoice.

Why it matters:
    A real delivery rarely costs a round figure. New, round and unseen together are what an invoice without goods looks
    like.

Innocent causes:
    - A deposit or a lump sum was agreed.
    - The price per unit is round and so is the quantity.
    - The goods are on their way.

What to do:
    Ask who asked for the supplier, look at the offer and at the goods. Pay when they are there.

Source:
    ACFE Fraud Examiners Manual, billing schemes (shell companies: new vendors, even amounts).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, money
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE,),
    (
        Setting("New Days", 90, "days", "Days after its first order in which a supplier is new", least=1, most=3660),
        Setting("Round To", 100, "currency", "An invoice is round when it is a multiple of this", least=1),
        Setting("Least Amount", 500, "currency", "Smallest invoice that is asked about"),
    ),
    statistical=True,
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    lines = books.order_lines
    invoices = lines.filter(pl.col("Invoice").is_not_null()).group_by("Supplier", "Invoice", maintain_order=True).agg(
        pl.col("Invoice Amount").sum(), pl.col("Received").min(), pl.col("Invoice Date").max(),
        pl.col("Ordered").min(), pl.col(ROW).first(),
    )
    begin = lines.select(pl.col("Ordered").min().alias("_begin"))
    first = lines.group_by("Supplier").agg(pl.col("Ordered").min().alias("_first"))
    invoices = looked_up(invoices, "Supplier", first).join(begin, how="cross")
    billed = pl.coalesce("Invoice Date", "Ordered")
    new = (pl.col("_first") - pl.col("_begin")).dt.total_days() > settings["New Days"]
    young = (billed - pl.col("_first")).dt.total_days() <= settings["New Days"]
    unseen = pl.col("Received").is_null() | (pl.col("Received") >= billed)
    large = pl.col("Invoice Amount") >= max(1, books.cents(settings["Least Amount"]))
    round_ = pl.col("Invoice Amount") % max(1, books.cents(settings["Round To"])) == 0
    found = invoices.filter(new & young & unseen & large & round_).unique("Supplier", keep="first", maintain_order=True)
    return findings(
        ledger,
        found,
        Place("Purchases", "Invoice"),
        key=pl.col("Supplier"),
        evidence=pl.format(
            "{}, first ordered from on {}, bills {} with {} dated {}; received: {}",
            "Supplier", day("_first"), money("Invoice Amount", books.places), "Invoice", day("Invoice Date"),
            pl.when(pl.col("Received").is_null()).then(pl.lit("nothing")).otherwise(day("Received")),
        ),
        amount=pl.col("Invoice Amount"),
    )
