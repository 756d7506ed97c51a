"""Closed Records: what a close recorded, packed, for wipbook to read; nobody needs to look at it."""

from __future__ import annotations

import polars as pl

from wipbook.books.results import Results
from wipbook.ledger.closed.packed import pieces
from wipbook.ledger.closed.record import Record
from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable
from wipbook.values.user_role import AUDITOR

RECORDS = {"Record": pl.Int64, "Piece": pl.Int64, "Text": pl.String}


def record_rows(record: Record) -> pl.DataFrame:
    """A record in pieces: Record, Piece, Text."""
    rows = [(record.number, number, text) for number, text in enumerate(pieces(record), 1)]
    return pl.DataFrame(rows, schema=RECORDS, orient="row")


def _rows(results: Results) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=RECORDS), *map(record_rows, results.ledger.closed.records)])


SHEET = OutputSheet(
    name="Closed Records",
    order=338,
    title="Closed records",
    about="What each close recorded, packed: entries, cost sheets, states and the hashes of all input rows",
    source="Appended by close and reopen, read by every command. Leave it as it is: what is changed here turns a check "
    "red, and the sheet Periods says which copy holds it.",
    kind="control",
    filled_by="close",
    when_empty="hide",
    tables=(
        OutputTable(
            "ClosedRecords",
            (
                OutputColumn("Record", Look.COUNT, width=9),
                OutputColumn("Piece", Look.COUNT, width=9),
                OutputColumn("Text", Look.CODE, "Base64 of compressed JSON", width=80),
            ),
            _rows,
        ),
    ),
    roles=(AUDITOR,),
)
