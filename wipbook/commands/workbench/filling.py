"""Results into sheets: tables, totals and single cells of a report, the columns of the user beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from wipbook.commands.workbench.front.tabs import arrange
from wipbook.commands.workbench.number_formats import areas_of_report, show_places
from wipbook.commands.workbench.placing import SheetPlaces, cell_of
from wipbook.commands.workbench.sheets import bring_back_sheets, head
from wipbook.commands.workbench.user_columns import UserColumns
from wipbook.errors import RefusedToProtectData
from wipbook.port.workbook import CellValue, Formula, TablePlace, Workbook
from wipbook.sheets.layout import FIRST_ROW, Look, OutputSheet, OutputTable, to_cells


class ReportTooLong(RefusedToProtectData):
    """A report would be longer than a sheet can hold."""


def write_report(workbook: Workbook, sheet: OutputSheet, results: Any, header_line: str) -> None:
    """Fill ``sheet`` from ``results`` (whatever its tables build from) under the company line, and show it; the caller
    saves."""
    bring_back_sheets(workbook)
    fill(workbook, sheet, results)
    head(workbook, sheet.name, header_line)
    arrange(workbook, results.policy.role, {sheet.name: True})


@dataclass(frozen=True)
class Filled:
    """What came of filling a sheet: whether it has ``something`` to show (a sheet that hides when it is empty does not
    without rows in its first table, or the one that decides), and whether its amounts showed ``other_places`` than
    those of the currency."""

    something: bool
    other_places: bool = False


def fill(workbook: Workbook, sheet: OutputSheet, results: Any, places_known: bool = False) -> Filled:
    """Write the tables, totals and single cells of one output sheet; who fills several shows them together
    (``arrange``). Nobody asks for the places of amounts where they are ``places_known`` to be right."""
    decides = sheet.decided_by or sheet.tables[0].name
    if places_known and sheet.when_empty == "hide" and _stays_empty(workbook, sheet, results):
        return Filled(False)
    rows = 0
    cells: dict[str, CellValue | Formula] = {}
    totals: list[tuple[OutputTable, pl.DataFrame]] = []
    renamed: set[str] = set()
    for table in sheet.tables:
        if table.typed:
            continue
        frame = to_cells(table.build(results), table.columns, results.policy.currency_places)
        if table.name == decides:
            rows = frame.height
        if frame.height > 1_048_576 - FIRST_ROW:
            raise ReportTooLong(
                where=f"{workbook.name}, {sheet.name}", found=f"{frame.height:,} rows",
                expected="at most 1,048,569, what a sheet can hold", remedy="split the workbook by year",
            )
        formulas = {column.name: column.formula for column in table.columns if column.formula}
        if not frame.height:
            frame = _blank_row(table, frame)
        before = _names_before(workbook, table)
        theirs = UserColumns.of(workbook, table)
        workbook.write_table(table.name, theirs.beside(frame) if theirs else frame, formulas)
        if theirs:
            theirs.put_back(workbook, frame)
        totals.append((table, frame))
        if table.names and before != frame[table.names[0]].to_list():
            renamed.add(table.name)
    # Where the tables stand is asked once they have their length.
    places = SheetPlaces.of(workbook, sheet)
    for table, frame in totals:
        cells.update(totals_of(places, table, frame))
    cells.update(places.placed(sheet.cells(results)))
    if cells:
        workbook.write_cells(sheet.name, _without_computed(workbook, sheet.name, cells))
    for table, frame in totals:
        if table.names:
            _name_cells(workbook, places.places[table.name], table.names, frame, table.name in renamed)
    others = not places_known and show_places(
        workbook, results.policy.currency_places, areas_of_report(sheet, places.places.values(), list(cells))
    )
    for table_of in dict.fromkeys(pivot.table for pivot in sheet.pivots):
        workbook.renew_pivots(table_of, sheet.name)
    return Filled(sheet.when_empty != "hide" or rows > 0, others)


def _without_computed(
    workbook: Workbook, sheet: str, cells: dict[str, CellValue | Formula]
) -> dict[str, CellValue | Formula]:
    """The cells without the formulas that are there and computed by a program: each write is a question to it."""
    formulas = {address: cell for address, cell in cells.items() if isinstance(cell, Formula)}
    there = workbook.computed(sheet, formulas) if len(formulas) > 1 else set()
    return {address: cell for address, cell in cells.items() if address not in there}


def _stays_empty(workbook: Workbook, sheet: OutputSheet, results: Any) -> bool:
    """Whether a sheet has nothing to say, in a program that computes formulas by itself, and said nothing before: then
    nothing of it is written anew, since each write is a question to that program. All its tables have to be empty; the
    one by which a sheet is ``decided`` speaks for the others."""
    asked = [table for table in sheet.tables if table.name == sheet.decided_by] or list(sheet.tables)
    return all(_is_blank(workbook, sheet.name, table, results) for table in asked)


def _is_blank(workbook: Workbook, sheet: str, table: OutputTable, results: Any) -> bool:
    if table.typed or table.rows or len(table.build(results)):
        return False
    place = workbook.find_table(table.name)
    if place is None or place.rows != 1 or not set(table.headers) <= set(place.headers):
        return False
    formulas = [column for column in table.columns if column.formula]
    first = next(column.name for column in table.columns if not column.formula)
    return bool(formulas) and workbook.computes(
        place.sheet, place.cell(0, formulas[0].name), formulas[0].formula
    ) and workbook.read_cell(place.sheet, place.cell(0, first)) in (None, "")


def _blank_row(table: OutputTable, frame: pl.DataFrame) -> pl.DataFrame:
    """An empty table keeps one row; its calculated columns are zero or empty there, as Excel makes them of blanks: a
    number is empty where its formula says so of a blank, as ``IF(x="","",...)`` does."""
    blank = pl.DataFrame([[None] * frame.width], schema=frame.schema, orient="row")  # frame.clear(1), 15 times as fast
    return blank.with_columns(
        (
            pl.lit("") if column.look in (Look.TEXT, Look.CODE)
            else pl.lit(None if '="","",' in column.formula else 0.0, pl.Float64)
        ).alias(column.name)
        for column in table.columns if column.formula
    )


def _names_before(workbook: Workbook, table: OutputTable) -> list[object]:
    """The names that the rows of a table bore until now; none for a table that names no cells."""
    if not table.names or workbook.find_table(table.name) is None:
        return []
    rows = workbook.read_table(table.name).frame
    return rows[table.names[0]].to_list() if table.names[0] in rows.columns else []


def _name_cells(
    workbook: Workbook, place: TablePlace, names: tuple[str, str], frame: pl.DataFrame, renamed: bool
) -> None:
    """Each name means the cell of its row, whatever it meant before. A program is asked for each of them, and carries
    names along with their cells: where the rows are those of before (not ``renamed``), it is asked for the first and
    the last."""
    there = workbook.names()
    wanted = {name: place.cell(row, names[1]) for row, name in enumerate(frame[names[0]])}

    def is_there(name: str) -> bool:
        return cell_of(there.get(name, "")) == wanted[name]

    if not renamed and not isinstance(there, dict) and is_there(next(iter(wanted))) and is_there(list(wanted)[-1]):
        return
    for name, address in wanted.items():
        if not is_there(name):
            workbook.define_name(name, place.sheet, address)


def totals_of(places: SheetPlaces, table: OutputTable, frame: pl.DataFrame) -> dict[str, CellValue | Formula]:
    """The cells above a table that sum its columns, with what they come to."""
    return {
        places.total(table, column.name): Formula(
            table.total_formula(column), round(float(frame[column.name].sum() or 0), 6)
        )
        for column in table.columns if column.total
    }
