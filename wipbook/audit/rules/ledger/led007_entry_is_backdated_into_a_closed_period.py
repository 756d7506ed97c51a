"""Entry is dated into a closed period.

What it finds:
    Movements and time tickets of a period that was closed before they were entered (without a close: dated up to Closed
    Through of Settings and entered after it). What one person entered on one day is one finding.

Why it matters:
    The accounts of that period are final. What rows like these change in it is posted on the first open day (sheet
    Prior Periods); whoever dated them meant something else.

Innocent causes:
    - Paper turned up after the closing.
    - The day of the delivery note was typed.
    - The period was closed too early.

What to do:
    Approve each as a correction of the current period, or open the period again.

Source:
    Accounting rules 19 and 21.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.findings import none
from wipbook.audit.rules.entries import by_person_and_day, listed
from wipbook.audit.wording import day, moment, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.closed.late_entries import entered_late

CARD = Card(Severity.HIGH, (Assertion.CUTOFF,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    through = ledger.closed.through or books.policy.closed_through
    if through is None:
        return none()
    late = books.entered.filter(entered_late(ledger.closed, books.policy.closed_through))
    said = pl.format(
        "{} {} of {} is dated {} and was entered {} by {}; closed through {}",
        "Kind", "Key", "Of", day("Date"), moment("Entered At"), shown("Entered By"), day(pl.lit(through)),
    )
    return listed(ledger, by_person_and_day(late), "Date", said, books.places)
