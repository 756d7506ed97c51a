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
from wipbook.commands.workbench.settings import write_settings
from wipbook.commands.workbench.summary import Summary
from wipbook.ledger.closed.stored import read_closed
from wipbook.ledger.ledger import read_policy
from wipbook.port.workbook import Workbook


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
) -> NewPeriod:
    """Close the period the workbook stands in, set Period Start and End to the next one and As Of to its end, then
    refresh; the caller saves.

    Nothing is typed anew: the movements stay. A period that is closed already is only left. The new one opens with the
    balances that were closed (a check holds all rows against them). Errors: those of ``close_periods``; then nothing
    was changed.
    """
    before = read_policy(workbook)
    closed = read_closed(workbook, before.currency_places)
    refuse_damaged(closed)
    start, end = next_period(before.period_start, before.period_end)
    closing = None
    if closed.through is None or closed.through < before.period_end:
        closing = close_periods(workbook, None, by, despite, reason, accept, progress, now)
    write_settings(workbook, {"Period Start": start, "Period End": end, "As Of": end})
    summary = refresh(workbook, progress, now, by or None)
    if closing is not None:
        change_log.append(workbook, "close", closing.line, result=summary.checks_line, now=now, user=by or None)
    change_log.append(
        workbook, "new-period", f"from {before.period_start} to {before.period_end}, now {start} to {end}",
        result=summary.checks_line, now=now, user=by or None,
    )
    held = balances_at(read_closed(workbook, before.currency_places), before.period_end) or {}
    opening = {stage: held.get(stage, 0) / 10**before.currency_places for stage in STAGES}
    return NewPeriod(start, end, opening, summary, closing)
