"""``wipbook status``: where each job stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from wipbook.books.books import Books
from wipbook.commands.forecast.status_page import status_page
from wipbook.commands.packs.customer_updates import write_updates
from wipbook.commands.value.job_card import UnknownJob
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import write_report
from wipbook.commands.workbench.opening import open_books
from wipbook.errors import WipbookError
from wipbook.forecast.performance.standing import standing
from wipbook.forecast.planning import Plan
from wipbook.port.workbook import Workbook
from wipbook.sheets.forecast.status import SHEET, Standing
from wipbook.sheets.front import home


class UnknownCustomer(WipbookError):
    """No customer of that code, neither on Customers nor on Jobs."""


@dataclass(frozen=True)
class Status:
    """``jobs``: as of ``standing``; ``of``: whose, in words; ``page``: the same as HTML."""

    jobs: pl.DataFrame
    of: str
    page: str
    rows_left_out: int


def status(
    workbook: Workbook, job: str = "", customer: str = "", progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None,
) -> Status:
    """Say where all jobs stand, or one, or those of one customer, on the sheet Status; the caller saves.

    A customer without jobs has an empty status, and that is said. Errors: ``UnknownJob``, ``UnknownCustomer``.
    """
    books = open_books(workbook, progress)
    everybody = standing(Plan(books))
    jobs, of = everybody, "all jobs"
    if job:
        known = books.ledger.table("Jobs")["Job"].to_list()
        name = _known(job, known, UnknownJob, "a job of the sheet Jobs")
        jobs, of = jobs.filter(pl.col("Job") == name), f"job {name}"
    if customer:
        code = customer_of(books, customer)
        jobs, of = jobs.filter(pl.col("Customer") == code), f"customer {code}"
    progress(f"writing {SHEET.name}")
    write_report(workbook, SHEET, Standing(jobs, books.policy), home.header_line(books))
    write_updates(workbook, everybody, books)
    change_log.append(workbook, "status", f"status of {of}: {jobs.height} jobs", now=now)
    page = status_page(jobs, books.policy.company, of, books.policy.as_of)
    return Status(jobs, of, page, books.ledger.rows_left_out)


def customer_of(books: Books, said: str) -> str:
    """The code of a customer of Customers, or of Jobs, whatever its case. Errors: ``UnknownCustomer``."""
    codes = [
        *books.ledger.table("Customers")["Customer"].to_list(),
        *books.ledger.table("Jobs")["Customer"].drop_nulls().to_list(),
    ]
    return _known(said, list(dict.fromkeys(codes)), UnknownCustomer, "a customer of Customers, or of Jobs")


def _known(said: str, known: list[str], unknown: type[WipbookError], expected: str) -> str:
    name = next((one for one in known if one.casefold() == said.strip().casefold()), None)
    if name is None:
        near = get_close_matches(said.strip(), known, n=1)
        raise unknown(
            where="Status", found=repr(said), expected=expected,
            remedy=f"did you mean {near[0]!r}?" if near else "choose a code of the workbook; see also Exceptions",
        )
    return name
