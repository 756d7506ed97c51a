"""The records of a workbook, read from the cells they stand in; what is wrong with them is said, not repaired."""

from __future__ import annotations

import polars as pl

from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.packed import NotARecord, record_of
from wipbook.ledger.closed.record import Kind, Record
from wipbook.port.tables import TableSource

TABLE = "ClosedRecords"
"""Columns Record (its number), Piece (from 1), Text."""


def read_closed(source: TableSource) -> Closed:
    """Every record that ``source`` holds, in order; a workbook that never closed a period has none.

    A record that cannot be read ends the row of those that are used: books that rest on it would be guessed.
    """
    if TABLE not in source.tables():
        return Closed()
    cells = source.read_table(TABLE)
    wanted = {"Record", "Piece", "Text"}
    if not wanted <= set(cells.frame.columns):
        missing = ", ".join(sorted(wanted - set(cells.frame.columns)))
        return Closed((), (f"the table {TABLE} has no column {missing}: no record can be read",))
    frame = cells.frame.select(
        pl.col("Record").cast(pl.Float64, strict=False).cast(pl.Int64, strict=False),
        pl.col("Piece").cast(pl.Float64, strict=False).cast(pl.Int64, strict=False),
        pl.col("Text").cast(pl.String, strict=False),
    )
    filled = frame.filter(pl.any_horizontal(pl.all().is_not_null()))
    records: list[Record] = []
    faults: list[str] = []
    texts: dict[object, str] = {}
    for (named, *_), pieces in filled.sort("Record", "Piece").group_by("Record", maintain_order=True):
        texts[named] = "".join(pieces["Text"].fill_null("").to_list())
        if pieces["Piece"].to_list() != list(range(1, pieces.height + 1)):
            faults.append(f"record {named}: its pieces are not 1 to {pieces.height}")
    for place, (number, text) in enumerate(texts.items(), 1):
        try:
            record = record_of(text)
        except NotARecord as fault:
            faults.append(f"record {number} cannot be read ({str(fault)[:60]}): it, and those after it, are not used")
            break
        if number != place or record.number != place:
            faults.append(f"record {number} says that it is number {record.number}, and stands as number {place}")
        if record.before != (records[-1].hash if records else ""):
            faults.append(f"record {place} does not build on the record before it")
        faults += _out_of_order(records, record)
        records.append(record)
    return Closed(tuple(records), tuple(faults))


def _out_of_order(records: list[Record], record: Record) -> list[str]:
    last = Closed(tuple(records)).last
    if record.kind is Kind.REOPEN:
        if last is None or record.end != last.end:
            return [f"record {record.number} reopens {record.end}, which is not the last closed period"]
        return []
    if last is not None and record.end <= last.end:
        return [f"record {record.number} closes {record.end}, but {last.end} was closed already"]
    return []
