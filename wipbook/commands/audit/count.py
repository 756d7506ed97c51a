"""``wipbook count plan`` and ``count sheets``: what to count when, and the blind sheets to count with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from wipbook.audit.choices import Choices
from wipbook.audit.run import SCHEMA, Audit
from wipbook.audit.working_papers import WorkingPapers
from wipbook.books.books import Books
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.filling import write_report
from wipbook.commands.workbench.opening import open_books
from wipbook.commands.workbench.sheets import bring_back_sheets
from wipbook.errors import RefusedToProtectData, WipbookError
from wipbook.ledger.policy import Policy
from wipbook.port.workbook import TableCells, Workbook
from wipbook.sheets.audit import count_plan, count_sheet
from wipbook.sheets.front import home

Progress = Callable[[str], None]
CLASSES = ("A", "B", "C")


class CountsOutstanding(RefusedToProtectData):
    """The count sheet holds counted quantities that were not posted."""


class NothingToCount(WipbookError):
    """No place fits what was asked for."""


@dataclass(frozen=True)
class PlanReport:
    """``planned`` and ``coverage`` in the columns of the sheet Count Plan, amounts in the smallest currency unit."""

    planned: pl.DataFrame
    coverage: pl.DataFrame
    rows_left_out: int

    @property
    def covers(self) -> bool:
        """Whether every place is counted as often as its class asks."""
        return bool(self.coverage["Covered"].all())

    @property
    def line(self) -> str:
        states = dict(self.planned.group_by("State").len().iter_rows())
        due = f"{states.get('overdue', 0)} overdue, {states.get('due', 0)} due within a week"
        return f"{self.planned.height} places, {due}; the plan {'covers' if self.covers else 'does not cover'} the year"


@dataclass(frozen=True)
class SheetLines:
    """The lines of the count sheet."""

    lines: pl.DataFrame
    policy: Policy
    rows_left_out: int = 0


def plan(workbook: Workbook, progress: Progress = lambda step: None, now: dt.datetime | None = None) -> PlanReport:
    """Write the sheet Count Plan from the counts taken so far; the caller saves."""
    papers = WorkingPapers(open_books(workbook, progress), _nothing(), Choices(), pl.DataFrame())
    write_report(workbook, count_plan.SHEET, papers, home.header_line(papers.books))
    report = PlanReport(papers.count_plan, papers.coverage, papers.books.ledger.rows_left_out)
    change_log.append(workbook, "count", f"plan: {report.line}", now=now)
    return report


def sheets(
    workbook: Workbook,
    day: dt.date,
    classes: Sequence[str] = (),
    materials: Sequence[str] = (),
    every: bool = False,
    progress: Progress = lambda step: None,
    now: dt.datetime | None = None,
) -> pl.DataFrame:
    """The lines of ``blind_sheets``."""
    return blind_sheets(workbook, day, classes, materials, every, progress, now).lines


def blind_sheets(
    workbook: Workbook,
    day: dt.date,
    classes: Sequence[str] = (),
    materials: Sequence[str] = (),
    every: bool = False,
    progress: Progress = lambda step: None,
    now: dt.datetime | None = None,
) -> SheetLines:
    """Fill the sheet Count Sheet with the places to count on ``day``; returns its lines. The caller saves.

    Due are the places whose next count is up to that day; ``classes`` and ``materials`` narrow that down, ``every``
    takes all places, and so does a list of materials. No book quantity is written: the count is blind. Errors:
    ``CountsOutstanding`` when counted lines wait to be posted, ``NothingToCount``.
    """
    books = open_books(workbook, progress)
    bring_back_sheets(workbook)
    _refuse_outstanding(workbook.read_table("CountSheet"))
    papers = WorkingPapers(books, _nothing(), Choices(), pl.DataFrame())
    wanted = papers.count_plan
    if classes:
        wanted = wanted.filter(pl.col("Class").is_in([name.strip().upper() for name in classes]))
    if materials:
        wanted = wanted.filter(pl.col("Material").is_in(list(materials)))
    elif not every:
        wanted = wanted.filter(pl.col("Next Count") <= day)
    if wanted.is_empty():
        raise NothingToCount(
            where="Count Plan", found="no place that fits", expected=f"places to count on {day}",
            remedy="see wipbook count plan; --all takes every place, --material the ones you name",
        )
    lots = books.valuation.filter(pl.col("Quantity") != 0).select("Material", "Location", "Lot", "Unit")
    lines = wanted.select("Material", "Description", "Location").join(
        lots, on=["Material", "Location"], how="left", nulls_equal=True
    ).sort("Location", "Material", "Lot", nulls_last=False)
    number = _free_number(books, day)
    blank = [pl.lit(None, kind).alias(name) for name, kind in _TYPED.items()]
    lines = lines.with_columns(
        pl.format("{}-{}", pl.lit(number), pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(3)).alias("Tag"),
        pl.lit(number).alias("Count"), pl.lit(day).alias("Date"), *blank,
    ).select(count_sheet.SHEET.tables[0].headers)
    made = SheetLines(lines, books.policy, books.ledger.rows_left_out)
    write_report(workbook, count_sheet.SHEET, made, home.header_line(books))
    change_log.append(workbook, "count", f"sheets: {lines.height} tags of {number} for {day}", now=now)
    return made


_TYPED = {"Counted": pl.Float64, "Recounted": pl.Float64, "Counter": pl.String, "Remark": pl.String,
          "Asked": pl.String}


def _nothing() -> Audit:
    return Audit(pl.DataFrame(schema=SCHEMA), (), ())


def _refuse_outstanding(cells: TableCells) -> None:
    waiting = cells.frame.select(pl.col("Tag").is_not_null() & pl.col("Counted").is_not_null()).to_series()
    if waiting.any():
        row = int(waiting.arg_true()[0])
        raise CountsOutstanding(
            where=cells.address(row, "Counted"), found=f"{int(waiting.sum())} counted lines that are not posted",
            expected="a count sheet without quantities", remedy="post them (wipbook count post --accept) or clear them",
        )


def _free_number(books: Books, day: dt.date) -> str:
    taken = set(books.ledger.table("Counts")["Count"])
    number, again = f"CT-{day:%Y%m%d}", 1
    while (number if again == 1 else f"{number}-{again}") in taken:
        again += 1
    return number if again == 1 else f"{number}-{again}"
