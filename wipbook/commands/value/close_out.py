"""``wipbook close-out``: what stands against closing a job, what to enter first, and its status Closed."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from wipbook.books.books import Books
from wipbook.books.jobs.close_out import close_out as finished
from wipbook.books.jobs.close_steps import OPEN, REVIEW, CloseStep, CloseSteps, Proposal
from wipbook.commands.value.job_card import named_job
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import write_report
from wipbook.commands.workbench.opening import Agree, nobody_asks, open_books
from wipbook.ledger.tables import ROW
from wipbook.port.tables import letters
from wipbook.port.workbook import CellValue, Formula, Workbook
from wipbook.schema.jobs.job_status import JobStatus
from wipbook.sheets.front import home
from wipbook.sheets.jobs import close_out as listed
from wipbook.sheets.jobs import close_out_card
from wipbook.values.fixed import money_text

Progress = Callable[[str], None]


@dataclass(frozen=True)
class CloseOut:
    """What there is to close. ``jobs``: Job, Status, Residue (smallest currency unit), Against Closing of every
    finished job; of one job, where it is named, its ``steps`` and the rows proposed; ``closed``: the day it was closed
    on by this run, None where it was not; ``was_closed``: it was before."""

    jobs: pl.DataFrame
    job: str
    steps: tuple[CloseStep, ...]
    proposals: tuple[Proposal, ...]
    closed: dt.date | None
    was_closed: bool
    rows_left_out: int
    places: int

    @property
    def open(self) -> list[CloseStep]:
        return [step for step in self.steps if step.state == OPEN]

    @property
    def to_review(self) -> list[CloseStep]:
        return [step for step in self.steps if step.state == REVIEW]

    @property
    def with_residue(self) -> int:
        return self.jobs.filter(pl.col("Residue") != 0).height

    @property
    def not_closed(self) -> int:
        return self.jobs.filter(pl.col("Status") != JobStatus.CLOSED).height


def close_out(
    workbook: Workbook,
    job: str = "",
    close: bool = False,
    progress: Progress = lambda step: None,
    now: dt.datetime | None = None,
    user: str | None = None,
    agree: Agree = nobody_asks,
) -> CloseOut:
    """Cost the workbook, write the sheet Close-Out and, of a ``job``, the Close-Out Card; the caller saves.

    With ``close`` a job of which nothing is open gets the Status Closed and the day in Closed, the as-of day, or where
    that is closed the first day that is open; since nothing is left in it no figure changes. Where something is open
    the job stays as it is. Errors: ``UnknownJob``.
    """
    books = open_books(workbook, progress)
    if not job.strip():
        _write(workbook, books, "", progress)
        change_log.append(workbook, "close-out", f"{finished(books).height} finished jobs", now=now, user=user)
        return _found(books, "", (), None, False)
    name = named_job(books.job_costs["Job"].to_list(), job, "Close-Out")
    steps = tuple(CloseSteps(books).of(name))
    was_closed = bool(books.ledger.table("Jobs").filter(pl.col("Job") == name)["Status"].item() == JobStatus.CLOSED)
    closed = None
    if close and not was_closed and not any(step.state == OPEN for step in steps):
        closed = _first_open_day(books)
        agree(_asked(books, name, closed, steps))
        _close(workbook, books, name, closed)
        books = open_books(workbook, progress)
    _write(workbook, books, name, progress)
    said = f"job {name} closed on {closed}, nothing was left in it" if closed else f"job {name}"
    change_log.append(workbook, "close-out", said, now=now, user=user or getpass.getuser())
    return _found(books, name, steps, closed, was_closed)


def _found(
    books: Books, job: str, steps: tuple[CloseStep, ...], closed: dt.date | None, was_closed: bool
) -> CloseOut:
    jobs = finished(books).select("Job", "Status", "Residue", "Against Closing")
    proposals = tuple(CloseSteps(books).proposals(job)) if job else ()
    return CloseOut(jobs, job, steps, proposals, closed, was_closed, books.ledger.rows_left_out, books.places)


def _asked(books: Books, job: str, day: dt.date, steps: tuple[CloseStep, ...]) -> str:
    """What closing a job changes, in figures, as a question."""
    residue = int(finished(books).filter(pl.col("Job") == job)["Residue"].sum())
    return "\n".join([
        f"Close job {job} on {day}? It gets the Status Closed; left in it are {money_text(residue, books.places)} "
        f"{books.policy.currency}, and nothing is open.",
        *(f"To review: {step.short}: {step.how}" for step in steps if step.state == REVIEW),
    ])


def _first_open_day(books: Books) -> dt.date:
    through = books.ledger.closed.through or books.policy.closed_through
    as_of = books.policy.as_of
    return as_of if through is None or as_of > through else through + dt.timedelta(days=1)


def _close(workbook: Workbook, books: Books, job: str, day: dt.date) -> None:
    """Status and day into the row of the job; a workbook whose column Closed was taken out keeps the status alone."""
    place = books.ledger.cells["Jobs"].place
    row = books.ledger.table("Jobs").filter(pl.col("Job") == job)[ROW].item()
    headers = [header.strip().casefold() for header in place.headers]
    cells: dict[str, CellValue | Formula] = {}
    for header, value in (("status", JobStatus.CLOSED.value), ("closed", day)):
        if header in headers:
            cells[f"{letters(place.first_column + headers.index(header))}{place.first_row + row}"] = value
    workbook.write_cells(place.sheet, cells)


def _write(workbook: Workbook, books: Books, job: str, progress: Progress) -> None:
    progress(f"writing {listed.SHEET.name}")
    write_report(workbook, listed.SHEET, books, home.header_line(books))
    if job:
        card = close_out_card.OneCloseOut(books, job)
        write_report(workbook, close_out_card.SHEET, card, home.header_line(books))
