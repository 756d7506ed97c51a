"""What speaks against closing a period: each with its name, which ``--despite`` takes."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from wipbook.audit.card import Severity
from wipbook.audit.followed import as_left, follow, still_open
from wipbook.audit.run import chosen_rules, run
from wipbook.books.books import Books
from wipbook.books.closed.prior_periods import pending
from wipbook.commands.audit.rule_choices import read_choices
from wipbook.errors import WipbookError
from wipbook.port.workbook import Workbook
from wipbook.sheets.data.checks import CHECKS, LEDGER, outcome

CHECK, ROWS, COUNTS, FINDINGS, TIED, ADJUSTMENTS = "checks", "rows", "counts", "findings", "ledger", "adjustments"
LATE_ENTRY = "LED007"
"""The rule of late entries: what they change is on Prior Periods, where somebody accepts it by name."""
REASONS = (CHECK, ROWS, COUNTS, FINDINGS, TIED, ADJUSTMENTS)


class UnknownReason(WipbookError):
    """Nothing that speaks against closing has this name."""


@dataclass(frozen=True)
class Against:
    """One thing that speaks against closing: its ``name``, where to look, what there is, and what cures it."""

    name: str
    where: str
    found: str
    expected: str
    remedy: str


def understood(despite: Sequence[str]) -> tuple[str, ...]:
    """The names given to ``--despite``, split at commas. Errors: ``UnknownReason``.

    >>> understood(["rows, Checks"])
    ('checks', 'rows')
    """
    named = {name.strip().casefold() for each in despite for name in each.split(",") if name.strip()}
    for name in sorted(named - set(REASONS)):
        near = get_close_matches(name, REASONS, n=1)
        raise UnknownReason(
            where="--despite", found=repr(name), expected=" or ".join(REASONS),
            remedy=f"did you mean {near[0]!r}?" if near else "name what the message named",
        )
    return tuple(name for name in REASONS if name in named)


def against(
    workbook: Workbook, books: Books, progress: Callable[[str], None], day: dt.date | None
) -> list[Against]:
    """All that speaks against closing the period of ``books``; ``day`` is today, for findings that people follow (None:
    the rules are not asked, as of a period that is closed together with a later one)."""
    differing = [check for check in CHECKS if not outcome(check, books)[3]]
    own = [check.id for check in differing if check.id not in LEDGER]
    untied = [check.id for check in differing if check.id in LEDGER]
    left_out = books.ledger.rows_left_out
    counted = books.ledger.closed.counted
    waiting = pending(books)
    high = 0
    if day is not None:
        progress("auditing before the close")
        high = _high_findings(workbook, books, progress, day)
    said = [
        (own, Against(
            CHECK, f"Checks, chk_{own[0] if own else ''}",
            _number(len(own), "check that differs", "checks that differ"), "every check to agree",
            "see the sheet Checks",
        )),
        (left_out, Against(
            ROWS, "Exceptions", _number(left_out, "row left out", "rows left out"), "every row used",
            "mend the rows that the sheet Exceptions names",
        )),
        (counted, Against(
            COUNTS, "Count Sheet", _number(counted, "counted line", "counted lines") + " not posted",
            "every count posted", "wipbook count post, or clear the lines",
        )),
        (high, Against(
            FINDINGS, "Audit", _number(high, "open finding of severity high", "open findings of severity high"),
            "none", "wipbook audit, then mend, explain or accept each on the sheet Audit",
        )),
        (untied, Against(
            TIED, f"Checks, chk_{untied[0] if untied else ''}",
            _number(len(untied), "stage", "stages") + " whose ledger balance is another", "the ledger to tie",
            "see Tie-Out, and post what is missing",
        )),
        (waiting, Against(
            ADJUSTMENTS, "Prior Periods", _number(waiting, "adjustment", "adjustments") + " nobody accepted",
            "each accepted by name", "type your name in Accepted By, or close with --accept --as NAME",
        )),
    ]
    return [each for count, each in said if count]


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _high_findings(workbook: Workbook, books: Books, progress: Callable[[str], None], day: dt.date) -> int:
    result = run(books, chosen_rules(()), read_choices(workbook), progress, time.perf_counter)
    there = workbook.read_table("Audit").frame if workbook.find_table("Audit") else pl.DataFrame()
    listed = still_open(follow(result, as_left(there, books.places), day))
    high = listed.filter((pl.col("Severity") == Severity.HIGH.value) & (pl.col("Rule") != LATE_ENTRY))
    return high.height
