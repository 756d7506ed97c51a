"""Employee was not employed.

What it finds:
    Tickets dated after the last day of a person or before the first; one finding per person and side.

Why it matters:
    Hours of somebody who was not there charge jobs with labor that did not happen.

Innocent causes:
    - The ticket names the wrong person or day.
    - The person stayed some days longer and Left was not changed.
    - The person was hired anew.

What to do:
    Compare with the personnel file and the payroll; correct the ticket, or Hired and Left.

Source:
    ACFE Fraud Examiners Manual, payroll; Nigrini, Forensic Analytics, payments after termination.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, quantity
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.HIGH, (Assertion.EXISTENCE,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    people = ledger.table("Employees").filter(pl.col("Hired").is_not_null() | pl.col("Left").is_not_null())
    people = people.select("Employee", "Hired", "Left", pl.col(ROW).alias("_person"))
    after, before = pl.col("Date") > pl.col("Left"), pl.col("Date") < pl.col("Hired")
    side = pl.when(after).then(pl.lit("after")).when(before).then(pl.lit("before"))
    odd = books.tickets.join(people, on="Employee", how="inner", maintain_order="left").with_columns(
        side.alias("_side"), pl.when(after).then("Left").otherwise("Hired").alias("_limit")
    ).filter(pl.col("_side").is_not_null())
    found = odd.group_by("Employee", "_side", maintain_order=True).agg(
        pl.col("Ticket", "Date", "_limit", "_person", ROW).first(), pl.col("Hours", "Cost").sum(),
        pl.len().alias("_tickets"),
    )
    return findings(
        ledger,
        found.rechunk(),
        Place("Labor", "Employee"),
        key=pl.format("{}/{}", "Employee", "_side"),
        evidence=pl.format(
            "{}: {} tickets with {} hours {} {} (the {} day), the first {} on {}", "Employee", "_tickets",
            quantity("Hours"), "_side", day("_limit"),
            pl.when(pl.col("_side") == "after").then(pl.lit("last")).otherwise(pl.lit("first")), "Ticket", day("Date"),
        ),
        amount=pl.col("Cost"),
        other=Place("Employees", "Employee", "_person"),
    )
