"""The first screen of Home, written: figures, what is wrong, the next step, and whether the inputs are still those."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from wipbook.books.closed.checklist import DONE, OPEN
from wipbook.books.results import Results
from wipbook.commands.workbench.filling import fill
from wipbook.commands.workbench.placing import Cells, SheetPlaces
from wipbook.commands.workbench.sheets import write_changed
from wipbook.port.workbook import CellValue, Formula, TablePlace, Workbook
from wipbook.schema import input_sheets
from wipbook.sheets.front import input_stamp, screen
from wipbook.sheets.front.home import SHEET_NAME
from wipbook.sheets.front.screen import NextStep, Screen

_JOBS = screen.SCREEN.tables[0].name


def has_screen(workbook: Workbook) -> bool:
    """Whether Home is of this release; an older one keeps its form until it is brought up to date."""
    return workbook.find_table(_JOBS) is not None


def write_screen(
    workbook: Workbook, results: Results, now: dt.datetime | None = None, places_known: bool = False
) -> None:
    """Say on Home how much there is, what is wrong and what is next, after everything else was filled. Nobody asks for
    the places of amounts where they are ``places_known`` to be right."""
    if not has_screen(workbook):
        return
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    fill(workbook, screen.SCREEN, Screen(
        results, moment, next_step(workbook, results), shown_card(workbook), expected_late(workbook)
    ), places_known)


def places(workbook: Workbook) -> dict[str, str]:
    """Where the cells of the screen stand by now, by their names."""
    named: Cells = {address: name for name, address in screen.ADDRESSES.items()}
    placed = SheetPlaces.of(workbook, screen.SCREEN).placed(named)
    return {str(name): address for address, name in placed.items()}


def write_on_screen(workbook: Workbook, cells: dict[str, CellValue | Formula]) -> None:
    """Write cells of the screen by their names, where they differ; nothing on a Home of an older release."""
    if has_screen(workbook):
        there = places(workbook)
        write_changed(workbook, SHEET_NAME, {there[name]: cell for name, cell in cells.items()})


def next_step(workbook: Workbook, results: Results) -> NextStep:
    """The first step of the close that is open, else the first to review that nobody put his name to."""
    if not any(results.ledger.rows_read.values()) or not results.policy.period_known:
        return NextStep("Type or import materials, jobs, movements and labor, then refresh",
                        "Buttons Import and Refresh, or wipbook import", "Movements")
    place = workbook.find_table("CloseSteps")
    if place is not None:
        steps = workbook.read_table("CloseSteps").frame
        if {"Step", "State", "Done By", "What", "Figure", "How", "Where"} <= set(steps.columns):
            wanted = [
                row for row in steps.iter_rows(named=True)
                if row["What"] and row["State"] != DONE and not str(row["Done By"] or "").strip()
            ]
            wanted.sort(key=lambda row: row["State"] != OPEN)
            if wanted:
                step = wanted[0]
                figure = f" ({step['Figure']})" if step["Figure"] else ""
                return NextStep(f"Step {int(step['Step'])} of {steps.height}: {step['What']}{figure}",
                                str(step["How"] or ""), str(step["Where"] or ""))
    closed = results.ledger.closed.through
    if closed is not None and closed >= results.policy.period_end:
        return NextStep(f"The period to {results.policy.period_end} is closed: go on to the next",
                        "Button New Period, or wipbook new-period", "Periods")
    return NextStep(f"Every step is done: close the period to {results.policy.period_end}",
                    "Button Close Period, or wipbook close", "Close")


def shown_card(workbook: Workbook) -> str:
    """The job that the sheet Job Card shows; blank for none."""
    if workbook.find_table("JobCardFacts") is None:
        return ""
    facts = workbook.read_table("JobCardFacts").frame
    value = facts["Value"][0] if "Value" in facts.columns and facts.height else None
    return "" if value is None else str(value)


def expected_late(workbook: Workbook) -> dict[str, int]:
    """The open jobs that the last forecast expects late, and by how many days."""
    if workbook.find_table("DueJobs") is None:
        return {}
    jobs = workbook.read_table("DueJobs").frame
    if not {"Job", "Days Late"} <= set(jobs.columns) or not jobs["Days Late"].dtype.is_numeric():
        return {}
    late = jobs.filter((pl.col("Days Late") > 0) & pl.col("Job").is_not_null()).select("Job", "Days Late")
    return {str(job): int(days) for job, days in late.iter_rows()}


def card_changed(workbook: Workbook, job: str) -> None:
    """Jobs in trouble lead to the sheet Job Card where it shows them: it shows another job now."""
    if not has_screen(workbook):
        return
    rows = workbook.read_table(_JOBS)
    if not {"Job", "Open"} <= set(rows.place.headers) or workbook.computes(
        rows.place.sheet, rows.cell(0, "Open"), screen.OPEN_FORMULA
    ):
        return
    workbook.write_cells(rows.place.sheet, {
        rows.cell(row, "Open"): Formula(screen.OPEN_FORMULA, screen.opens(one, job))
        for row, one in enumerate(rows.frame["Job"])
    })


def write_stamp(workbook: Workbook) -> None:
    """The counts and sums of the inputs as they stand now, which a run has read: last of all, since rows typed below
    their tables join these at the end."""
    if not has_screen(workbook):
        return
    tables = {
        sheet.table: workbook.read_table(sheet.table) for sheet in input_sheets()
        if sheet.facts and workbook.find_table(sheet.table) is not None
    }
    rows, total = input_stamp.stamp(tables)
    write_on_screen(workbook, {screen.RUN_ROWS: rows, screen.RUN_SUM: total})
    _write_question(workbook, {name: cells.place for name, cells in tables.items()}, input_stamp.SAME)


def inputs_changed(workbook: Workbook) -> None:
    """A command has written rows of the inputs: Home says so, where no program finds it out by itself."""
    if not has_screen(workbook):
        return
    if workbook.read_cell(SHEET_NAME, places(workbook)[screen.RUN_ROWS]) in (None, ""):
        return  # there was no run yet that they could differ from
    _write_question(workbook, workbook.tables(), input_stamp.OTHER)


def _write_question(workbook: Workbook, tables: Mapping[str, TablePlace], answer: str) -> None:
    """The formula that asks whether the inputs are others, with its answer: it names the tables that there are, so that
    it is written though the answer is as it was."""
    there = places(workbook)[screen.CHANGED]
    question = {there: Formula(input_stamp.compared(tables, screen.STAMP), answer)}
    if not workbook.computed(SHEET_NAME, question):
        workbook.write_cells(SHEET_NAME, question)
        workbook.vouch_for(SHEET_NAME, question)
