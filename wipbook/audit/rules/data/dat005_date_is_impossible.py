"""Date is impossible.

What it finds:
    Dates outside the years a workbook can speak of, and dates in the wrong order: a job finished before it was released
    or closed before it was finished, a person who left before the first day.

Why it matters:
    Cost falls into the wrong period, lead times and ages turn negative, and some of the rows are left out.

Innocent causes:
    - The year was mistyped, as often in January.
    - Day and month were swapped.
    - The release was entered after the work had begun.

What to do:
    Look the date up in the document and correct it.

Source:
    ISA 315 (Revised), cutoff.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.rules.left_out import column_is, is_date, listed, rejected
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.rejections import Reason

CARD = Card(Severity.MEDIUM, (Assertion.CUTOFF,))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    rows = rejected(ledger, Reason.DATE, Reason.SENSE).filter(column_is(is_date))
    # entered before it happened is the question of DAT006
    return listed(rows.filter((pl.col("Column") != "Entered At") | (pl.col("Reason") == Reason.DATE)))
