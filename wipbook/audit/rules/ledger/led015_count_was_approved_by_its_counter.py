"""Count was approved by its counter.

What it finds:
    Count lines whose counter and approver are one person, whatever the case. What one person counted and approved in
    one count is one finding.

Why it matters:
    The approval is there so that a second pair of eyes sees the difference.

Innocent causes:
    - The name was filled down by mistake.
    - Nobody else was there.
    - The count was attended by somebody who is not noted.

What to do:
    Let somebody else count some of the lines again and approve them.

Source:
    COSO Internal Control Framework, principle 10 (segregation of duties); accounting rule 61.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day
from wipbook.books.books import Books, share
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.MEDIUM, (Assertion.EXISTENCE,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    counter, approver = (pl.col(name).str.strip_chars().str.to_lowercase() for name in ("Counter", "Approved By"))
    stock = books.stock.select("Material", pl.col("Quantity").alias("_held"), pl.col("Value").alias("_value"))
    same = ledger.table("Counts").filter(counter == approver).join(
        stock, on="Material", how="left", maintain_order="left"
    )
    apart = pl.coalesce("Recounted", "Counted") - pl.col("Book Quantity")
    worth = share(pl.col("_value").abs().fill_null(0), apart.abs().fill_null(0), pl.col("_held").abs().fill_null(0))
    found = same.with_columns(worth.alias("_worth"), counter.alias("_person")).group_by(
        "Count", "_person", maintain_order=True
    ).agg(
        pl.col("Counter", "Date", "Material", ROW).first(), pl.len().alias("_lines"), pl.col("_worth").sum(),
        apart.ne(0).sum().alias("_apart"),
    )
    return findings(
        ledger,
        found,
        Place("Counts", "Approved By"),
        key=pl.format("{}/{}", "Count", "_person"),
        evidence=pl.format(
            "{} counted and approved {} lines of count {} on {}, {} of them with a difference, first {}",
            "Counter", "_lines", "Count", day("Date"), "_apart", "Material",
        ),
        amount=pl.col("_worth"),
        other=Place("Counts", "Counter"),
    )
