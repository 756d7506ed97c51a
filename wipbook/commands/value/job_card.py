"""``wipbook job-card``: one job on one printable page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from wipbook.books.jobs.job_card import job_card as itemised
from wipbook.books.jobs.job_costs import COSTS
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import write_report
from wipbook.commands.workbench.front.first_screen import card_changed
from wipbook.commands.workbench.opening import open_books
from wipbook.errors import WipbookError
from wipbook.port.workbook import Workbook
from wipbook.sheets.front import home
from wipbook.sheets.value.job_card import SHEET, OneJob


class UnknownJob(WipbookError):
    """No job of that number, or one whose row could not be read."""


@dataclass(frozen=True)
class JobCard:
    """What the card came to, in currency units; ``entries`` are the rows written, ``places`` those of the
    currency."""

    job: str
    description: str
    status: str
    charged: float
    wip: float
    entries: int
    rows_left_out: int
    places: int


def named_job(known: list[str], job: str, where: str) -> str:
    """A job as the sheet Jobs spells it, whatever case was typed. Errors: ``UnknownJob``, with the one that was
    probably meant."""
    name = next((one for one in known if one.casefold() == job.strip().casefold()), None)
    if name is None:
        near = get_close_matches(job.strip(), known, n=1)
        raise UnknownJob(
            where=where, found=repr(job), expected="a job of the sheet Jobs",
            remedy=f"did you mean {near[0]!r}?" if near else "choose a number of the sheet Jobs; see also Exceptions",
        )
    return name


def job_card(
    workbook: Workbook,
    job: str,
    progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None,
) -> JobCard:
    """Cost the workbook and write the card of ``job``; the caller saves. Errors: ``UnknownJob``."""
    results = open_books(workbook, progress)
    name = named_job(results.job_costs["Job"].to_list(), job, "Job Card")
    card = OneJob(results, name)
    progress(f"writing {SHEET.name}")
    write_report(workbook, SHEET, card, home.header_line(results))
    card_changed(workbook, name)
    costs = results.job_costs.filter(pl.col("Job") == name).to_dicts()[0]
    charged = sum(costs[name] for name in COSTS)
    change_log.append(workbook, "job-card", f"card of job {name}", now=now)
    entries = itemised(results.ledger, results.solution, name).height
    return JobCard(
        name,
        costs["Description"] or "",
        costs["Status"] or "",
        results.money(charged),
        results.money(costs["WIP"]),
        entries,
        results.ledger.rows_left_out,
        results.policy.currency_places,
    )
