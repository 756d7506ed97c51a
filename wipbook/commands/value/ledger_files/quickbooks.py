"""QuickBooks Online's import of journal entries.

One row per line; rows of the same number are one entry, which must balance. Accounts go by their names (a sub-account
as ``Parent:Sub``), numbers are to be turned off while importing. Debits and Credits are positive, one of them blank;
dates are month/day/year. Source: QuickBooks help, *Import journal entries*. A number has at most 21 characters: it is
that of the export and the place of the entry in it; the entry's name is in the description.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from wipbook.commands.value.ledger_files.ledger_file import (
    Journal,
    LedgerFormat,
    as_text,
    csv_text,
    debit_and_credit,
    in_pieces,
)

MOST_LINES = 1_000
HEADER = ("Journal No", "Journal Date", "Account Name", "Debits", "Credits", "Description")


def _write(journal: Journal) -> list[str]:
    numbered = [entry.with_columns(pl.lit(f"W{journal.number}-{at}").alias("No"))
                for at, entry in enumerate(journal.entries(), 1)]
    return [csv_text(HEADER, _rows(journal, pl.concat(piece))) for piece in in_pieces(numbered, MOST_LINES)]


def _rows(journal: Journal, lines: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    for row in lines.iter_rows(named=True):
        account = journal.names.get(row["Account"], row["Account"])
        amounts = debit_and_credit(journal, row["Amount"])
        yield row["No"], f"{row['Date']:%m/%d/%Y}", account, *amounts, as_text(row["Entry"])


FORMAT = LedgerFormat("quickbooks", "QuickBooks Online's import of journal entries", ".csv", _write)
