"""Document stands in the wrong period.

What it finds:
    A movement dated in the last days of the period but entered more days after Period End than allowed; an order line
    whose invoice is of the period and whose goods came after it; or one whose day of receipt and whose receipts in
    Movements stand on two sides of Period End.
    What count post wrote, and nobody changed since, is not asked about.

Why it matters:
    Goods and debt of one delivery belong into one period. What slips over the end moves profit from year to year.

Innocent causes:
    - Terms of delivery: the goods were ours when they were sent.
    - Paper of the last days was typed in the new year.
    - The date of the delivery note was typed on one side and that of the entry on the other.

What to do:
    Look at the delivery note and the terms of delivery. Put both sides into the period the goods belong to.

Source:
    ISA 501 and PCAOB AS 2510 (inventory, cutoff of receipts and shipments around a count); accounting rule 59.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.counts.posted import typed_entries
from wipbook.audit.findings import Place, findings
from wipbook.audit.rules.entries import by_person_and_day, listed
from wipbook.audit.wording import day, moment, quantity, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW
from wipbook.schema.stock.movement_type import MovementType
from wipbook.values.lookup import looked_up

CARD = Card(
    Severity.MEDIUM,
    (Assertion.CUTOFF,),
    (
        Setting("Last Days", 10, "days", "Days before Period End that are looked at", least=1, most=366),
        Setting("Days After", 5, "days", "Days after Period End in which its paper is still typed", most=366),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    return pl.concat([_late(ledger, books, settings), _lines(ledger, books)])


def _late(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    end = books.policy.period_end
    typed = end + dt.timedelta(days=int(settings["Days After"]))
    late = typed_entries(books).filter(
        (pl.col("Entered At").dt.date() > typed) & (pl.col("Date") <= end) & (pl.col("Sheet") == "Movements")
        & (pl.col("Date") > end - dt.timedelta(days=int(settings["Last Days"])))
    )
    said = pl.format(
        "{} of {} is dated {}, before the end of the period on {}, and was entered {}",
        "Kind", "Of", day("Date"), day(pl.lit(end)), moment("Entered At"),
    )
    return listed(ledger, by_person_and_day(late), "Entered At", said, books.places)


def _lines(ledger: Ledger, books: Books) -> pl.DataFrame:
    end, start = books.policy.period_end, books.policy.period_start
    came = ledger.table("Movements").lazy().filter(
        (pl.col("Type") == MovementType.RECEIPT) & pl.col("Document").is_not_null()
    ).group_by(pl.col("Document").alias("Order"), "Line", "Material").agg(
        pl.col("Date").min().alias("_moved"), pl.col(ROW).first().alias("_move_row")
    ).collect()
    lines = looked_up(books.order_lines, ["Order", "Line", "Material"], came)
    arrived = pl.coalesce("Received", "_moved")
    billed = pl.col("Invoice Date").is_between(start, end) & (arrived > end)
    torn = (pl.col("Received") > end) != (pl.col("_moved") > end)
    found = lines.with_columns(billed.fill_null(False).alias("_billed"), torn.fill_null(False).alias("_torn")).filter(
        pl.col("_billed") | pl.col("_torn")
    )
    invoice = pl.format(
        "invoice {} is dated {}, the goods came on {}", shown("Invoice"), day("Invoice Date"), day(arrived)
    )
    sides = pl.format("received on {} by the order, on {} by Movements", day("Received"), day("_moved"))
    return findings(
        ledger,
        found,
        Place("Purchases", "Received"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "{} {} from {}: {}; the period ends on {}",
            quantity("Quantity"),
            "Material",
            "Supplier",
            pl.when("_billed").then(invoice).otherwise(sides),
            day(pl.lit(end)),
        ),
        amount=pl.coalesce("Invoice Amount", "Ordered Amount"),
        other=Place("Movements", "Date", "_move_row"),
    )
