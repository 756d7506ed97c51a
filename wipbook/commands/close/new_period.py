"""``wipbook new-period``: the period is closed and the workbook moves on, opening with what was closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wipbook.books.closed.shown import balances_at
from wipbook.books.statement import STAGES
from wipbook.commands.close.close import Closing, close_periods, refuse_damaged
from wipbook.commands.close.next_period import next_period
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.opening import Agree, nobody_asks
from wipbook.commands.workbench.settings import write_settings
from wipbook.commands.workbench.summary import Summary
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.stored import read_closed
from wipbook.ledger.ledger import read_policy
from wipbook.ledger.policy import Policy
from wipbook.port.workbook import Workbook
from wipbook.values.fixed import currency_text


@dataclass(frozen=True)
class NewPeriod:
    """The new period, what it opens with (the closing balances, in currency units), and what was closed."""

    start: dt.date
    end: dt.date
    opening: dict[str, float]
    summary: Summary
    closing: Closing | None = None


def new_period(
    workbook: Workbook,
    progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None,
    by: str = "",
    despite: Sequence[str] = (),
    reason: str = "",
    accept: bool = False,
    agree: Agree = nobody_asks,
) -> NewPeriod:
    """Close the period the workbook stands in, set Period Start and End to the next one and As Of to its end, then
    refresh; the caller saves.

    Nothing is typed anew: the movements stay. A period that is closed already is only left. The new one opens with the
    balances that were closed (a check holds all rows against them). ``agree`` is asked before anything is written.
    Errors: those of ``close_periods``; then nothing was changed.
    """
    before = read_policy(workbook)
    closed = read_closed(workbook, before.currency_places)
    refuse_damaged(closed)
    start, end = next_period(before.period_start, before.period_end)
    closing = None
    moves = f"Then the workbook moves to {start} to {end}, which opens with these balances."
    if closed.through is None or closed.through < before.period_end:
        closing = close_periods(workbook, None, by, despite, reason, accept, progress, now,
                                lambda close: agree(f"{close}\n{moves}"))
    else:
        agree(_asked(closed, before, start, end))
    write_settings(workbook, {"Period Start": start, "Period End": end, "As Of": end})
    summary = refresh(workbook, progress, now, by or None)
    if closing is not None:
        change_log.append(workbook, "close", closing.line, result=summary.checks_line, now=now, user=by or None)
    change_log.append(
        workbook, "new-period", f"from {before.period_start} to {before.period_end}, now {start} to {end}",
        result=summary.checks_line, now=now, user=by or None,
    )
    opening = _held(read_closed(workbook, before.currency_places), before)
    return NewPeriod(start, end, opening, summary, closing)


def _held(closed: Closed, policy: Policy) -> dict[str, float]:
    """What the period of ``policy`` was closed with, in currency units."""
    held = balances_at(closed, policy.period_end) or {}
    return {stage: held.get(stage, 0) / 10**policy.currency_places for stage in STAGES}


def _asked(closed: Closed, policy: Policy, start: dt.date, end: dt.date) -> str:
    """The question whether to leave a period that is closed already."""
    return "\n".join([
        f"{policy.period_start} to {policy.period_end} is closed already. Move to {start} to {end}? It opens with:",
        *(f"{stage}: {currency_text(amount, policy.currency_places)} {policy.currency}"
          for stage, amount in _held(closed, policy).items()),
    ])
