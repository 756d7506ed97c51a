"""``wipbook reopen``: the last closed period is open again, and a record says so."""

from __future__ import annotations

import datetime as dt
import getpass

from wipbook.books.closed.closing import record_of_reopening
from wipbook.books.closed.shown import balances_at
from wipbook.books.statement import STAGES
from wipbook.commands.close.close import NobodyAnswers, NothingToClose, refuse_damaged
from wipbook.commands.close.store import store
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.opening import Agree, Progress, nobody_asks, nobody_watches
from wipbook.commands.workbench.settings import write_settings
from wipbook.commands.workbench.summary import Summary
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import Record
from wipbook.ledger.closed.stored import hash_of_log, read_closed
from wipbook.ledger.ledger import read_policy
from wipbook.ledger.policy import Policy
from wipbook.port.workbook import Workbook
from wipbook.values.fixed import currency_text


class NotTheLastPeriod(NothingToClose):
    """A period in the middle is to be reopened."""


def reopen(
    workbook: Workbook,
    through: dt.date | None = None,
    by: str = "",
    reason: str = "",
    progress: Progress = nobody_watches,
    now: dt.datetime | None = None,
    agree: Agree = nobody_asks,
) -> tuple[Record, Summary]:
    """Open the last closed period again (``through``: its last day, to be sure which), then refresh; the caller saves.

    Nothing that was recorded is taken away: another record says that the period is open. ``agree`` is asked
    before anything is written. Errors: ``NobodyAnswers``
    without a reason, ``NothingToClose`` where nothing is closed, ``NotTheLastPeriod``, ``RecordsDamaged``.
    """
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    policy = read_policy(workbook)
    closed = read_closed(workbook, policy.currency_places)
    refuse_damaged(closed)
    if not reason:
        raise NobodyAnswers(where="--reason", found="(blank)", expected="why closed books are opened",
                            remedy="wipbook reopen BOOK --reason TEXT")
    last = closed.last
    if last is None:
        raise NothingToClose(where="Periods", found="no closed period", expected="one that can be opened again",
                             remedy="nothing: the books are open")
    if through is not None and through != last.end:
        later = [str(end) for end in reversed(closed.ends) if end > through]
        raise NotTheLastPeriod(
            where="reopen", found=str(through), expected=f"{last.end}, the last closed day",
            remedy=f"reopen the later periods first: {', '.join(later)}" if later and through in closed.ends
            else "name the last day of a closed period (sheet Periods)",
        )
    agree(_asked(closed, last, policy))
    rows, log = hash_of_log(workbook)
    record = record_of_reopening(closed, moment, by or getpass.getuser(), reason, log_rows=rows, log_hash=log)
    now_closed = Closed((*closed.records, record))
    store(workbook, now_closed, [record])
    write_settings(workbook, {"Closed Through": now_closed.through})
    summary = refresh(workbook, progress, now, by or None)
    change_log.append(
        workbook, "reopen", f"{record.start} to {record.end} is open again: {reason} ({record.by}, record "
        f"{record.number})", result=summary.checks_line, now=now, user=by or None,
    )
    return record, summary


def _asked(closed: Closed, last: Record, policy: Policy) -> str:
    """What is opened again, in figures, as a question."""
    held, places = balances_at(closed, last.end) or {}, policy.currency_places
    return "\n".join([
        f"Open {last.start} to {last.end} again, closed by {last.by} as record {last.number}? It was closed with:",
        *(f"{stage}: {currency_text(held.get(stage, 0) / 10**places, places)} {policy.currency}" for stage in STAGES),
        "What was recorded stays. Rows of these days move the balances again, until the period is closed anew.",
    ])
