"""What a close records of the books as they stand at the end of a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import polars as pl

from wipbook.books.closed.adjustments import adjusted_entries, adjusted_jobs
from wipbook.books.closed.stock_at import stock_at
from wipbook.books.contracts.positions import positions
from wipbook.books.overhead.settlement import settlement
from wipbook.books.results import Results
from wipbook.books.stock.write_downs import recorded
from wipbook.costing.relief.in_process import Progress
from wipbook.costing.relief.periods import day_number
from wipbook.costing.workings import Workings
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.packed import sealed
from wipbook.ledger.closed.record import (
    ENTRIES,
    INPUTS,
    JOBS,
    PASSED,
    RATES,
    SETTINGS,
    STANDARDS,
    Kind,
    Record,
)
from wipbook.ledger.closed.row_hashes import changed_rows, row_hashes
from wipbook.ledger.ledger import Ledger
from wipbook.ledger.policy import Policy
from wipbook.schema import input_sheet
from wipbook.schema.jobs.job_status import JobStatus

_OF_THE_PERIOD = frozenset(
    {
        "company", "period_start", "period_end", "as_of", "period_known", "closed_through", "export_folder",
        "import_folder",
    }
)


def record_of_close(
    results: Results, start: dt.date, end: dt.date, when: dt.datetime, by: str,
    more: Mapping[str, pl.DataFrame] | None = None, **said: Any,
) -> Record:
    """The record that closes ``start`` to ``end``, not sealed yet (``chained``); ``more``: further parts, ``said``:
    reason, copy and so on."""
    return Record(
        len(results.ledger.closed.records) + 1, Kind.CLOSE, start, end, when, by,
        parts={**parts_of_close(results, start, end), **(more or {})}, **said,
    )


def chained(closed: Closed, records: Sequence[Record]) -> list[Record]:
    """``records`` sealed one after another, each on the one before, the first on the last of ``closed``."""
    before, found = closed.hash, []
    for record in records:
        found.append(sealed(replace(record, before=before)))
        before = found[-1].hash
    return found


def record_of_reopening(closed: Closed, when: dt.datetime, by: str, reason: str, **said: Any) -> Record:
    """The sealed record that reopens the last closed period."""
    last = closed.standing[-1]
    return sealed(Record(
        len(closed.records) + 1, Kind.REOPEN, last.start, last.end, when, by, closed.hash, reason=reason, **said,
    ))


def parts_of_close(results: Results, start: dt.date, end: dt.date) -> dict[str, pl.DataFrame]:
    """The parts of the record that closes ``start`` to ``end``. ``results`` are the books as of ``end``, computed with
    the closes before."""
    closed = results.ledger.closed
    entries, jobs = results.entries, results.solution.job_entries
    first = closed.last is None
    hashes = hashes_of(results.ledger)
    parts = {
        "entries": _summed(entries.filter(pl.col("Date") >= start), ENTRIES),
        "jobs": _summed(jobs.filter(pl.col("Date") >= start), JOBS),
        "stock": stock_at(results.solution, end),
        "settlement": settlement(results, start, end),
        "reserve": recorded(results),
        "contracts": positions(results.contracts, end, results.policy.as_of),
        **_states(results.ledger, end),
        **_masters(results.ledger, closed),
        "inputs": _inputs(hashes),
        "settings": settings_of(results.ledger),
        "rows": changed_rows(closed.known_rows, hashes),
    }
    if first:
        parts["before"] = _summed(entries.filter(pl.col("Date") < start), ENTRIES)
        parts["jobs before"] = _summed(jobs.filter(pl.col("Date") < start), JOBS)
        return parts
    # what had been closed and is otherwise now belongs to the period that is closed here
    parts["entries"] = _summed(pl.concat([parts["entries"], adjusted_entries(closed, entries)]), ENTRIES)
    parts["jobs prior"] = adjusted_jobs(closed, jobs)
    return parts


def hashes_of(ledger: Ledger) -> dict[str, list[bytes]]:
    """By sheet, the short hashes of all input rows."""
    return {
        name: row_hashes(input_sheet(name), frame) for name, frame in sorted(ledger.tables.items()) if frame.height
    }


def settings_of(ledger: Ledger) -> pl.DataFrame:
    """The policies that are not as usual, those of the period apart."""
    usual = vars(Policy())
    stated = [
        (name, str(value)) for name, value in sorted(vars(ledger.policy).items())
        if value != usual[name] and name not in _OF_THE_PERIOD
    ]
    return pl.DataFrame(stated, schema=SETTINGS, orient="row")


def _summed(frame: pl.DataFrame, schema: Mapping[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """Amounts by what they are of, without those of zero, in one order."""
    keys = [name for name in schema if name != "Amount"]
    sums = frame.select(*schema).cast(dict(schema)).group_by(keys).agg(pl.col("Amount").sum())  # type: ignore[arg-type]
    return sums.filter(pl.col("Amount") != 0).sort(keys, nulls_last=False).select(*schema)


def _inputs(rows_of: Mapping[str, list[bytes]]) -> pl.DataFrame:
    """How many rows each input table has, and the SHA-256 over what they say, in whatever order they stand."""
    rows = [
        (name, len(hashes), sha256(b"".join(sorted(hashes))).hexdigest())
        for name, hashes in rows_of.items()
    ]
    return pl.DataFrame(rows, schema=INPUTS, orient="row")


def _states(ledger: Ledger, end: dt.date) -> dict[str, pl.DataFrame]:
    """What later typing overwrites: how far jobs are, and which of them are not done."""
    jobs = ledger.table("Jobs")
    over = pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED, JobStatus.CANCELLED])
    day = pl.coalesce("Finished", "Closed")
    still = jobs.filter(~over | (day > end).fill_null(False))
    progress = Progress(Workings(ledger), still.select("Job", pl.int_range(pl.len()).alias("job")), pl.DataFrame(
        schema={"job": pl.Int64, "Component": pl.String, "Per": pl.Int64}
    ))
    passed = [(job, progress.passed(number, day_number(end))) for number, job in enumerate(still["Job"])]
    percents = still.select("Job", "Percent Complete").drop_nulls().sort("Job")
    return {
        "percents": percents,
        "passed": pl.DataFrame(
            sorted((job, str(units)) for job, units in passed if units is not None),
            schema=PASSED, orient="row",
        ),
        "open jobs": still.select("Job").sort("Job"),
    }


def _masters(ledger: Ledger, closed: Closed) -> dict[str, pl.DataFrame]:
    """Values of masters that count up to the end, where they differ from what the close before kept."""
    standards = ledger.table("Materials").select(*STANDARDS).filter(pl.col("Standard Cost").is_not_null())
    rates = ledger.table("Employees").select(*RATES)
    return {
        "standards": _changed(standards, closed.standards, "Material", closed),
        "rates": _changed(rates, closed.rates, "Employee", closed),
    }


def _changed(now: pl.DataFrame, kept: pl.DataFrame, key: str, closed: Closed) -> pl.DataFrame:
    if closed.last is not None and kept.height:
        was = kept.filter(pl.col("Through") == closed.last.end).drop("Through")
        gone = was.join(now, on=key, how="anti").select(key, *(pl.lit(None, dtype=kind).alias(name)
                                                               for name, kind in now.schema.items() if name != key))
        now = pl.concat([now, gone]).join(was, on=now.columns, how="anti", nulls_equal=True)
    return now.sort(key)
