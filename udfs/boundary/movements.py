"""Movements as an argument: a table with Date and a signed Quantity, or Type and Quantity, read column by column."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from wipbook.costing.movement_list import MATERIAL_HEADERS, PRICED, Fault, MovementList
from wipbook.ledger.rejections import ROW_EXCLUDED, Rejections
from wipbook.ledger.tables import ROW, read_table
from wipbook.port.tables import CellError, TableCells, TablePlace
from wipbook.schema import input_sheet
from wipbook.schema.column import Column, Role, Sign
from wipbook.schema.sheet import InputSheet
from wipbook.values.spill import Spill

from .arguments import Argument
from .cells import date_of, error_of, is_blank, moment_of, number_of, shown
from .table_argument import TableArgument, table_of

ALIASES = {"Quantity": ("Qty",), "Unit Cost": ("Cost", "Price", "Unit Price"), "Material": MATERIAL_HEADERS[1:]}
KEPT = ("Movement", "Date", "Type", "Material", "Quantity", "Unit Cost", "Location", "To Location", "Lot",
        "Supplier", "Customer", "Document", "Line", "Landed Cost", "Amount", "Reverses", "Entered At")
COSTS = ("Unit Cost", "Landed Cost", "Amount", "Standard Cost")
ONE_MATERIAL = "all"
"""The code of the goods in a list without a Material column."""
LARGEST = 9_000_000_000
"""What the ledger holds with six places, and three more to round by."""


def _sheet() -> InputSheet:
    """The schema of Movements, with less required and a signed quantity."""
    whole = input_sheet("Movements")
    columns = []
    for column in whole.columns:
        if column.name in KEPT:
            given = {**column.model_dump(), "aliases": ALIASES.get(column.name, ()), "references": ""}
            given["required"] = column.name in ("Movement", "Date", "Quantity")
            columns.append(Column(**given))
    columns.append(
        Column(name="Standard Cost", role=Role.UNIT_COST, sign=Sign.NOT_NEGATIVE, note="Standard", example="9.00")
    )
    return InputSheet(**{**whole.model_dump(), "columns": tuple(columns)})


SHEET = _sheet()


@dataclass(frozen=True)
class Movements(Argument):
    """The contract's movements: Date, Quantity (+ in, - out) or Type and Quantity, Unit Cost for what comes in.

    Where only quantities are asked for (not ``priced``) columns of costs are not read: what they hold is no fault.
    """

    priced: bool = True
    takes = "a table with the columns Date and Quantity"

    def read(self, value: Any, name: str) -> MovementList:
        return movements_of(table_of(value, name, keep_gaps=True), self.priced)

    def shared(self, typed: MovementList) -> MovementList:
        return typed.remembering()


def movements_of(table: TableArgument, priced: bool = True) -> MovementList:
    """The list as the ledger would hold it; what cannot be taken is in its ``faults``, by row."""
    positions = {
        column.name: table.column(column.name, column.aliases, required=column.name in ("Date", "Quantity"))
        for column in SHEET.columns
        if priced or column.name not in COSTS
    }
    lines = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.headers)
    given = {name: lines[at] for name, at in positions.items() if at is not None}
    count = len(table.rows)
    filled = [any(row) or not all(map(is_blank, row)) for row in table.rows]  # a gap is a row of None
    if "Movement" not in given:
        given["Movement"] = tuple(str(at) if there else None for at, there in enumerate(filled, 1))
    for column in SHEET.columns:
        if column.name in given and column.is_date:
            given[column.name] = _moments(given[column.name], timed=column.role is Role.TIMESTAMP)
    if "Material" not in given:
        given["Material"] = tuple(ONE_MATERIAL if there else None for there in filled)
    if not priced:
        given["Unit Cost"] = (0.0,) * count if all(filled) else tuple(0.0 if there else None for there in filled)
    typed = "Type" in given
    columns: dict[str, pl.Series] = {}
    mixed: dict[str, list[object]] = {}
    for name, values in given.items():
        columns[name], as_they_stand = _column(name, values)
        if as_they_stand is not None:
            mixed[name] = as_they_stand
    place = TablePlace("Movements", table.name, 2, count + 1, 1, tuple(columns))
    rejections = Rejections()
    frame, _ = read_table(SHEET, TableCells(place, pl.DataFrame(columns), mixed), rejections, 2)
    faults: dict[int, Fault] = {}
    header_of = {name: table.headers[at] for name, at in positions.items() if at is not None}
    for row in rejections.listed().frame().filter(pl.col("Effect") == ROW_EXCLUDED).iter_rows(named=True):
        at = int("".join(c for c in row["Cell"] if c.isdigit())) - 2
        name, position = row["Column"], positions.get(row["Column"])
        # a number that is used twice is told with the row that has it first; any other cell as it stands
        cell = None if position is None or "already in row" in str(row["Found"]) else table.rows[at][position]
        number = number_of(cell)
        faults.setdefault(at, Fault(
            header_of.get(name, name),
            row["Found"] if cell is None and row["Found"] != "(blank)" else shown(cell),
            f"a number below {LARGEST:,}" if number is not None and abs(number) >= LARGEST else row["Expected"],
        ))
    frame = _with_types(frame, typed, header_of, faults)
    _refuse_mixtures(table, frame, priced, faults)
    source = Spill(table.headers, table.rows)
    return MovementList(table.name, frame.filter(~pl.col(ROW).is_in(list(faults))), faults, source)


def _with_types(frame: pl.DataFrame, typed: bool, header_of: dict[str, str], faults: dict[int, Fault]) -> pl.DataFrame:
    """A signed quantity is a receipt or an issue; a typed one must fit its type. Faults are added by row."""
    quantity = pl.col("Quantity")
    if not typed:
        kind = pl.when(quantity >= 0).then(pl.lit("Receipt")).otherwise(pl.lit("Issue"))
        frame = frame.with_columns(kind.alias("Type"), quantity.abs())

    def refuse(column: str, bad: pl.Expr, found: str, expected: str) -> None:
        for row in frame.filter(bad)[ROW].to_list():
            faults.setdefault(row, Fault(header_of.get(column, column), found, expected))

    free = pl.col("Type").is_in(["Adjustment", "Count"])
    told = pl.col("Amount").is_not_null() | pl.col("Reverses").is_not_null()
    unpriced = pl.col("Type").is_in(PRICED) & pl.col("Unit Cost").is_null() & ~told & (quantity != 0)
    refuse("Type", pl.col("Type").is_null(), "a blank", "a type of movement")
    refuse("Quantity", (quantity < 0) & ~free, "a negative number", "a positive one beside a Type")
    refuse("Unit Cost", unpriced, "a blank", "what came in to have a cost")
    refuse("Material", pl.col("Material").is_null(), "a blank", "a code")
    return frame


def _refuse_mixtures(table: TableArgument, frame: pl.DataFrame, priced: bool, faults: dict[int, Fault]) -> None:
    """Rows of a material in several units, or in several currencies: a formula has no rates to turn them by. All in
    one are added as they stand. Faults are added by row."""
    rows = dict(frame.select(ROW, pl.col("Material").fill_null("").str.to_lowercase()).iter_rows())
    for name, what in (("Unit", "one unit"), ("Currency", "one currency"))[: 1 + priced]:
        at = table.column(name, (), required=False)
        if at is None:
            continue
        seen: dict[str, str] = {}
        for row, material in rows.items():
            cell = table.rows[row][at]
            text = "" if is_blank(cell) else str(cell).strip()
            if seen.setdefault(material, text.casefold()) != text.casefold():
                faults.setdefault(row, Fault(
                    table.headers[at], repr(text) if text else "a blank",
                    f"{what} for all rows of a material; a refresh turns them by the sheets of the workbook",
                ))


def _moments(values: tuple[Any, ...], timed: bool) -> tuple[Any, ...]:
    """Days, or where they are ``timed`` days and times. Each distinct one is turned once: a year of movements has few
    days. What is neither stays as it is, to be refused."""
    moments = {value: _moment(value, timed) for value in set(values)}
    return tuple(map(moments.__getitem__, values))


def _moment(value: Any, timed: bool) -> Any:
    if is_blank(value):
        return None
    if timed:
        return moment_of(value) or value
    day = date_of(value)
    return dt.datetime(day.year, day.month, day.day) if day else value


def _column(name: str, values: tuple[Any, ...]) -> tuple[pl.Series, list[object] | None]:
    """The cells of a column, typed when they are all of a kind; else also as they stand."""
    kinds = set(map(type, values)) - {type(None)}
    if kinds <= {float}:
        return pl.Series(name, values, dtype=pl.Float64).fill_nan(None), None
    if kinds == {str}:
        texts = pl.Series(name, values, dtype=pl.String)
        if not (texts.str.starts_with("#") | texts.str.starts_with("Err:")).any():
            return texts, None
    if kinds == {dt.datetime}:
        return pl.Series(name, values, dtype=pl.Datetime("us")), None
    cells = [_cell(value) for value in values]
    known = {type(cell) for cell in cells} - {type(None)}
    if known <= {float}:
        return pl.Series(name, cells, dtype=pl.Float64), None
    if known == {str}:
        return pl.Series(name, cells, dtype=pl.String), None
    spelled = [None if cell is None or isinstance(cell, CellError) else str(cell) for cell in cells]
    return pl.Series(name, spelled, dtype=pl.String), cells


def _cell(value: Any) -> object:
    if is_blank(value):
        return None
    if error_of(value):
        return CellError(error_of(value))
    if isinstance(value, bool | str | dt.datetime):
        return value
    number = number_of(value)
    return float(number) if isinstance(number, Decimal) else value
