"""Idle share is high.

What it finds:
    People with at least the hours set in a month of which more than the share set was booked as idle time.

Why it matters:
    Idle time is overhead, or an expense where it is not normal; it also hides work that was not booked on its job.

Innocent causes:
    - There was too little work, or material or a machine was missing.
    - The person was trained, or cleaned up.
    - Tickets were booked as idle because the job was not known.

What to do:
    Ask for the reason; plan work for the person, or book the hours on their jobs.

Source:
    Accounting rules 29, 51 and 53; IAS 2.13.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import percent, quantity
from wipbook.books.books import MILLION, Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.LOW,
    (Assertion.PRESENTATION, Assertion.COMPLETENESS),
    (
        Setting("Idle Share", 50, "%", "Share of idle hours that is let pass", most=100),
        Setting("Least Hours", 40, "hours", "Hours of a month from which it is judged", least=1),
    ),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    idle = pl.col("Idle")
    months = books.tickets.group_by(
        "Employee", pl.col("Date").dt.strftime("%Y-%m").alias("_month"), maintain_order=True
    ).agg(
        pl.col("Hours").sum(), pl.col("Hours").filter(idle).sum().alias("_idle"), pl.col("Cost").filter(idle).sum(),
        pl.col("Ticket", ROW).filter(idle).first(),
    )
    high = months.with_columns((pl.col("_idle") / pl.col("Hours")).alias("_share")).filter(
        (pl.col("Hours") >= round(settings["Least Hours"] * MILLION))
        & (pl.col("_share") * 100 > settings["Idle Share"])
    )
    return findings(
        ledger,
        high.rechunk(),
        Place("Labor", "Pay Type"),
        key=pl.format("{}/{}", "Employee", "_month"),
        evidence=pl.format(
            "{} was idle {} of {} hours in {}: {}", "Employee", quantity("_idle"), quantity("Hours"), "_month",
            percent("_share"),
        ),
        amount=pl.col("Cost"),
    )
