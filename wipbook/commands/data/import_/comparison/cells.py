"""Between typed values and cells: what a cell can hold, and what the cells of a column mean for its role."""

from __future__ import annotations

from datetime import date, datetime, time

import polars as pl
import polars.selectors as cs

from wipbook.ledger.cells.shown import meant
from wipbook.port.tables import CellError, TableCells
from wipbook.schema import Column, Role

_TEXTS = (Role.CODE, Role.TEXT, Role.CHOICE, Role.FACTOR)


def as_cells(rows: pl.DataFrame) -> pl.DataFrame:
    """Typed rows as cells hold them: Decimal becomes Float64, everything else is a kind cells know.

    >>> from decimal import Decimal
    >>> as_cells(pl.DataFrame({"Quantity": [Decimal("0.1")]})).rows()
    [(0.1,)]
    """
    return rows.with_columns(cs.decimal().cast(pl.Float64), pl.col(pl.Date).cast(pl.Datetime("us")))


def as_role(cells: TableCells, column: Column) -> pl.Series:
    """The cells of ``column`` as its role reads them, for comparison only; what does not fit is blank."""
    if column.name not in cells.frame.columns:
        return pl.Series(column.name, [None] * cells.frame.height, dtype=_kind(column))
    held, mixed = meant(column, column.name, cells)
    if mixed is not None:
        return pl.Series(column.name, [_one(value, column) for value in mixed], dtype=_kind(column))
    if column.role in _TEXTS:
        if held.dtype == pl.String:
            return held.replace("", None) if (held == "").any() else held
        return pl.Series(column.name, [_one(value, column) for value in held], dtype=pl.String)
    if column.role is Role.TIME:
        return pl.Series(column.name, [_one(value, column) for value in held], dtype=pl.Time)
    if column.is_date and held.dtype.is_numeric():
        return pl.Series(column.name, [_one(value, column) for value in held], dtype=_kind(column))
    return held.cast(_kind(column), strict=False)


def _kind(column: Column) -> pl.DataType:
    if column.role in _TEXTS:
        return pl.String()
    if column.role is Role.FLAG:
        return pl.Boolean()
    if column.role is Role.TIMESTAMP:
        return pl.Datetime("us")
    if column.role is Role.TIME:
        return pl.Time()
    return pl.Date() if column.is_date else pl.Float64()


def _one(value: object, column: Column) -> object:
    if value is None or isinstance(value, CellError) or value == "":
        return None
    if column.role in _TEXTS:
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if column.role is Role.TIME:
        return _time(value)
    if column.is_date:
        return _moment(value, column)
    if column.role is Role.FLAG:
        return value if isinstance(value, bool) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _time(value: object) -> time | None:
    if isinstance(value, time):
        return value
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, float | int):
        seconds = round(value % 1 * 86_400)
        return time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
    return None


def _moment(value: object, column: Column) -> object:
    if isinstance(value, datetime):
        return value if column.role is Role.TIMESTAMP else value.date()
    return value if isinstance(value, date) and column.role is not Role.TIMESTAMP else None
