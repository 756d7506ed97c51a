"""Movement is entered at odd hours.

What it finds:
    Movements entered on a day that is no working day of Settings, or before or after its working hours. What one person
    entered on one day is one finding. A moment of exactly midnight on a working day is a date without a time, and not
    asked about.
    What count post wrote, and nobody changed since, is not asked about.

Why it matters:
    Entries nobody sees being made are worth a second look, most of all at the end of a period.

Innocent causes:
    - Overtime, or a shift the settings do not know.
    - The computer's clock is wrong, or of another time zone.
    - An import ran at night.

What to do:
    Ask who worked then. Set the working days and hours of Settings as they are.

Source:
    ISA 240.A45 (journal entries at unusual times); customer's wish: entries at odd hours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.counts.posted import typed_entries
from wipbook.audit.rules.entries import by_person_and_day, listed
from wipbook.audit.rules.working_time import at_odd_hours, on_a_free_day
from wipbook.audit.wording import moment, shown
from wipbook.books.books import Books
from wipbook.ledger import Ledger

CARD = Card(Severity.LOW, (Assertion.EXISTENCE,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    policy = books.policy
    untimed = (pl.col("Entered At").dt.time() == dt.time(0)) & ~on_a_free_day("Entered At", policy)
    odd = typed_entries(books).filter((pl.col("Sheet") == "Movements") & at_odd_hours("Entered At", policy) & ~untimed)
    said = pl.format(
        "{} {} of {} was entered {} by {}; work is {} from {} to {}",
        "Kind", "Key", "Of", moment("Entered At"), shown("Entered By"), pl.lit(policy.working_days),
        pl.lit(policy.working_hours_start), pl.lit(policy.working_hours_end),
    )
    return listed(ledger, by_person_and_day(odd), "Entered At", said, books.places)
