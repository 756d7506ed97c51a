"""Entry is backdated.

What it finds:
    Movements and time tickets entered more than Late Entry Days of Settings after their date. What one person entered
    on one day is one finding; dates of a closed period are a question of their own.
    What count post wrote, and nobody changed since, is not asked about.

Why it matters:
    A receipt typed late reprices every issue after it; figures that were reported change afterwards.

Innocent causes:
    - Paper was lying about, or the person was away.
    - Data of another system were brought in at once.
    - A correction of an older entry.

What to do:
    Ask why it came late, and what was reported in between.

Source:
    Accounting rules 15 and 19; ERPNext setting "Role Allowed to Create/Edit Back-dated Transactions".
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.counts.posted import typed_entries
from wipbook.audit.rules.entries import by_person_and_day, listed
from wipbook.audit.wording import day, moment, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.closed.late_entries import entered_late

CARD = Card(Severity.MEDIUM, (Assertion.CUTOFF,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    days = (pl.col("Entered At").dt.date() - pl.col("Date")).dt.total_days()
    late = typed_entries(books).filter(days > books.policy.late_entry_days)
    late = late.filter(~entered_late(ledger.closed, books.policy.closed_through))
    late = late.with_columns(days.alias("_days"))
    said = pl.format(
        "{} {} of {} is dated {} and was entered {} by {}, {} days later; {} are allowed",
        "Kind", "Key", "Of", day("Date"), moment("Entered At"), shown("Entered By"), "_days",
        books.policy.late_entry_days,
    )
    return listed(ledger, by_person_and_day(late), "Entered At", said, books.places)
