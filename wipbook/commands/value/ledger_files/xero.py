"""Xero's import of manual journals.

One row per line; rows of the same narration and date are one journal. Amount is signed, debit positive; the columns
with a star are mandatory, dates are day month year, and a file holds at most 300 lines. Source: Xero Central, *Enter
multiple manual journals using an import template*.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from wipbook.commands.value.ledger_files.ledger_file import (
    Journal,
    LedgerFormat,
    as_text,
    csv_text,
    day_in_words,
    in_pieces,
)

MOST_LINES = 300
HEADER = ("*Narration", "*Date", "Description", "*AccountCode", "*TaxRate", "*Amount", "TrackingName1",
          "TrackingOption1", "TrackingName2", "TrackingOption2")
TRACKING = "Cost Center"


def _write(journal: Journal) -> list[str]:
    parts = [part for entry in journal.entries() for part in _parts(entry)]
    return [
        csv_text(HEADER, (row for entry in piece for row in _rows(journal, entry)))
        for piece in in_pieces(parts, MOST_LINES)
    ]


def _parts(entry: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """An entry, or where it is longer than a file, parts of it: each is balanced by what it carries over to the next,
    on the account of the entry's first line."""
    if entry.height <= MOST_LINES:
        yield entry
        return
    name, carrier = entry["Entry"][0], entry.head(1)
    size, carried = MOST_LINES - 2, 0
    count = -(-entry.height // size)
    for number in range(count):
        part = entry.slice(number * size, size)
        before, carried = carried, carried + int(part["Amount"].sum())
        carries = [
            carrier.with_columns(pl.lit(amount, dtype=pl.Int64).alias("Amount"), pl.lit(text).alias("Text"))
            for amount, text in ((before, "brought forward"), (-carried, "carried forward")) if amount
        ]
        yield pl.concat([part, *carries]).with_columns(pl.lit(f"{name} ({number + 1} of {count})").alias("Entry"))


def _rows(journal: Journal, entry: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    for row in entry.iter_rows(named=True):
        said = _description(row["Text"] or "", row["Job"])
        center = row["Cost Center"] or ""
        yield (
            as_text(f"{row['Entry']}, export {journal.number}"), day_in_words(row["Date"]), as_text(said),
            row["Account"], journal.tax_rate, journal.text(row["Amount"]), TRACKING if center else "", center, "", "",
        )


def _description(text: str, job: str | None) -> str:
    return text if not job or text.endswith(job) else f"{text} {job}"


FORMAT = LedgerFormat("xero", "Xero's import of manual journals", ".csv", _write)
