"""Ticket is entered at odd hours.

What it finds:
    Time tickets typed on a free day, or before or after the working hours (Settings: Working Days, Working Hours);
    one finding per person who typed and day.

Why it matters:
    What is typed when nobody is there is seen by nobody; entries at such times are wrong more often.

Innocent causes:
    - There was a weekend or night shift.
    - Tickets were caught up with at home or at the end of the month.
    - The clock of the computer was wrong.

What to do:
    Ask who typed them and why then; widen the working hours on the sheet Settings if this is usual.

Source:
    ISA 240.A45, entries at unusual times; customer's wish: entries outside working hours.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.rules.working_time import at_odd_hours
from wipbook.audit.wording import moment, quantity, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(Severity.LOW, (Assertion.EXISTENCE,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:

    odd = books.tickets.filter(at_odd_hours("Entered At", books.policy))
    found = odd.group_by(
        pl.col("Entered By").fill_null("(blank)"), pl.col("Entered At").dt.date().alias("_day"), maintain_order=True
    ).agg(
        pl.col("Ticket", "Entered At", ROW).first(), pl.col("Hours", "Cost").sum(), pl.len().alias("_tickets")
    )
    return findings(
        ledger,
        found.rechunk(),
        Place("Labor", "Entered At"),
        key=pl.format("{}/{}", "Entered By", pl.col("_day").cast(pl.String)),
        evidence=pl.format(
            "{} typed {} tickets with {} hours, the first {} on {}", shown("Entered By"), "_tickets",
            quantity("Hours"), "Ticket", moment("Entered At"),
        ),
        amount=pl.col("Cost"),
    )
