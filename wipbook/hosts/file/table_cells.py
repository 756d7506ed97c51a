"""The body of a table of a workbook file as the port hands it over."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from wipbook.ooxml.document import Document
from wipbook.ooxml.formulas.outside import cells_from_outside, has_links
from wipbook.ooxml.sheet.number_format import Shown
from wipbook.ooxml.table.read import Body
from wipbook.ooxml.table.tables import Table
from wipbook.port.tables import TableCells, TablePlace


def table_cells(
    document: Document, table: Table, body: Body, mixed: Mapping[str, list[object]]
) -> TableCells:
    """What was read of a table; ``mixed`` are the cells of columns that may be of several kinds."""
    first, top = table.body.first_column, table.body.first_row

    def by_header(rows_by_column: Mapping[int, list[int]]) -> dict[str, list[int]]:
        return {
            body.frame.columns[column - first]: [row - top for row in rows] for column, rows in rows_by_column.items()
        }

    return TableCells(
        place=place_of(table),
        frame=body.frame,
        mixed={
            header: column for header, column in mixed.items() if _of_several_kinds(column, body.frame[header].dtype)
        },
        formulas=by_header(body.marks.formulas),
        hidden=[row - top for row in body.marks.hidden],
        merged=[area.text for area in body.marks.merged],
        uncalculated=by_header(body.marks.uncalculated),
        outside=by_header(_outside(document, table, body)),
        percents=by_header(body.marks.shown.get(Shown.PERCENT, {})),
        elapsed=by_header(body.marks.shown.get(Shown.ELAPSED, {})),
    )


def place_of(table: Table) -> TablePlace:
    """Where the rows of a table stand."""
    body = table.body
    return TablePlace(table.name, table.sheet, body.first_row, body.last_row, body.first_column, table.headers)


def _outside(document: Document, table: Table, body: Body) -> dict[int, list[int]]:
    """The rows whose formulas read what is not in the workbook, by column."""
    found: dict[int, list[int]] = {}
    if body.marks.formulas and (body.marks.asks_outside or has_links(document)):
        for row, column in sorted(cells_from_outside(document).get(table.sheet, ())):
            if table.body.holds(row, column):
                found.setdefault(column, []).append(row)
    return found


def _of_several_kinds(column: list[object], kind: pl.DataType) -> bool:
    """Whether the typed column says less than the cells do."""
    usual = str if kind == pl.String else bool if kind == pl.Boolean else None
    return any(value is not None and (usual is None or not isinstance(value, usual)) for value in column)
