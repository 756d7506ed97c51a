"""Receipt on the order differs from Movements.

What it finds:
    An order line whose received quantity is neither what the receipts that name it brought, nor that less what was
    refused or sent back. Asked only where the order says what came, up to the as-of date, and where receipts name
    orders.

Why it matters:
    Two records of one delivery disagree: stock or the debt to the supplier is wrong by the difference.

Innocent causes:
    - A delivery was booked on another line or in another unit.
    - Refused units were left out on one side.
    - A receipt names the delivery note in place of the order.

What to do:
    Look at the delivery note and correct the side that is wrong.

Source:
    Three-way match of order, receipt and invoice, as in Dynamics 365 Finance (accounts payable invoice matching);
    accounting rule 60.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings, none
from wipbook.audit.wording import quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.values.lookup import looked_up

CARD = Card(Severity.MEDIUM, (Assertion.EXISTENCE, Assertion.COMPLETENESS))
LINE = ["Order", "Line", "Material"]


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    moved = books.arrivals.select(*LINE, "Arrived", "Sent Back", "First Arrival", "Last Row")
    lines = looked_up(books.order_lines, LINE, moved)
    if lines["Last Row"].null_count() == lines.height:
        return none()
    before = books.policy.carried_forward_through
    if before is not None:  # what came of these stands in the workbook of the year before
        lines = lines.filter(pl.col("Ordered") > before)
    lines = lines.filter(pl.col("Received Quantity").is_not_null()).with_columns(
        pl.col("Rejected Quantity", "Arrived", "Sent Back").fill_null(0)
    )
    due = pl.coalesce("Received", "First Arrival", "Ordered") <= books.as_of
    kept = pl.col("Received Quantity") - pl.col("Rejected Quantity")
    net = pl.col("Arrived") - pl.col("Sent Back")
    agrees = (pl.col("Arrived") == pl.col("Received Quantity")) | (pl.col("Arrived") == kept) | (net == kept)
    found = lines.filter(due & ~agrees).with_columns((kept - net).alias("_apart"))
    found = found.with_columns(books.amount(found["_apart"], found["Unit Price"]).alias("_money"))
    return findings(
        ledger,
        found,
        Place("Purchases", "Received Quantity"),
        key=pl.format("{}/{}", "Order", "Line"),
        evidence=pl.format(
            "The order says {} received and {} refused, Movements have {} in and {} sent back of {}: {} apart",
            quantity("Received Quantity"), quantity("Rejected Quantity"), quantity("Arrived"), quantity("Sent Back"),
            "Material", quantity("_apart"),
        ),
        amount=pl.col("_money"),
        other=Place("Movements", "Quantity", "Last Row"),
    )
