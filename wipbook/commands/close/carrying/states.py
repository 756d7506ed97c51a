"""The closes of the workbook before, as the next one keeps them: balances by month, and what was known of jobs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from wipbook.books.books import Books
from wipbook.books.closed.adjustments import adjusted_entries, adjusted_jobs, recorded_entries, recorded_jobs
from wipbook.books.closed.closing import chained, parts_of_close
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import Kind, Record

_OF_JOBS = ("percents", "passed", "open jobs")
_WHOLE = ("stock", "settlement")


def states(closed: Closed, along: frozenset[str], since: dt.date, name: str) -> Closed:
    """A record for each close of ``closed`` from ``since`` on: what its period put on each account (of no job), the
    stock at its end, and what it knew of the jobs ``along`` (percentages, steps passed, which were open) and of masters
    (standards, rates). Jobs are relieved by what was known then, period by period, in the workbook they go to as in the
    one they come from, and reports of closed periods show what was closed."""
    records: list[Record] = []
    for record in closed.standing:
        if record.end < since and record is not closed.last:
            continue
        parts = {part: record.part(part).filter(pl.col("Job").is_in(sorted(along))) for part in _OF_JOBS}
        parts |= {part: record.part(part) for part in _WHOLE}
        parts["entries"] = _of_no_job(record.part("entries"))
        parts |= {part: _of_no_job(record.part(part)) for part in ("jobs", "jobs prior")}
        for part, held in (("standards", closed.standards), ("rates", closed.rates)):
            parts[part] = record.part(part) if records else held.filter(pl.col("Through") == record.end).drop("Through")
        if not records:
            earlier = Closed(tuple(one for one in closed.standing if one.end < record.end))
            parts["before"] = _of_no_job(pl.concat([recorded_entries(earlier), record.part("before")]))
            parts["jobs before"] = _of_no_job(pl.concat([recorded_jobs(earlier), record.part("jobs before")]))
        records.append(Record(
            len(records) + 1, Kind.CLOSE, record.start, record.end, record.when, record.by, parts=parts,
            reason=f"of {name}: record {record.number}, {record.hash[:16]}",
        ))
    return Closed(tuple(chained(Closed(), records)))


def opened(books: Books) -> Closed:
    """The records of ``books``, whose last one (of ``states``) gets what the workbook opens with: where its accounts
    come to other balances than were recorded (all but stock and jobs are opening balances now), a line of prior periods
    leads there."""
    closed = books.ledger.closed
    last = closed.records[-1]
    before = Closed(closed.records[:-1])
    seen = Books(replace(books.read, closed=before), books.solution)
    same = (*_OF_JOBS, "standards", "rates", "settlement", "before", "jobs before", "jobs")
    parts = {
        **parts_of_close(seen, last.start, last.end), **{part: last.part(part) for part in same},
        "entries": pl.concat([last.part("entries"), adjusted_entries(closed, books.entries)]),
        "jobs prior": pl.concat([last.part("jobs prior"), adjusted_jobs(closed, books.solution.job_entries)]),
    }
    return Closed((*before.records, *chained(before, [replace(last, parts=parts)])))


def _of_no_job(entries: pl.DataFrame) -> pl.DataFrame:
    """Entries, or those of cost sheets, without the jobs they were of: most of these stay behind."""
    by = [name for name in entries.columns if name not in ("Job", "Amount")]
    sums = entries.group_by(by).agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0).sort(by, nulls_last=False)
    return sums.with_columns(pl.lit(None, dtype=pl.String).alias("Job")).select(entries.columns)
