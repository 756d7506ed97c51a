"""What earlier closes knew of the jobs that go along, for the next workbook: how far they were on each closed day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from wipbook.books.books import Books
from wipbook.books.closed.closing import chained, parts_of_close
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import Kind, Record

_STATES = ("percents", "passed", "open jobs")


def states(closed: Closed, along: frozenset[str], since: dt.date, name: str) -> Closed:
    """A record for each close of ``closed`` from ``since`` on with what it knew of the jobs ``along`` (percentages,
    steps passed, which were open) and of masters (standards, rates), and with no balance: jobs are relieved by what was
    known then, period by period, in the workbook they go to as in the one they come from."""
    records: list[Record] = []
    for record in closed.standing:
        if record.end < since and record is not closed.last:
            continue
        parts = {part: record.part(part).filter(pl.col("Job").is_in(sorted(along))) for part in _STATES}
        for part, held in (("standards", closed.standards), ("rates", closed.rates)):
            parts[part] = record.part(part) if records else held.filter(pl.col("Through") == record.end).drop("Through")
        records.append(Record(
            len(records) + 1, Kind.CLOSE, record.start, record.end, record.when, record.by, parts=parts,
            reason=f"of {name}: record {record.number}, {record.hash[:16]}",
        ))
    return Closed(tuple(chained(Closed(), records)))


def opened(books: Books) -> Closed:
    """The records of ``books``, whose last one (of ``states``) gets the balances that the workbook opens with."""
    closed = books.ledger.closed
    last = closed.records[-1]
    before = Closed(closed.records[:-1])
    seen = Books(replace(books.read, closed=before), books.solution)
    parts = {**parts_of_close(seen, last.start, last.end), **{
        part: last.part(part) for part in (*_STATES, "standards", "rates")
    }}
    return Closed((*before.records, *chained(before, [replace(last, parts=parts)])))
