"""Key is used twice.

What it finds:
    Rows whose number (or numbers, where several make the key) stands on an earlier row of the same sheet. Only the
    first row counts in the books; the later ones are left out.

Why it matters:
    Either one event was typed twice, or a second event is missing from all figures.

Innocent causes:
    - A row was copied and its number not changed.
    - The numbers start anew with the year.
    - Two people number on their own.

What to do:
    Compare both rows. Delete the later one if it is the same event, else give it a number of its own.

Source:
    ISA 315 (Revised), completeness and occurrence; Nigrini, Forensic Analytics, number duplication test.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.audit.card import Assertion, Card, Severity
from wipbook.audit.rules.left_out import placed, rejected
from wipbook.books.books import Books
from wipbook.ledger import Ledger
from wipbook.ledger.rejections import Reason

CARD = Card(Severity.HIGH, (Assertion.COMPLETENESS, Assertion.EXISTENCE))


def check(ledger: Ledger, books: Books, settings: Mapping[str, float]) -> pl.DataFrame:
    said = pl.col("Found").str.extract_groups(r"^(?<key>.*), already in row (?<row>\d+)$")
    rows = rejected(ledger, Reason.TWICE).with_columns(
        said.struct.field("key").alias("_key"), said.struct.field("row").alias("_first")
    )
    once = rows.group_by("Sheet", "_key", maintain_order=True).agg(
        pl.col("Cell", "_first").first(), pl.len().alias("_times")
    )
    return placed(
        once,
        key=pl.format("{}/{}", "Sheet", "_key"),
        evidence=pl.format(
            "{} stands on {} rows of {}; only row {} counts", "_key", pl.col("_times") + 1, "Sheet", "_first"
        ),
        other=pl.col("Cell").str.extract(r"^([A-Z]+)") + pl.col("_first"),
    )
