"""The records of a workbook, read from the cells they stand in; what is wrong with them is said, not repaired."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import polars as pl

from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.packed import NotARecord, record_of
from wipbook.ledger.closed.record import ACCEPTED, Kind, Record
from wipbook.ledger.closed.visible import faults_of_sheets
from wipbook.port.tables import TableSource

TABLE = "ClosedRecords"
"""Columns Record (its number), Piece (from 1), Text."""
_LOG = ("When", "Command", "User", "Version", "Checks", "What Changed")


def read_closed(source: TableSource, places: int) -> Closed:
    """Every record that ``source`` holds, in order; a workbook that never closed a period has none. ``places``: those
    of the currency.

    A record that cannot be read ends the row of those that are used: books that rest on it would be guessed.
    """
    closed = _records(source)
    faults = (*closed.faults, *faults_of_sheets(source, closed, places), *_faults_of_log(source, closed))
    return replace(closed, faults=faults, accepted=_accepted(source), counted=_counted(source))


def hash_of_log(source: TableSource, rows: int | None = None) -> tuple[int, str]:
    """How many rows of the Change Log there are (at most ``rows``), and the SHA-256 over what they say."""
    if "ChangeLog" not in source.tables():
        return 0, ""
    frame = source.read_table("ChangeLog").frame
    said = frame.select([pl.col(name) for name in _LOG if name in frame.columns])
    filled = [row for row in said.iter_rows() if any(value is not None for value in row)][:rows]
    text = "\n".join("\t".join("" if value is None else str(value) for value in row) for row in filled)
    return len(filled), sha256(text.encode()).hexdigest()


def _faults_of_log(source: TableSource, closed: Closed) -> list[str]:
    """The newest record knows how the Change Log began: what stood there then stands there still."""
    for record in reversed(closed.records):
        if record.log_rows:
            if hash_of_log(source, record.log_rows) != (record.log_rows, record.log_hash):
                return [f"Change Log: its first {record.log_rows} rows are not those of the close of {record.end}"]
            return []
    return []


def _counted(source: TableSource) -> int:
    """Lines of the count sheet that were counted and not posted."""
    if "CountSheet" not in source.tables():
        return 0
    frame = source.read_table("CountSheet").frame
    return frame["Counted"].count() if "Counted" in frame.columns else 0


def _accepted(source: TableSource) -> pl.DataFrame:
    """The rows of Prior Periods that somebody accepted, as the sheet has them."""
    if "PriorPeriods" not in source.tables():
        return pl.DataFrame(schema=ACCEPTED)
    frame = source.read_table("PriorPeriods").frame
    if not set(ACCEPTED) <= set(frame.columns):
        return pl.DataFrame(schema=ACCEPTED)
    return frame.select(pl.col(name).cast(kind, strict=False) for name, kind in ACCEPTED.items()).drop_nulls(
        "Accepted By"
    )


def _records(source: TableSource) -> Closed:
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
