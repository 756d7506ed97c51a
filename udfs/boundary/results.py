"""From exact results to what a cell, or a Python caller, gets."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from wipbook.errors import WipbookError
from wipbook.values.spill import Spill, headers_of

from .cells import ERROR_CODES

LONGEST_TEXT = 255  # Excel turns a whole array into #VALUE! when one text is longer
_AS_IT_IS = frozenset((float, int, str, bool, type(None)))


def to_python(result: Any, returns: type | None) -> Any:
    """Decimals as floats; records and tables as a list of rows under a header row."""
    if returns is not None and isinstance(result, list | tuple):
        # a column at a time: a result may have a million rows
        columns = [_plain_column(list(map(attrgetter(field.name), result))) for field in fields(returns)]
        return [list(headers_of(returns)), *map(list, zip(*columns, strict=True))]
    if isinstance(result, Spill):
        return [list(result.headers), *([_plain(cell) for cell in row] for row in result.rows)]
    if is_dataclass(result) and not isinstance(result, type):
        return [list(headers_of(type(result))), [_plain(getattr(result, f.name)) for f in fields(result)]]
    if isinstance(result, list):
        return [[_plain(one)] for one in result]
    return _plain(result)


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
    return [["Status"], [error_text(error)]]


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
