"""From exact results to what a cell, or a Python caller, gets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from wipbook.errors import WipbookError
from wipbook.values.spill import Spill, headers_of

from .cells import ERROR_CODES

LONGEST_TEXT = 255  # Excel turns a whole array into #VALUE! when one text is longer
STATUS = "Status"
_AS_IT_IS = frozenset((float, int, str, bool, type(None)))


def to_python(result: Any, returns: type | None) -> Any:
    """Decimals as floats; records and tables as a list of rows under a header row."""
    if type(result) is Decimal or type(result) in _AS_IT_IS:
        return _plain(result)
    if returns is not None and isinstance(result, list | tuple):
        return [list(_headers(returns)), *map(list, _plain_rows(returns, result))]
    if isinstance(result, Spill):
        return [list(result.headers), *([_plain(cell) for cell in row] for row in result.rows)]
    if is_dataclass(result) and not isinstance(result, type):
        kind = type(result)
        return [list(_headers(kind)), [_plain(getattr(result, name)) for name in _names(kind)]]
    if isinstance(result, list):
        return [[_plain(one)] for one in result]
    return _plain(result)


def plain_column(results: Sequence[Any], faults: Mapping[int, str]) -> list[Any]:
    """The answers for a column of arguments; ``faults`` says by position what stands in place of an answer."""
    if not faults:
        return _plain_column(list(results))
    return [faults[at] if at in faults else _plain(result) for at, result in enumerate(results)]


def plain_table(kind: type, results: Sequence[Any], faults: Mapping[int, str]) -> list[list[Any]]:
    """The answers of one row each under their header, faults in the column Status: never text under an amount."""
    headers = list(_headers(kind))
    good = [result for at, result in enumerate(results) if at not in faults]
    rows = map(list, _plain_rows(kind, good))
    own = STATUS in headers
    at_status = headers.index(STATUS) if own else len(headers)
    width = at_status + 1 if not own else len(headers)
    table: list[list[Any]] = [headers if own else [*headers, STATUS]]
    for at in range(len(results)):
        if at in faults:
            row: list[Any] = [None] * width
            row[at_status] = faults[at]
        else:
            row = next(rows) if own else [*next(rows), "ok"]
        table.append(row)
    return table


def to_cells(result: Any) -> Any:
    """The same for a spreadsheet: blanks as empty text (a None would turn a whole array into #VALUE!)."""
    if isinstance(result, list):
        # most cells are numbers: the test in place saves a call for each of some ten million
        return [[one if type(one) is float and one == one else _cell(one) for one in row] for row in result]
    return _cell(result)


def error_text(error: WipbookError) -> str:
    """One short line for a cell: what is wrong, and with which argument."""
    facts = f"found {error.found}, expected {error.expected}" if error.found and error.expected else str(error)
    text = f"#WIP: {error.where}: {facts}" if error.where and error.found else f"#WIP: {facts}"
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def error_table(error: WipbookError) -> list[list[str]]:
    """What a table function spills instead of a table: never text under an amount."""
    return [[STATUS], [error_text(error)]]


@cache
def _headers(kind: type) -> tuple[str, ...]:
    return headers_of(kind)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain_rows(kind: type, results: Sequence[Any]) -> Any:
    """The rows of many records, made a column at a time: a result may have a million rows."""
    return zip(*(_plain_column(list(map(attrgetter(name), results))) for name in _names(kind)), strict=True)


def _plain_column(values: list[Any]) -> list[Any]:
    kinds = set(map(type, values))
    if kinds == {Decimal}:
        return [number + 0.0 for number in map(float, values)]
    return values if kinds <= _AS_IT_IS else list(map(_plain, values))


def _plain(value: Any) -> Any:
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Decimal):
        return float(value) + 0.0  # no minus before a zero
    if type(value).__module__ == "numpy":
        return value.item()
    return value


def _cell(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return value if len(value) <= LONGEST_TEXT else value[: LONGEST_TEXT - 1] + "…"
    if kind is int:
        return ERROR_CODES.get(value, value)  # an error that is passed through: COM would show its code as a number
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)
    return value
