"""What a run over the books found, in figures: rows, balances, checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from wipbook.books.closed.prior_periods import pending
from wipbook.books.results import Results
from wipbook.ledger.around.reach import TakenIn
from wipbook.ledger.ledger import Ledger
from wipbook.port.workbook import Workbook
from wipbook.sheets.data.checks import CHECKS, outcome
from wipbook.values.fixed import currency_text


@dataclass(frozen=True)
class Summary:
    """What a refresh found: the day of the balances (None before there is a period), rows, balances (currency units),
    the checks that differ, how many adjustments of prior periods nobody accepted yet, what a reader must know of closed
    periods, and what was typed around tables and counts."""

    workbook: str
    as_of: dt.date | None
    currency: str
    places: int
    rows_read: int
    rows_left_out: int
    warnings: int
    balances: dict[str, float]
    checks: int
    failing: dict[str, float]
    untested: tuple[str, ...]
    pending: int = 0
    closed_note: str = ""
    taken_in: tuple[TakenIn, ...] = ()
    of_period: tuple[str, ...] = ()
    """What is to be said of the period: that there is none, or where it is from; rows that lie after it."""

    def text(self, amount: float) -> str:
        """An amount as people read it, with the places of the currency."""
        return currency_text(amount, self.places)

    @property
    def checks_line(self) -> str:
        agree = self.checks - len(self.failing)
        left_out = f", {_rows(self.rows_left_out)} left out" if self.rows_left_out else ""
        return f"{agree} of {self.checks} agree{left_out}"

    @property
    def rows_taken_in(self) -> int:
        return sum(one.rows for one in self.taken_in)


def summarise(workbook: Workbook, results: Results, period_taken: str = "") -> Summary:
    """The summary of ``results``; ``period_taken`` says that the workbook has just been given a period."""
    ledger = results.ledger
    tried = {check.id: outcome(check, results) for check in CHECKS}
    effects = results.exceptions["Effect"]
    return Summary(
        workbook=workbook.name,
        as_of=results.policy.as_of if results.policy.period_known else None,
        currency=results.policy.currency,
        places=results.policy.currency_places,
        rows_read=sum(ledger.rows_read.values()),
        rows_left_out=ledger.rows_left_out,
        warnings=int((effects != "row excluded").sum()),
        balances={stage: results.money(amount) for stage, amount in results.subledger.items()},
        checks=len(CHECKS),
        failing={name: difference for name, (_, _, difference, agrees) in tried.items() if not agrees},
        untested=tuple(check.id for check in CHECKS if not check.applies(results)),
        pending=pending(results),
        closed_note=results.closed_note,
        taken_in=ledger.taken_in,
        of_period=tuple(filter(None, (period_taken, *_of_period(ledger)))),
    )


def _of_period(ledger: Ledger) -> Iterator[str]:
    if not ledger.policy.period_known:
        yield "No period yet: the first dated rows tell it, or Period Start and Period End on Settings"
    count, first = ledger.rows_after
    if count:
        yield f"{_rows(count)} dated after {ledger.policy.as_of} (the first: {first}): not in these balances"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"
