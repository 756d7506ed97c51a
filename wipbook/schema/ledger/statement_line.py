"""The lines of the Statement, and all that a budget or a saving may be of."""

from __future__ import annotations

from wipbook.schema.jobs.cost_element import ELEMENTS
from wipbook.schema.ledger.account_role import ACCOUNT_ROLES

OPENING, PRIOR_PERIODS = "Opening", "Prior periods"
LINES = (
    OPENING,
    PRIOR_PERIODS,
    "Purchases and landed cost",
    "Returns to suppliers",
    "Issued to jobs",
    "Returned from jobs",
    "Direct purchases to jobs",
    "Direct labor",
    "Overhead applied",
    "Completed",
    "Late cost of jobs",
    "Revaluations",
    "Landed cost charges",
    "Standards changed",
    "Shipped to customers",
    "Returned by customers",
    "Scrapped",
    "Adjustments and counts",
    "Negative stock true-up",
    "Price differences",
    "Standard cost variance",
    "Expensed from closed jobs",
    "Contract cost",
)
"""The lines of the statement, in order; they sum to the closing balance of each stage. Prior periods: what closed
periods would be otherwise now, posted on the first open day."""


def name_of_line(name: str) -> str:
    """A line as it is looked up: case and blanks do not count.

    >>> name_of_line(" Direct  Labor"), name_of_line("COGS")
    ('direct labor', 'cogs')
    """
    return " ".join(name.split()).casefold()


KNOWN_LINES = frozenset(name_of_line(name) for name in (*ACCOUNT_ROLES, *ELEMENTS, *LINES))
"""Account roles, cost elements and lines of the Statement, as they are looked up."""
