"""``wipbook refresh``: read the facts, cost everything, fill every report, prove it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from wipbook.books.results import Results
from wipbook.commands.audit.sign_offs import restate
from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.user_columns import UserColumns
from wipbook.costing.solve import solve
from wipbook.errors import RefusedToProtectData
from wipbook.ledger import read
from wipbook.ledger.policy import Policy
from wipbook.port.tables import letters
from wipbook.port.workbook import CellValue, Formula, Workbook
from wipbook.schema import input_sheets
from wipbook.sheets import output_sheets
from wipbook.sheets.data.checks import CHECKS, outcome
from wipbook.sheets.front import home
from wipbook.sheets.layout import COMPANY_ROW, FIRST_ROW, TOTAL_ROW, Look, OutputSheet, OutputTable, to_cells

Progress = Callable[[str], None]


class TooManyRows(RefusedToProtectData):
    """A report would be longer than a sheet can hold."""


@dataclass(frozen=True)
class Summary:
    """What a refresh found: rows, balances (currency units), and the checks that differ."""

    workbook: str
    as_of: dt.date
    currency: str
    rows_read: int
    rows_left_out: int
    warnings: int
    balances: dict[str, float]
    checks: int
    failing: dict[str, float]
    untested: tuple[str, ...]

    @property
    def checks_line(self) -> str:
        agree = self.checks - len(self.failing)
        return f"{agree} of {self.checks} agree"


def compute(workbook: Workbook, progress: Progress = lambda step: None, policy: Policy | None = None) -> Results:
    """Read and cost the workbook without changing it."""
    ledger = read(workbook, policy, progress)
    return Results(ledger, solve(ledger, progress))


def refresh(
    workbook: Workbook,
    progress: Progress = lambda step: None,
    now: dt.datetime | None = None,
    user: str | None = None,
) -> Summary:
    """Fill every report of ``workbook`` from its inputs; the caller saves.

    Sheets the user deleted come back from the template; columns the user added stay with their rows. Reports with
    nothing to say are hidden. Refreshing twice changes nothing but the Change Log and its echo on Home.
    """
    results = compute(workbook, progress)
    bring_back_sheets(workbook)
    show_packs(workbook)
    for sheet in output_sheets():
        if sheet.filled_by == "refresh":
            progress(f"writing {sheet.name}")
            fill(workbook, sheet, results)
    workbook.write_cells(home.SHEET_NAME, _changed(workbook, home.SHEET_NAME, home.cells(results)))
    line = home.header_line(results)
    for name in workbook.sheets():
        if name != home.SHEET_NAME and name in _own_sheets():
            cell: dict[str, CellValue | Formula] = {f"A{COMPANY_ROW}": Formula("=header_line", line)}
            workbook.write_cells(name, _changed(workbook, name, cell))
    restate(workbook, results)
    summary = summarise(workbook, results)
    change_log.append(
        workbook,
        "refresh",
        change_log.changes(workbook, summary.balances),
        result=summary.checks_line,
        rows_read=summary.rows_read,
        rows_left_out=summary.rows_left_out,
        balances=summary.balances,
        now=now,
        user=user,
    )
    return summary


def fill(workbook: Workbook, sheet: OutputSheet, results: Any) -> None:
    """Write the tables, totals and single cells of one output sheet, and show or hide it by its first table."""
    rows = 0
    cells: dict[str, CellValue | Formula] = {}
    for table in sheet.tables:
        if table.typed:
            continue
        frame = to_cells(table.build(results), table.columns, results.policy.currency_places)
        if table is sheet.tables[0]:
            rows = frame.height
        if frame.height > 1_048_576 - FIRST_ROW:
            raise TooManyRows(
                where=f"{workbook.name}, {sheet.name}", found=f"{frame.height:,} rows",
                expected="at most 1,048,569, what a sheet can hold", remedy="split the workbook by year",
            )
        formulas = {column.name: column.formula for column in table.columns if column.formula}
        if not frame.height:
            frame = _blank_row(table, frame)
        theirs = UserColumns.of(workbook, table)
        workbook.write_table(table.name, theirs.beside(frame) if theirs else frame, formulas)
        if theirs:
            theirs.put_back(workbook, frame)
        cells.update(_totals(table, frame))
    cells.update(sheet.cells(results))
    if cells:
        workbook.write_cells(sheet.name, cells)
    if sheet.when_empty == "hide":
        workbook.set_visible(sheet.name, rows > 0)


def _blank_row(table: OutputTable, frame: pl.DataFrame) -> pl.DataFrame:
    """An empty table keeps one row; its calculated columns are zero or empty there, as Excel makes them of blanks."""
    blank = frame.clear(1)
    return blank.with_columns(
        pl.lit("" if column.look in (Look.TEXT, Look.CODE) else 0.0).alias(column.name)
        for column in table.columns if column.formula
    )


def _totals(table: OutputTable, frame: pl.DataFrame) -> dict[str, CellValue | Formula]:
    cells: dict[str, CellValue | Formula] = {}
    for number, column in enumerate(table.columns):
        if column.total:
            text = f"=SUBTOTAL(109,{table.name}[{column.name}])"
            address = f"{letters(table.first_column + number)}{TOTAL_ROW}"
            cells[address] = Formula(text, round(float(frame[column.name].sum() or 0), 6))
    return cells


def _changed(workbook: Workbook, sheet: str, cells: dict[str, CellValue | Formula]) -> dict[str, CellValue | Formula]:
    """Only the cells whose value is another: a large input sheet is not rewritten for an unchanged header."""
    found: dict[str, CellValue | Formula] = {}
    for address, cell in cells.items():
        value = cell.value if isinstance(cell, Formula) else cell
        there = workbook.read_cell(sheet, address)
        if isinstance(there, dt.datetime):
            there = (there - dt.datetime(1899, 12, 30)).days
        if there != value and not (there is None and value == ""):
            found[address] = cell
    return found


def _own_sheets() -> set[str]:
    return {"Settings", *(s.name for s in input_sheets()), *(s.name for s in output_sheets())}


def bring_back_sheets(workbook: Workbook) -> None:
    """Sheets of ours that were deleted are adopted again from the template."""
    from wipbook.beside import template_path

    missing = [sheet for sheet in output_sheets() if sheet.name not in workbook.sheets()]
    for sheet in missing:
        workbook.adopt_sheet(template_path(), sheet.name)


def show_packs(workbook: Workbook) -> None:
    """Show the input sheets of every pack that Home says yes to; sheets with rows are never hidden."""
    if "Packs" not in workbook.tables():
        return
    packs = workbook.read_table("Packs").frame
    wanted = {
        str(name) for name, show in packs.select("Pack", "Show").iter_rows()
        if str(show or "").strip().casefold() in ("yes", "y", "true", "x")
    }
    for sheet in input_sheets():
        if sheet.name in workbook.sheets() and set(sheet.packs) & wanted:
            workbook.set_visible(sheet.name, True)


def summarise(workbook: Workbook, results: Results) -> Summary:
    ledger = results.ledger
    tried = {check.id: outcome(check, results) for check in CHECKS}
    effects = results.exceptions["Effect"]
    return Summary(
        workbook=workbook.name,
        as_of=results.policy.as_of,
        currency=results.policy.currency,
        rows_read=sum(ledger.rows_read.values()),
        rows_left_out=sum(ledger.rows_read.values()) - sum(ledger.rows_used.values()),
        warnings=int((effects != "row excluded").sum()),
        balances={stage: results.money(amount) for stage, amount in results.subledger.items()},
        checks=len(CHECKS),
        failing={name: difference for name, (_, _, difference, agrees) in tried.items() if not agrees},
        untested=tuple(check.id for check in CHECKS if not check.applies(results)),
    )
