"""``wipbook close``: the books of a period, kept; what is typed later moves them no more."""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from wipbook.books.books import Books
from wipbook.books.closed.closing import chained, record_of_close
from wipbook.books.closed.prior_periods import PENDING, prior_periods
from wipbook.books.closed.shown import balances_at
from wipbook.books.statement import STAGES
from wipbook.commands.close.against import ADJUSTMENTS, Against, against, understood
from wipbook.commands.close.next_period import next_period
from wipbook.commands.close.store import store
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.opening import Agree, Progress, nobody_asks, nobody_watches, open_books
from wipbook.commands.workbench.settings import write_settings
from wipbook.commands.workbench.summary import Summary
from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import ACCEPTED, Record
from wipbook.ledger.closed.stored import hash_of_log
from wipbook.ledger.policy import Policy
from wipbook.port.workbook import Workbook
from wipbook.values.fixed import QUANTITY_PLACES, currency_text


class NotReadyToClose(RefusedToProtectData):
    """Something speaks against closing the period."""


class NothingToClose(RefusedToProtectData):
    """The day is closed already, or has not come yet."""


class NoCopyOfTheBooks(RefusedToProtectData):
    """The workbook has no file that could be copied as it is closed."""


class NobodyAnswers(WipbookError):
    """Something is overruled or accepted without the name of a person, or without a reason."""


class RecordsDamaged(RefusedToProtectData):
    """What earlier closes recorded is not whole: no close can build on it."""


@dataclass(frozen=True)
class Closing:
    """What was closed: the records, what was overruled, how many adjustments of prior periods were accepted with it."""

    records: tuple[Record, ...]
    despite: tuple[Against, ...]
    accepted: int

    @property
    def through(self) -> dt.date:
        return self.records[-1].end

    @property
    def line(self) -> str:
        """What happened, in one line of the Change Log."""
        first, last = self.records[0], self.records[-1]
        overruled = f"; despite {', '.join(each.name for each in self.despite)}: {last.reason}" if self.despite else ""
        which = f"record {last.number}" if first is last else f"records {first.number} to {last.number}"
        return f"closed {first.start} to {last.end} by {last.by}, {which}; copy {last.copy}{overruled}"


def close(
    workbook: Workbook,
    through: dt.date | None = None,
    by: str = "",
    despite: Sequence[str] = (),
    reason: str = "",
    accept: bool = False,
    progress: Progress = nobody_watches,
    now: dt.datetime | None = None,
    agree: Agree = nobody_asks,
) -> tuple[Closing, Summary]:
    """Close every period up to ``through`` (None: the end of the period in Settings), then refresh; the caller saves.

    Errors: those of ``close_periods``; then nothing was changed.
    """
    closing = close_periods(workbook, through, by, despite, reason, accept, progress, now, agree)
    summary = refresh(workbook, progress, now, by or None)
    change_log.append(workbook, "close", closing.line, result=summary.checks_line, now=now, user=by or None)
    return closing, summary


def close_periods(
    workbook: Workbook,
    through: dt.date | None = None,
    by: str = "",
    despite: Sequence[str] = (),
    reason: str = "",
    accept: bool = False,
    progress: Progress = nobody_watches,
    now: dt.datetime | None = None,
    agree: Agree = nobody_asks,
) -> Closing:
    """Write a record for every period up to ``through``: entries, cost sheets, stock, states.

    A copy of the file as it stands is kept apart. What speaks against the close (``against``) refuses it, unless
    ``despite`` names it, in the name of a person (``by``) with a ``reason``. ``accept``: the adjustments of prior
    periods are accepted in that name. ``agree`` is asked before anything is written. Errors: ``NotReadyToClose``,
    ``NothingToClose``, ``NoCopyOfTheBooks``, ``RecordsDamaged``, ``NobodyAnswers``; then nothing was changed.
    """
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    overruled = understood(despite)
    if (overruled or accept) and not (by and (reason or not overruled)):
        raise NobodyAnswers(
            where="--as" if not by else "--reason", found="(blank)",
            expected="who answers for it, and why", remedy="wipbook close BOOK --despite … --as NAME --reason TEXT",
        )
    books = open_books(workbook, progress)
    policy, closed = books.policy, books.ledger.closed
    refuse_damaged(closed)
    spans = periods_to_close(closed, policy, through, max(moment.date(), newest_row(books)))
    person = by or getpass.getuser()
    records: list[Record] = []
    said: tuple[Against, ...] = ()
    more: dict[str, pl.DataFrame] = {}
    periods: list[Books] = []
    for start, end in spans:
        progress(f"closing {start} to {end}")
        so_far = replace(closed, records=(*closed.records, *records))
        own = replace(policy, period_start=start, period_end=end, as_of=end)
        period = open_books(workbook, progress, policy=own, closed=so_far)
        if not periods:
            more["accepted"] = _accepted(period, person if accept else "")
        periods.append(period)
        asked = moment.date() if (start, end) == spans[-1] else None
        found = _refuse(against(workbook, period, progress, asked), overruled, accept)
        said = (*said, *(each for each in found if each.name not in {one.name for one in said}))
        records.append(record_of_close(period, start, end, moment, person, more if len(periods) == 1 else {}))
    agree(_asked(closed, records, said, more["accepted"].height, policy))
    copy, digest = _copy(workbook, spans[-1][1])
    rows, log = hash_of_log(workbook)
    sealed_records = chained(closed, [
        replace(record, reason=reason, despite=tuple(each.name for each in said), copy=copy, copy_hash=digest,
                log_rows=rows, log_hash=log)
        for record in records
    ])
    progress("writing the records")
    store(workbook, Closed((*closed.records, *sealed_records)), sealed_records)
    write_settings(workbook, {"Closed Through": records[-1].end})
    return Closing(tuple(sealed_records), said, more["accepted"].height)


def refuse_damaged(closed: Closed) -> None:
    if closed.faults:
        raise RecordsDamaged(
            where="Closed Records", found="; ".join(closed.faults[:3]), expected="every record as it was written",
            remedy="wipbook verify says what was changed; bring the workbook back from the copy of the last close, or "
            "from a backup",
        )


def periods_to_close(
    closed: Closed, policy: Policy, through: dt.date | None, latest: dt.date
) -> list[tuple[dt.date, dt.date]]:
    """The periods from the first open day to ``through``: months, or as long as the workbook's own; the last one may
    end within its period. ``latest``: today, or the newest row where that is later (simulated books). Errors:
    ``NothingToClose``."""
    last = through or policy.period_end
    first = policy.period_start if policy.period_start <= last else last.replace(day=1)
    start = closed.through + dt.timedelta(days=1) if closed.through else first
    if last < start:
        raise NothingToClose(
            where="close", found=str(last), expected=f"a day from {start} on",
            remedy=f"{closed.through} is closed already; reopen it to close it anew",
        )
    if last > latest:
        raise NothingToClose(
            where="close", found=f"{last}, which has not come yet", expected=f"a day up to {latest}",
            remedy="close with --through the last day that is over, or set Period End in Settings",
        )
    spans = []
    begin, end = _period_of(start, policy)
    while begin <= last:
        spans.append((max(begin, start), min(end, last)))
        begin, end = next_period(begin, end)
    return spans


def newest_row(books: Books) -> dt.date:
    """The day of the newest movement or ticket."""
    days = [books.ledger.table(sheet)["Date"].max() for sheet in ("Movements", "Labor")]
    return max((day for day in days if isinstance(day, dt.date)), default=dt.date.min)


def _period_of(day: dt.date, policy: Policy) -> tuple[dt.date, dt.date]:
    """The period ``day`` is in, of the workbook's own length, or the month where that lies before its period."""
    begin, end = policy.period_start, policy.period_end
    if day < begin:
        first = day.replace(day=1)
        month_end = (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
        return first, min(month_end, begin - dt.timedelta(days=1))
    while day > end:
        begin, end = next_period(begin, end)
    return begin, end


def _asked(
    closed: Closed, records: Sequence[Record], despite: Sequence[Against], accepted: int, policy: Policy
) -> str:
    """What a close writes, in figures, as a question."""
    first, last = records[0], records[-1]
    held = balances_at(Closed((*closed.records, *records)), last.end) or {}
    places = policy.currency_places
    entries = sum(record.part("entries").height for record in records)
    lines = [
        f"Close {first.start} to {last.end}" + (f" ({len(records)} periods)?" if len(records) > 1 else "?"),
        f"Kept are, with {entries:,} entries and a copy of the file:",
        *(f"{stage}: {currency_text(held.get(stage, 0) / 10**places, places)} {policy.currency}" for stage in STAGES),
        *(f"Despite {each.name}: {each.found}." for each in despite),
        *([f"Adjustments of prior periods taken over: {accepted:,}."] if accepted else []),
        f"What is typed later for days up to {last.end} moves them no more: it is an adjustment of the next period.",
    ]
    return "\n".join(lines)


def _refuse(said: Sequence[Against], overruled: Sequence[str], accepted: bool) -> tuple[Against, ...]:
    """What is overruled of what speaks against it. Errors: ``NotReadyToClose``."""
    left = [each for each in said if not (accepted and each.name == ADJUSTMENTS)]
    speaks = [each for each in left if each.name not in overruled]
    if speaks:
        first, others = speaks[0], ", ".join(each.found for each in speaks[1:])
        raise NotReadyToClose(
            where=first.where, found=first.found + (f" (and {others})" if others else ""), expected=first.expected,
            remedy=f"{first.remedy}; or close all the same: --despite {','.join(each.name for each in speaks)} "
            "--as NAME --reason TEXT",
        )
    return tuple(left)


def _accepted(books: Books, by: str) -> pl.DataFrame:
    """The adjustments of prior periods that the record takes over, with who accepted each (``by``: those pending)."""
    rows = prior_periods(books)
    places = 10.0**books.policy.currency_places
    who = pl.when((pl.col("State") == PENDING) & pl.lit(bool(by))).then(pl.lit(by)).otherwise("Accepted By")
    return rows.select(
        "Of", "What", (pl.col("Quantity") / 10.0**QUANTITY_PLACES).alias("Quantity"),
        (pl.col("Value") / places).alias("Value"), who.alias("Accepted By"),
    ).cast(ACCEPTED)  # type: ignore[arg-type]


def _copy(workbook: Workbook, end: dt.date) -> tuple[str, str]:
    """The file as it stands, kept apart: its name and SHA-256. Errors: ``NoCopyOfTheBooks``."""
    kept = workbook.keep_copy(f"closed {end}")
    if kept is None:
        raise NoCopyOfTheBooks(
            where=workbook.name, found="a workbook that was never saved", expected="a file, of which a copy is kept",
            remedy="save the workbook first",
        )
    return kept.name, hashlib.sha256(kept.read_bytes()).hexdigest()
