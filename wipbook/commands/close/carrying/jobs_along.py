"""Which jobs go along into the workbook of the next year."""

from __future__ import annotations

import datetime as dt

import polars as pl

from wipbook.books.books import Books
from wipbook.schema import input_sheets
from wipbook.schema.carried import Carried
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.schema.sheet import InputSheet


def job_columns(sheet: InputSheet) -> tuple[str, ...]:
    """The columns of an input sheet that name a job.

    >>> from wipbook.schema import input_sheet
    >>> job_columns(input_sheet("Job Adjustments")), job_columns(input_sheet("Jobs"))
    (('From Job', 'To Job'), ('Job',))
    """
    if sheet.name == "Jobs":
        return (sheet.key[0],)
    return tuple(column.name for column in sheet.columns if column.references == "Jobs.Job")


def day_column(sheet: InputSheet) -> str | None:
    """The column that says on which day a row happened; None for rows without one."""
    return next((column.name for column in sheet.columns if column.required and column.is_date), None)


def jobs_along(books: Books, through: dt.date) -> frozenset[str]:
    """The jobs that a workbook closed ``through`` a day hands on: those that were not done then, that hold cost, or
    that rows of later days name; and all that Job Adjustments moved cost between with one of them.

    ``books`` are those as of that day. A job is done when its status says so by then, or when all of it was made.
    """
    ledger, solution = books.ledger, books.solution
    table = ledger.table("Jobs")
    held = solution.job_entries.group_by("Job").agg(pl.col("Amount").sum()).filter(pl.col("Amount") != 0)["Job"]
    done = solution.periods.filter("Done")["Job"]
    begun = solution.job_entries["Job"].unique()
    over = pl.col("Status").is_in([JobStatus.FINISHED, JobStatus.CLOSED, JobStatus.CANCELLED])
    open_ = table.filter(pl.col("Job").is_in(sorted(ledger.closed.open_jobs)) & ~pl.col("Job").is_in(done.implode()))
    new = table.filter(~over & ~pl.col("Job").is_in(begun.implode()))
    found = {*held, *open_["Job"], *new["Job"]}
    for sheet in input_sheets():
        day = day_column(sheet)
        if sheet.carried in (Carried.JOBS, Carried.STOCK) and day is not None and sheet.name != "Jobs":
            later = ledger.table(sheet.name).filter(pl.col(day) > through)
            for name in job_columns(sheet):
                found |= set(later[name].drop_nulls())
    return _with_partners(books, found) & frozenset(table["Job"])


def _with_partners(books: Books, along: set[str]) -> frozenset[str]:
    """``along`` and the jobs that cost was moved from or to: both sides of a row stay together."""
    pairs = books.ledger.table("Job Adjustments").select("From Job", "To Job").rows()
    found = set(along)
    while True:
        more = {job for pair in pairs if found & set(pair) for job in pair} - found
        if not more:
            return frozenset(found)
        found |= more
