"""Day is longer than a person can work.

What it finds:
    A person whose tickets of one day sum to more than the hours allowed.

Why it matters:
    Hours nobody can have worked charge jobs with labor that was not there, and overhead follows the hours.

Innocent causes:
    - A ticket covers several days and names the last one.
    - The end of the shift was typed in the wrong half of the day.
    - A crew books on one number.

What to do:
    Compare with the time clock. Split the ticket by day, or correct the hours.

Source:
    Directive 2003/88/EC art. 3 (11 hours of rest in 24, so at most 13 of work); customer's wish: limits on time.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Setting, Severity
from wipbook.audit.findings import Place, findings
from wipbook.audit.wording import day, quantity
from wipbook.books.books import MILLION, Books
from wipbook.ledger import Ledger
from wipbook.ledger.tables import ROW

CARD = Card(
    Severity.MEDIUM,
    (Assertion.EXISTENCE,),
    (Setting("Hours a Day", 13, "hours", "Longest day one person can work", least=1, most=24),),
)


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    limit = round(settings["Hours a Day"] * MILLION)
    days = books.worked_days.group_by("Employee", "Date", maintain_order=True).agg(
        pl.col("Hours").sum(), pl.len().alias("_tickets"), pl.col("Cost").sum(),
        pl.col(ROW).sort_by("Hours").last().alias(ROW),
    )
    long = days.filter(pl.col("Hours") > limit)
    return findings(
        ledger,
        long,
        Place("Labor", "Hours"),
        key=pl.format("{}/{}", "Employee", day("Date")),
        evidence=pl.format(
            "{} booked {} hours on {} in {} tickets", "Employee", quantity("Hours"), day("Date"), "_tickets"
        ),
        amount=pl.col("Cost") * (pl.col("Hours") - limit) // pl.col("Hours"),
    )
