"""A row is entered with the fewest keys: what can be known is filled in."""

from __future__ import annotations

import datetime as dt
import getpass
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from wipbook.commands.workbench import change_log
from wipbook.commands.workbench.front.first_screen import inputs_changed
from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.commands.workbench.inputs.taking_in import take_in
from wipbook.errors import WipbookError
from wipbook.port.tables import CellValue, TableCells, letters
from wipbook.port.workbook import Workbook
from wipbook.schema import Column, InputSheet, Role, input_sheets

_REPEATED = ("Job", "Type", "Kind", "Employee", "Work Center", "Location", "Pay Type")
"""What the next row most often has in common with the one before."""
_BY = ("Entered By",)


class NotAnInputSheet(WipbookError):
    """A row can be entered on input sheets alone."""


class ValueNotUnderstood(WipbookError):
    """A value that its column cannot hold."""


@dataclass(frozen=True)
class Entered:
    """The row: its sheet, the cell to type into next, what was filled in, the required columns still blank."""

    sheet: str
    cell: str
    values: dict[str, CellValue]
    missing: tuple[str, ...]


def enter(
    workbook: Workbook, sheet: str, given: Sequence[str] = (), now: dt.datetime | None = None, user: str | None = None
) -> Entered:
    """Add a row to an input sheet, below the last; the caller saves.

    ``given`` are texts ``COLUMN=VALUE``. What is not given is filled in where it is known: the number after the last
    one, today for the first date, the moment and the user where the sheet has columns for them, and the job, employee,
    type and place of the row before. Errors: ``NotAnInputSheet``, ``ValueNotUnderstood``.
    """
    one = _sheet(sheet)
    moment = (now or dt.datetime.now()).replace(microsecond=0, tzinfo=None)
    if workbook.find_table(one.table) is None:
        raise _no_sheet(sheet)
    take_in(workbook)
    cells = read_whole(workbook, one.table)
    headers = {header.strip().casefold(): header for header in cells.place.headers}
    columns = {c.name: headers[c.name.casefold()] for c in one.columns if c.name.casefold() in headers}
    values = _known(one, cells, columns, moment, user or getpass.getuser())
    for text in given:
        name, value = _given(one, columns, text)
        values[name] = _known_code(workbook, one, name, value)
    row = {columns[name]: value for name, value in values.items() if name in columns and value is not None}
    schema = {header: _kind(next(c for c in one.columns if columns.get(c.name) == header)) for header in row}
    workbook.append_rows(one.table, pl.DataFrame({h: [v] for h, v in row.items()}, schema=schema, strict=False))
    inputs_changed(workbook)
    place = workbook.tables()[one.table]
    at = _last_filled(workbook, one.table)
    missing = tuple(c.name for c in one.columns if c.required and values.get(c.name) is None and c.name in columns)
    first = columns[missing[0]] if missing else columns[one.key[0]]
    cell = f"{letters(place.first_column + place.headers.index(first))}{place.first_row + at}"
    change_log.append(
        workbook, "enter", f"a row of {one.name}: " + ", ".join(f"{n} {v}" for n, v in values.items() if v is not None),
        now=moment, user=user, takes_in=False,
    )
    workbook.go_to(place.sheet, cell)
    return Entered(one.name, cell, {n: v for n, v in values.items() if v is not None}, missing)


def _sheet(name: str) -> InputSheet:
    wanted = name.strip().casefold()
    found = next((one for one in input_sheets() if wanted in (one.name.casefold(), one.table.casefold())), None)
    if found is None:
        raise _no_sheet(name)
    return found


def _no_sheet(name: str) -> NotAnInputSheet:
    near = get_close_matches(name, [one.name for one in input_sheets()], n=1)
    return NotAnInputSheet(
        where=name or "New Row", found="no input sheet of the workbook", expected="an input sheet, such as Movements",
        remedy=f"did you mean {near[0]}?" if near else "go to Movements or Labor and press it again",
    )


def _known(
    sheet: InputSheet, cells: TableCells, columns: dict[str, str], moment: dt.datetime, user: str
) -> dict[str, CellValue]:
    """What can be filled in, by column, in their order."""
    rows = cells.frame.filter(pl.any_horizontal(pl.all().is_not_null())) if cells.frame.height else cells.frame
    last = {name: rows[header][-1] for name, header in columns.items()} if rows.height else {}
    found: dict[str, CellValue] = {}
    dated = False
    for column in sheet.columns:
        if column.name not in columns:
            continue
        if column.name == sheet.key[0] and column.role is Role.CODE and not column.references:
            found[column.name] = next_number([*rows[columns[column.name]]] if rows.height else [])
        elif column.role is Role.DATE and column.required and not dated:
            found[column.name], dated = moment.date(), True
        elif column.role is Role.TIMESTAMP:
            found[column.name] = moment
        elif column.name in _BY:
            found[column.name] = user
        elif column.name in _REPEATED and last.get(column.name) is not None:
            found[column.name] = _text(last[column.name])
    return {name: value for name, value in found.items() if value is not None}


def next_number(codes: Sequence[object]) -> str | None:
    """The number after the last one, in its own form; None where the last has no digits.

    >>> next_number(["MV-000123"]), next_number(["T9"]), next_number(["X"]), next_number([41.0])
    ('MV-000124', 'T10', None, '42')
    """
    known = {_text(code).casefold() for code in codes if code is not None}
    for code in reversed([_text(code) for code in codes if code is not None]):
        found = re.fullmatch(r"(.*?)(\d+)(\D*)", code)
        if not found:
            return None
        number = int(found[2])
        while True:
            number += 1
            made = f"{found[1]}{number:0{len(found[2])}d}{found[3]}"
            if made.casefold() not in known:
                return made
    return None


def _given(sheet: InputSheet, columns: dict[str, str], text: str) -> tuple[str, CellValue]:
    name, equals, value = text.partition("=")
    column = next((c for c in sheet.columns if name.strip().casefold() in
                   (c.name.casefold(), *(alias.casefold() for alias in c.aliases))), None)
    if not equals or column is None or column.name not in columns:
        near = get_close_matches(name.strip(), list(columns), n=1)
        raise ValueNotUnderstood(
            where=sheet.name, found=repr(text), expected="COLUMN=VALUE with a column of the sheet",
            remedy=f"did you mean {near[0]}?" if near else f"the columns are {', '.join(columns)}",
        )
    return column.name, _value(sheet, column, value.strip())


def _known_code(workbook: Workbook, sheet: InputSheet, name: str, value: CellValue) -> CellValue:
    """A code as the sheet spells it that it refers to. Errors: ``ValueNotUnderstood`` for one that is not there."""
    target, _, key = sheet.column(name).references.partition(".")
    table = target.replace(" ", "")
    if not target or not isinstance(value, str) or workbook.find_table(table) is None:
        return value
    cells = read_whole(workbook, table)
    if key not in cells.place.headers:
        return value
    codes = {_text(code).casefold(): _text(code) for code in cells.frame[key].drop_nulls()}
    if not codes or value.casefold() in codes:  # a sheet that is not used refuses nothing
        return codes.get(value.casefold(), value)
    near = get_close_matches(value, list(codes.values()), n=1)
    raise ValueNotUnderstood(
        where=f"{sheet.name}, {name}", found=repr(value), expected=f"a code of the sheet {target}",
        remedy=f"did you mean {near[0]}?" if near else f"enter it in {target} first",
    )


def _value(sheet: InputSheet, column: Column, text: str) -> CellValue:
    try:
        if column.is_date:
            return dt.datetime.fromisoformat(text) if column.role is Role.TIMESTAMP else dt.date.fromisoformat(text)
        if column.is_number:
            return float(text)
        if column.role is Role.FLAG:
            return {"true": True, "yes": True, "false": False, "no": False}[text.casefold()]
        if column.role is Role.CHOICE:
            return {choice.casefold(): choice for choice in column.choices}[text.casefold()]
    except (ValueError, KeyError):
        raise ValueNotUnderstood(
            where=f"{sheet.name}, {column.name}", found=repr(text), expected=_wanted(column), remedy="type it so"
        ) from None
    return text or None


def _wanted(column: Column) -> str:
    if column.choices:
        return "one of " + ", ".join(column.choices)
    if column.is_date:
        return "a date such as 2026-03-31"
    return "a number such as 12.5" if column.is_number else "TRUE or FALSE"


def _kind(column: Column) -> pl.DataType:
    if column.role is Role.TIMESTAMP:
        return pl.Datetime("us")
    if column.is_date:
        return pl.Date()
    if column.is_number:
        return pl.Float64()
    return pl.Boolean() if column.role is Role.FLAG else pl.String()


def _last_filled(workbook: Workbook, table: str) -> int:
    frame = workbook.read_table(table).frame
    filled = frame.select(pl.any_horizontal(pl.all().is_not_null()).alias("any"))["any"].arg_true()
    return int(filled[-1]) if len(filled) else 0


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
