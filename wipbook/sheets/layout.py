"""How an output sheet is described: tables at fixed corners, columns with a look, charts bound to tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from wipbook.values.fixed import QUANTITY_PLACES, UNIT_COST_PLACES
from wipbook.values.table import CellValue, Formula

if TYPE_CHECKING:
    from wipbook.sheets.results import Results

# Every sheet, input or output: title, company line, source line, notes or units, totals, header, data.
TITLE_ROW, COMPANY_ROW, SOURCE_ROW, NOTE_ROW, TOTAL_ROW, HEADER_ROW, FIRST_ROW = range(1, 8)


class Look(StrEnum):
    """How a column's values are shown, and by that how fixed-point integers become cell values."""

    CODE = "code"
    TEXT = "text"
    MONEY = "money"
    UNIT_COST = "unit cost"
    QUANTITY = "quantity"
    COUNT = "count"
    SHARE = "share"  # a fraction, shown as a percentage
    DATE = "date"
    TIMESTAMP = "timestamp"
    FLAG = "flag"


NUMBER_FORMATS: Mapping[Look, str] = {
    Look.CODE: "@",
    Look.TEXT: "General",
    Look.MONEY: '#,##0.00_);(#,##0.00);"-"??_)',
    Look.UNIT_COST: '#,##0.0000_);(#,##0.0000);"-"??_)',
    Look.QUANTITY: '#,##0.###_);(#,##0.###);"-"??_)',
    Look.COUNT: '#,##0_);(#,##0);"-"??_)',
    Look.SHARE: "0.0%",
    Look.DATE: "yyyy-mm-dd",
    Look.TIMESTAMP: "yyyy-mm-dd hh:mm:ss",
    Look.FLAG: "General",
}


@dataclass(frozen=True)
class OutputColumn:
    """A column of a result table. ``formula`` makes it a calculated column (its value is computed all the same);
    ``total`` puts a SUBTOTAL above the header."""

    name: str
    look: Look
    note: str = ""
    width: float = 0
    total: bool = False
    formula: str = ""


@dataclass(frozen=True)
class OutputTable:
    """A result table. ``build`` yields a frame of these columns, numbers as fixed-point integers (money in the
    smallest currency unit; quantities and unit costs in millionths). ``rows`` is the fixed number of rows of a
    table that never grows; such tables may stand beside and below others. ``key`` identifies a row, so that
    columns the user added stay with their rows."""

    name: str
    columns: tuple[OutputColumn, ...]
    build: Callable[[Results], pl.DataFrame]
    key: tuple[str, ...] = ()
    rows: int = 0
    header_row: int = HEADER_ROW
    first_column: int = 1

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Chart:
    """A native chart bound to the columns of a table of fixed length. ``kind``: bar, column, stacked, line, pie."""

    title: str
    kind: str
    table: str
    category: str
    series: tuple[str, ...]
    anchor: str
    width: int = 480
    height: int = 288
    axis: str = ""


def _no_cells(results: Results) -> dict[str, CellValue | Formula]:
    return {}


@dataclass(frozen=True)
class OutputSheet:
    """An output sheet. ``cells`` yields single cells (A1 address to value or formula) beyond the tables.

    ``when_empty`` hides the sheet while its first table has no rows. ``source`` says what the sheet is made
    from and what it ties to; it is printed in the header.
    """

    name: str
    order: int
    title: str
    about: str
    source: str
    tables: tuple[OutputTable, ...]
    kind: str = "report"  # front, report or control: the tab colour
    charts: tuple[Chart, ...] = ()
    cells: Callable[[Results], dict[str, CellValue | Formula]] = field(default=_no_cells)
    when_empty: str = "show"
    landscape: bool = True


def to_cells(frame: pl.DataFrame, columns: tuple[OutputColumn, ...], currency_places: int) -> pl.DataFrame:
    """``frame`` in the order of ``columns`` with fixed-point integers turned into the numbers a cell holds."""
    places = {
        Look.MONEY: currency_places, Look.QUANTITY: QUANTITY_PLACES, Look.UNIT_COST: UNIT_COST_PLACES,
        Look.SHARE: 6,
    }  # fmt: skip
    shown = []
    for column in columns:
        cell = pl.col(column.name)
        if column.look in places and frame.schema[column.name].is_integer():
            cell = cell / 10 ** places[column.look]
        shown.append(cell)
    return frame.select(shown)
