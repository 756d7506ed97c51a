"""``wipbook carry-forward``: the workbook of the next year, which opens with what this one closed."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from wipbook.books.books import Books
from wipbook.books.closed.closing import chained
from wipbook.books.closed.prior_periods import prior_periods
from wipbook.commands.close.carrying.jobs_along import jobs_along
from wipbook.commands.close.carrying.left_behind import history
from wipbook.commands.close.carrying.not_carried import NotCarried
from wipbook.commands.close.carrying.openings import openings
from wipbook.commands.close.carrying.proof import prove
from wipbook.commands.close.carrying.rewriting import Rewriting
from wipbook.commands.close.carrying.rows_along import Cut
from wipbook.commands.close.carrying.states import opened, states
from wipbook.commands.close.carrying.story import Story, story
from wipbook.commands.close.close import refuse_damaged
from wipbook.commands.close.next_period import next_period
from wipbook.commands.close.store import store
from wipbook.commands.data.new import refuse_name, refuse_taken
from wipbook.commands.value.refresh import refresh
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.inputs.taking_in import take_in
from wipbook.commands.workbench.opening import Progress, nobody_watches, open_books
from wipbook.commands.workbench.settings import write_settings
from wipbook.commands.workbench.summary import Summary
from wipbook.commands.workbench.upgrade import bring_up_to_date
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ledger.closed.closed import Closed
from wipbook.ledger.closed.record import Record
from wipbook.ledger.closed.stored import hash_of_log, read_closed
from wipbook.ledger.ledger import read_policy
from wipbook.ledger.tables import ROW
from wipbook.ooxml.saving.save_failed import save_failed
from wipbook.port.workbook import Workbook
from wipbook.schema import input_sheets
from wipbook.schema.carried import Carried

LOGS = ("ClosedRecords", "Periods", "ClosingBalances", "PriorPeriods", "ChangeLog", "Exports")
"""Tables that begin anew: the workbook before has what they held."""


@dataclass(frozen=True)
class CarriedForward:
    """``path``: the new workbook, which opens on ``start``; ``through``: the last day of the one before. ``jobs`` and
    ``layers`` went along, ``told`` movements tell the story of the jobs, ``rows`` are those of each input sheet;
    ``formulas`` is how many cells hold a value where they held a formula."""

    path: Path
    through: dt.date
    start: dt.date
    end: dt.date
    jobs: int
    layers: int
    told: int
    rows: dict[str, int]
    formulas: int
    summary: Summary


def carry_forward(
    workbook: Workbook, to: Path, progress: Progress = nobody_watches, now: dt.datetime | None = None, by: str = "",
) -> CarriedForward:
    """Write the workbook of the next year to ``to``, a name that must be free; ``workbook`` stays as it is.

    It is a copy of the file with everything in it, whose tables hold what is open at the end of the last closed
    period: every layer on hand as an Opening movement, the whole story of the jobs that go along (``jobs_along``) at
    its cost, orders that are not settled, masters, rates and plans, and all rows of later days. What was known of the
    jobs at each close goes along with them, so that they are relieved in the next year as if nothing had been cut.
    Before anything is written the new workbook is costed and must come to what was closed, by place and lot, job and
    element, to the cent. It is closed through the same day, and its period is the next one.

    Errors: ``NotCarried``; those of closed records and of saving. Then there is no new workbook.
    """
    refuse_name(to)
    refuse_taken(to)
    if workbook.path is None or not workbook.path.is_file():
        raise NotCarried(where=workbook.name, found="a workbook that was never saved", expected="a file",
                         remedy="save the workbook first")
    policy = read_policy(workbook)
    closed = read_closed(workbook, policy.currency_places)
    refuse_damaged(closed)
    last = _last(closed)
    through = last.end
    own = replace(policy, period_start=last.start, period_end=through, as_of=through, closed_through=through)
    before = open_books(workbook, progress, policy=own, closed=closed)
    _refuse_changed(before)
    start, end = next_period(policy.period_start, policy.period_end)
    if policy.period_start > through:
        start, end = policy.period_start, policy.period_end
    along = jobs_along(before, through)
    layers = openings(before, start)
    told = story(before, along, start)
    known = states(closed, along, _since(before, told, through), workbook.name)
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    with tempfile.TemporaryDirectory(prefix="wipbook-carry-") as folder:
        copy = Path(folder) / to.name
        workbook.copy_file(copy)
        with open_file(copy, backups=0) as new:
            bring_up_to_date(new, now)
            take_in(new)  # what was typed below a table is a row of it, where the books have it
            cut = Cut(before, through, along, {"Movements": frozenset(told.amounts["Row"].to_list())})
            rewriting = _rewritten(new, cut, layers, told, progress)
            write_settings(new, {
                "Closed Through": None, "Carried Forward Through": through, "Period Start": last.start,
                "Period End": through, "As Of": through,
            })
            progress("proving the opening balances")
            after = open_books(new, progress, closed=known)
            prove(before, after)
            change_log.append(
                new, "carry-forward", f"from {workbook.name}, closed through {through}: record {last.number}, "
                f"{last.hash[:16]}; {len(along)} jobs, {layers.height} layers", now=moment, user=by or None,
                takes_in=False, backup="",
            )
            _close(new, after, moment)
            write_settings(new, {"Closed Through": through, "Period Start": start, "Period End": end, "As Of": end})
            summary = refresh(new, progress, now, by or None)
            progress("saving")
            try:
                to.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise save_failed(to, error) from error
            new.save_new(to)
    return CarriedForward(to, through, start, end, len(along), layers.filter(pl.col("Quantity") > 0).height,
                          told.amounts.height, rewriting.rows, rewriting.formulas, summary)


def _last(closed: Closed) -> Record:
    if closed.last is None:
        raise NotCarried(
            where="Periods", found="no closed period", expected="a workbook whose last period of the year is closed",
            remedy="close it: wipbook close BOOK --through DATE",
        )
    return closed.last


def _refuse_changed(books: Books) -> None:
    """Whatever would open the next workbook with something else than was closed."""
    changed = prior_periods(books)
    if changed.height:
        of, what = changed.select("Of", "What").row(0)
        raise NotCarried(
            where="Prior Periods", found=f"{changed.height} balances that rows changed after the close, the first "
            f"{of} {what}", expected="every closed balance as it was closed",
            remedy="close the next period, which takes the adjustments over, or reopen the last one and close it again",
        )


def _since(books: Books, told: Story, through: dt.date) -> dt.date:
    """The first day that anything of the jobs that go along happened."""
    rows = books.solution.movements.filter(pl.col(ROW).cast(pl.Int64).is_in(told.amounts["Row"].implode()))["Date"]
    labor = books.ledger.table("Labor")["Date"]
    days = [day for day in (rows.min(), labor.min()) if isinstance(day, dt.date)]
    return min(days, default=through)


def _rewritten(new: FileWorkbook, cut: Cut, layers: pl.DataFrame, told: Story, progress: Progress) -> Rewriting:
    rewriting = Rewriting(new, cut)
    if new.find_table("Purchases") is not None:
        rewriting.received()
    for sheet in input_sheets():
        if sheet.carried is Carried.ALL or new.find_table(sheet.table) is None:
            continue
        progress(f"carrying {sheet.name}")
        if sheet.carried is Carried.STOCK:
            rewriting.movements(layers, told)
        else:
            rewriting.table(sheet)
    if new.find_table("Overhead") is not None:
        rewriting.without_actuals()
    if new.find_table("Demand") is not None:
        rewriting.demand(history(cut.books))
    for log in LOGS:
        rewriting.empty(log)
    return rewriting


def _close(new: Workbook, books: Books, moment: dt.datetime) -> None:
    """The records with which the new workbook is closed through the day before it begins."""
    records = opened(books).records
    rows, log = hash_of_log(new)
    last = replace(records[-1], when=moment, log_rows=rows, log_hash=log)
    before = Closed(records[:-1])
    whole = Closed((*before.records, *chained(before, [last])))
    store(new, whole, whole.records)
