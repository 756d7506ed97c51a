"""A workbook's books: its inputs read and costed, the workbook itself unchanged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from wipbook.books.books import Books
from wipbook.commands.workbench.inputs.remembered_columns import remembered_columns
from wipbook.commands.workbench.postings import Postings
from wipbook.costing.solve import solve
from wipbook.ledger import read
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.ledger import read_policy
from wipbook.ledger.policy import Policy
from wipbook.port.workbook import Workbook

Progress = Callable[[str], None]


def nobody_watches(step: str) -> None:
    """The progress of a command that nobody looks at."""


Agree = Callable[[str], None]
"""Asks whoever started a command whether what it is about to write, said in figures, shall be written; an exception
where it shall not. Asked once, when everything is computed and nothing is written."""


def nobody_asks(change: str) -> None:
    """Of a command that was told to write by the one who started it (``--accept``)."""


def open_books(
    workbook: Workbook, progress: Progress = nobody_watches, *, as_of: dt.date | None = None,
    policy: Policy | None = None, closed: Closed | None = None,
) -> Books:
    """Read and cost the workbook by a policy (None: that of Settings) as of a day (None: the policy's), with what was
    ``closed`` (None: what the workbook recorded).

    Errors: those of reading the ledger.
    """
    policy = policy or read_policy(workbook)
    ledger = read(workbook, policy if as_of is None else policy.seen_on(as_of), progress)
    ledger = replace(ledger.remembering(remembered_columns(workbook)), postings=Postings(workbook))
    if closed is not None:
        ledger = replace(ledger, closed=closed)
    return Books(ledger, solve(ledger, progress))
