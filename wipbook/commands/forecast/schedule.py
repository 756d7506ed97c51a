"""``wipbook schedule``: preview a finite-capacity schedule of the open steps, accept it into their planned dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from wipbook.books.books import Books
from wipbook.calculators.faults import CannotPlan
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.opening import Agree, nobody_asks, open_books
from wipbook.errors import WipbookError
from wipbook.forecast.planning import Plan
from wipbook.forecast.shop.scheduling.schedule import METHODS
from wipbook.forecast.shop.shop_plan import ShopPlan
from wipbook.ledger.tables import ROW
from wipbook.port.tables import letters
from wipbook.port.workbook import CellValue, Formula, Workbook
from wipbook.values.fixed import plain_text

PLANNED_BY = "schedule"
"""What Planned By says of dates that were accepted here."""


class UnknownDispatchRule(WipbookError):
    """No dispatch rule of that name."""


@dataclass(frozen=True)
class Proposal:
    """``steps``: Job, Step, Work Center, Planned Start, Planned Finish (as they stand), Scheduled Start, Scheduled
    Finish, Kept (a typed start), Changed. ``rules``: every way of scheduling and what its schedule is worth.
    ``written``: it was accepted."""

    rule: str
    rules: pl.DataFrame
    steps: pl.DataFrame
    written: bool
    rows_left_out: int

    @property
    def kept(self) -> int:
        """Steps that keep the Planned Start somebody typed."""
        return int(self.steps["Kept"].sum())

    @property
    def changed(self) -> int:
        return int(self.steps["Changed"].sum())


def schedule(
    workbook: Workbook,
    rule: str = "",
    accept: bool = False,
    replan: bool = False,
    progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None,
    agree: Agree = nobody_asks,
) -> Proposal:
    """Schedule the open steps by ``rule`` (the best of all ways when blank). A preview; with ``accept`` the dates go
    into Planned Start and Planned Finish of the sheet Operations, Planned By says so, and the caller saves. Steps that
    have begun and a typed Planned Start keep their place; ``replan`` also moves what was typed. ``agree`` is asked
    before anything is written.

    Errors: ``UnknownDispatchRule``; ``CannotPlan`` where the solver is asked for and is not there, or Operations lacks
    a column to write into.
    """
    if rule and rule not in METHODS:
        near = get_close_matches(rule, METHODS, n=1, cutoff=0.3)
        raise UnknownDispatchRule(
            where="--rule", found=repr(rule), expected=", ".join(METHODS),
            remedy=f"did you mean {near[0]!r}?" if near else "choose one of these",
        )
    books = open_books(workbook, progress)
    shop = ShopPlan(books, Plan(books).horizon, keep_typed=not replan)
    chosen = rule or shop.chosen_rule
    made = dict(shop.dispatch_rules.select("Rule", "Note").iter_rows())
    if made[chosen]:
        raise CannotPlan(
            where="--rule", found=repr(chosen), expected="a way of scheduling that is there",
            remedy=f"{made[chosen]}; or name another rule",
        )
    progress(f"scheduling by {chosen}")
    plan = shop.schedule_by(chosen).filter(pl.col("Scheduled Finish").is_not_null())
    kept = pl.col("Fixed").is_not_null() & (pl.col("Scheduled Start") == pl.col("Planned Start"))
    differs = [pl.col(f"Scheduled {end}").ne_missing(pl.col(f"Planned {end}")) for end in ("Start", "Finish")]
    steps = plan.select(
        "Job", "Step", "Work Center", "Planned Start", "Planned Finish", "Scheduled Start", "Scheduled Finish",
        kept.alias("Kept"), (pl.any_horizontal(differs) & ~kept).alias("Changed"), ROW,
    )
    proposal = Proposal(chosen, shop.dispatch_rules, steps, accept, books.ledger.rows_left_out)
    if accept and proposal.changed:
        agree(_asked(proposal))
        _write(workbook, books, steps.filter("Changed"))
        change_log.append(
            workbook, "schedule", f"{proposal.changed} of {steps.height} open steps planned anew by {chosen}", now=now
        )
    return proposal


def _asked(proposal: Proposal) -> str:
    """What accepting the schedule changes, in figures, as a question."""
    worth = proposal.rules.filter(pl.col("Rule") == proposal.rule).row(0, named=True)
    changed = proposal.steps.filter("Changed")
    jobs = changed["Job"].n_unique()
    return "\n".join([
        f"Write new planned dates for {proposal.changed:,} of {proposal.steps.height:,} open steps "
        f"({jobs:,} {'job' if jobs == 1 else 'jobs'}) into Operations?",
        f"By {proposal.rule}: {worth['Late Jobs']} late jobs, {plain_text(worth['Days Late'])} working days late in "
        f"all, all done on {worth['All Done']}.",
        *([f"{proposal.kept:,} keep the Planned Start that was typed."] if proposal.kept else []),
    ])


def _write(workbook: Workbook, books: Books, steps: pl.DataFrame) -> None:
    place = books.ledger.cells["Operations"].place
    folded = [header.strip().casefold() for header in place.headers]
    cells: dict[str, CellValue | Formula] = {}
    for header in ("Planned Start", "Planned Finish", "Planned By"):
        if header.casefold() not in folded:
            raise CannotPlan(
                where=f"Operations!{letters(place.first_column)}{place.first_row - 1}",
                found=f"no column {header}", expected="a column to write the schedule into",
                remedy=f"add a column with the header {header} to the table",
            )
        column = letters(place.first_column + folded.index(header.casefold()))
        days = header.replace("Planned", "Scheduled")
        what = steps[days].to_list() if days in steps.columns else [PLANNED_BY] * steps.height
        cells |= {f"{column}{place.first_row + row}": value for row, value in zip(steps[ROW], what, strict=True)}
    workbook.write_cells(place.sheet, cells)
