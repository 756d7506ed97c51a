"""``wipbook new-period``: the workbook moves on; the opening balances are proved against the last closing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl

from wipbook.books.results import Results
from wipbook.books.statement import STAGES, postings
from wipbook.commands.close.next_period import next_period
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.settings import write_settings
from wipbook.commands.workbench.summary import Summary
from wipbook.errors import RefusedToProtectData
from wipbook.ledger.policy import Policy
from wipbook.port.workbook import Workbook
from wipbook.sheets.data.checks import CHECKS, outcome
from wipbook.values.fixed import currency_text


class PeriodDoesNotRoll(RefusedToProtectData):
    """The opening balances of the new period would not be the closing balances of the last."""


class PeriodUnproved(RefusedToProtectData):
    """A check differs: the last period should not be left like that."""


@dataclass(frozen=True)
class NewPeriod:
    """The new period, and its opening balances in currency units, equal to the last closing balances."""

    start: dt.date
    end: dt.date
    opening: dict[str, float]
    summary: Summary


def new_period(
    workbook: Workbook,
    progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None,
    despite_checks: bool = False,
) -> NewPeriod:
    """Set Period Start and End to the next period and As Of to its end, then refresh; the caller saves.

    Nothing is typed anew: the movements stay, so the opening balances follow from them, and must equal the closing
    balances of the period left. Errors: ``PeriodUnproved`` when a check differs (unless ``despite_checks``),
    ``PeriodDoesNotRoll``; then nothing was changed.
    """
    progress("closing balances of this period")
    before = open_books(workbook)
    policy = before.policy
    at_the_end = _until(policy, policy.period_start, policy.period_end)
    ended = before if policy == at_the_end else open_books(workbook, policy=at_the_end)
    if not despite_checks:
        _refuse_differences(before)
    start, end = next_period(policy.period_start, policy.period_end)
    progress("opening balances of the next")
    after = open_books(workbook, policy=_until(policy, start, end))
    closing = _balances(ended, policy.period_end)
    opening = _balances(after, start - dt.timedelta(days=1))
    for stage in STAGES:
        if opening[stage] != closing[stage]:
            raise PeriodDoesNotRoll(
                where=f"Statement, Opening, {stage}",
                found=before.text(opening[stage]),
                expected=f"{before.text(closing[stage])}, the closing balance of {policy.period_end}",
                difference=before.text(opening[stage] - closing[stage]),
                remedy="look for movements entered late, and for periodic methods with an interval beyond the period",
            )
    write_settings(workbook, {"Period Start": start, "Period End": end, "As Of": end})
    summary = refresh(workbook, progress, now)
    change_log.append(
        workbook, "new-period", f"from {policy.period_start} to {policy.period_end}, now {start} to {end}",
        result=summary.checks_line, now=now,
    )
    return NewPeriod(start, end, {stage: before.money(amount) for stage, amount in opening.items()}, summary)


def _until(policy: Policy, start: dt.date, end: dt.date) -> Policy:
    return replace(policy, period_start=start, period_end=end, as_of=end)


def _balances(results: Results, day: dt.date) -> dict[str, int]:
    """What each stage held at the end of ``day``."""
    until = postings(results.solution).filter(pl.col("Date") <= day)
    sums = dict(until.group_by("Stage").agg(pl.col("Amount").sum()).iter_rows())
    return {stage: int(sums.get(stage, 0)) for stage in STAGES}


def _refuse_differences(results: Results) -> None:
    failing = [check for check in CHECKS if not outcome(check, results)[3]]
    if failing:
        difference = outcome(failing[0], results)[2]
        raise PeriodUnproved(
            where=f"Checks, chk_{failing[0].id}",
            found="a check that differs" if len(failing) == 1 else f"{len(failing)} checks that differ",
            expected="every check to agree before the period is left",
            difference=currency_text(difference, results.policy.currency_places),
            remedy="see the sheet Checks; to move on all the same: --despite-checks",
        )
