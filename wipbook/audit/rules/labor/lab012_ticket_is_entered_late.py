"""Ticket is entered late.

What it finds:
    Time tickets typed more days after the work than are allowed (Settings: Late Entry Days); one finding per person
    who typed and day.

Why it matters:
    After days nobody remembers the hours; and cost may reach a job that was already priced or closed.

Innocent causes:
    - The person was ill or away.
    - Paper tickets were collected and typed together.
    - The ticket corrects an earlier one.

What to do:
    See that tickets are typed each day; check these against the time clock.

Source:
    Accounting rule 19; customer's wish: late entries are listed.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, quantity, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.LOW, (Assertion.EXISTENCE, Assertion.CUTOFF))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:

    days = (pl.col("Entered At").dt.date() - pl.col("Date")).dt.total_days()
    late = books.tickets.with_columns(days.alias("_days")).filter(pl.col("_days") > books.policy.late_entry_days)
    found = late.sort("Date", maintain_order=True).group_by(
        pl.col("Entered By").fill_null("(blank)"), pl.col("Entered At").dt.date().alias("_day"), maintain_order=True
    ).agg(
        pl.col("Ticket", "Date", "_days", ROW).first(), pl.col("Hours", "Cost").sum(), pl.len().alias("_tickets")
    )
    return findings(
        ledger,
        found.rechunk(),
        Place("Labor", "Entered At"),
        key=pl.format("{}/{}", "Entered By", pl.col("_day").cast(pl.String)),
        evidence=pl.format(
            "{} typed {} late tickets with {} hours on {}, the oldest {} of {}, {} days before", shown("Entered By"),
            "_tickets", quantity("Hours"), day("_day"), "Ticket", day("Date"), "_days",
        ),
        amount=pl.col("Cost"),
        other=Place("Labor", "Date"),
    )
