"""``wipbook schedule``: preview a finite-capacity schedule of the open steps, accept it into their planned dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.opening import open_books
from wipbook.errors import WipbookError
from wipbook.forecast.planning import Plan
from wipbook.forecast.shop.dispatch import RULES
from wipbook.ledger.tables import ROW
from wipbook.port.tables import letters
from wipbook.port.workbook import CellValue, Formula, Workbook


class UnknownDispatchRule(WipbookError):
    """No dispatch rule of that name."""


@dataclass(frozen=True)
class Proposal:
    """``steps``: Job, Step, Work Center, Planned Start, Planned Finish (as they stand), Scheduled Start, Scheduled
    Finish, Changed. ``rules``: every dispatch rule and what its schedule is worth. ``written``: it was accepted."""

    rule: str
    rules: pl.DataFrame
    steps: pl.DataFrame
    written: bool
    rows_left_out: int

    @property
    def changed(self) -> int:
        return int(self.steps["Changed"].sum())


def schedule(
    workbook: Workbook,
    rule: str = "",
    accept: bool = False,
    progress: Callable[[str], None] = lambda step: None,
    now: dt.datetime | None = None,
) -> Proposal:
    """Schedule the open steps by ``rule`` (the best of all when blank). A preview; with ``accept`` the dates go into
    Planned Start and Planned Finish of the sheet Operations, and the caller saves.

    Errors: ``UnknownDispatchRule``.
    """
    if rule and rule not in RULES:
        near = get_close_matches(rule, RULES, n=1, cutoff=0.3)
        raise UnknownDispatchRule(
            where="--rule", found=repr(rule), expected=", ".join(RULES),
            remedy=f"did you mean {near[0]!r}?" if near else "choose one of these",
        )
    planning = Plan(open_books(workbook, progress))
    chosen = rule or planning.shop.chosen_rule
    progress(f"scheduling by {chosen}")
    plan = planning.shop.schedule_by(chosen).filter(pl.col("Scheduled Finish").is_not_null())
    differs = [pl.col(f"Scheduled {end}").ne_missing(pl.col(f"Planned {end}")) for end in ("Start", "Finish")]
    steps = plan.select(
        "Job", "Step", "Work Center", "Planned Start", "Planned Finish", "Scheduled Start", "Scheduled Finish",
        pl.any_horizontal(differs).alias("Changed"), ROW,
    )
    proposal = Proposal(chosen, planning.shop.dispatch_rules, steps, accept, planning.books.ledger.rows_left_out)
    if accept and proposal.changed:
        _write(workbook, planning, steps.filter("Changed"))
        change_log.append(
            workbook, "schedule", f"{proposal.changed} of {steps.height} open steps planned anew by {chosen}", now=now
        )
    return proposal


def _write(workbook: Workbook, planning: Plan, steps: pl.DataFrame) -> None:
    place = planning.books.ledger.cells["Operations"].place
    folded = [header.strip().casefold() for header in place.headers]
    cells: dict[str, CellValue | Formula] = {}
    for end in ("Start", "Finish"):
        column = letters(place.first_column + folded.index(f"planned {end.lower()}"))
        for row, day in steps.select(ROW, f"Scheduled {end}").iter_rows():
            cells[f"{column}{place.first_row + row}"] = day
    workbook.write_cells(place.sheet, cells)
