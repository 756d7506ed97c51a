"""Simulated rows as frames with the headers of the schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from wipbook.commands.data.demo.plant.rows import Row
from wipbook.schema import Column, InputSheet, Role, input_sheets

_NOT_SIMULATED = ("GL Accounts",)  # they follow from the statement the books lead to


@dataclass(frozen=True)
class CellText:
    """Text in a cell whose column holds numbers: sheet, 0-based row of its table, header, text."""

    sheet: str
    row: int
    header: str
    text: str


def as_tables(rows: Mapping[str, Sequence[Row]]) -> dict[str, pl.DataFrame]:
    """One frame per input sheet in workbook order; text in a number column is left blank here. A sheet of
    which nothing was simulated has the rows of a new workbook."""
    return {
        sheet.name: pl.DataFrame(
            [_column(column, rows.get(sheet.name) or _first_rows(sheet)) for column in sheet.columns],
        )
        for sheet in input_sheets()
        if sheet.name not in _NOT_SIMULATED
    }


def _first_rows(sheet: InputSheet) -> list[Row]:
    return [dict(zip(sheet.headers, row, strict=True)) for row in sheet.rows]


def texts_in_number_cells(rows: Mapping[str, Sequence[Row]]) -> tuple[CellText, ...]:
    """The cells that ``as_tables`` left blank."""
    return tuple(
        CellText(sheet.name, number, column.name, str(row[column.name]))
        for sheet in input_sheets()
        for column in sheet.columns
        if column.is_number
        for number, row in enumerate(rows.get(sheet.name, ()))
        if isinstance(row.get(column.name), str)
    )


def _column(column: Column, rows: Sequence[Row]) -> pl.Series:
    values = [row.get(column.name) for row in rows]
    kind = _kind(column)
    if column.is_number:
        values = [None if isinstance(value, str) else value for value in values]
    return pl.Series(column.name, values, dtype=kind)


def _kind(column: Column) -> pl.DataType:
    match column.role:
        case Role.FLAG:
            return pl.Boolean()
        case Role.TIMESTAMP:
            return pl.Datetime("us")
        case Role.TIME:
            return pl.Time()
        case Role.DATE | Role.PERIOD:
            return pl.Date()
        case Role.WHOLE:
            return pl.Int64()
        case _:
            return pl.Float64() if column.is_number else pl.String()
