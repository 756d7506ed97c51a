"""What a cell can hold, however it reaches a function: from Excel, from LibreOffice, from Python."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

#: What COM hands over for an error cell; numbers arrive as floats, so these integers are nothing else.
ERROR_CODES = {
    -2146826288: "#NULL!", -2146826281: "#DIV/0!", -2146826273: "#VALUE!", -2146826265: "#REF!",
    -2146826259: "#NAME?", -2146826252: "#NUM!", -2146826246: "#N/A", -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!", -2146826242: "#CONNECT!", -2146826241: "#BLOCKED!", -2146826240: "#UNKNOWN!",
    -2146826239: "#FIELD!", -2146826238: "#CALC!",
}
ERROR_TEXTS = frozenset(ERROR_CODES.values())
DAY_ZERO = dt.datetime(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 2_200, 2_958_465  # 1906-01-08 and 9999-12-31
"""A smaller number is no date: below 61 Excel and LibreOffice disagree (Excel has a day 60 that never was), and 2026
is a year that was typed alone, not the 18th of July 1905."""
_EXACT = 17
"""A float whose shortest text is shorter than this has at most 15 digits: they are what its cell shows."""


@dataclass(frozen=True)
class FromCell:
    """An argument that a spreadsheet handed over: the function then answers with text instead of raising."""

    value: Any


def is_blank(value: Any) -> bool:
    """Whether a cell says nothing: empty, an empty text, or not a number (NaN, NaT).

    >>> is_blank(None), is_blank(" "), is_blank(float("nan")), is_blank(0.0)
    (True, True, True, False)
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    return (isinstance(value, float) and math.isnan(value)) or type(value).__name__ in ("NaTType", "NAType")


def error_of(value: Any) -> str:
    """The error a cell shows (``#N/A``), or an empty text.

    >>> error_of(-2146826246), error_of("#REF!"), error_of(12.0)
    ('#N/A', '#REF!', '')
    """
    if isinstance(value, str):
        return value if value in ERROR_TEXTS or value.startswith(("#WIP:", "Err:5")) else ""
    if isinstance(value, int) and not isinstance(value, bool):
        return ERROR_CODES.get(value, "")
    return ""


def shown(value: Any) -> str:
    """A cell as an error message quotes it."""
    if is_blank(value):
        return "a blank"
    if error_of(value):
        return f"the error {error_of(value)}"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, dt.datetime | dt.date):
        return f"the date {value:%Y-%m-%d}"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, list | tuple):
        return "a range"
    return f"{value:g}" if isinstance(value, float) else str(value)


def number_of(value: Any) -> Decimal | None:
    """The exact number of a cell; None when it holds something else. Floats are read as Excel shows them, with 15
    digits: a cell with =0.1+0.2 says 0.3, whatever its last bit.

    >>> number_of(0.1 + 0.2), number_of("12"), number_of(True), number_of(float("inf"))
    (Decimal('0.3'), None, None, None)
    """
    if isinstance(value, bool | str) or error_of(value):
        return None
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if type(value).__module__ == "numpy":
        value = value.item()
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, float) and math.isfinite(value):
        return decimal_of(value)
    return None


def decimal_of(number: float) -> Decimal:
    """A finite float with the digits its cell shows."""
    text = repr(number)
    return Decimal(text if len(text) < _EXACT else f"{number:.15g}")


def decimals_of(numbers: Iterable[float]) -> list[Decimal]:
    """``decimal_of`` a long column, without a call for each."""
    return [Decimal(text if len(text) < _EXACT else f"{number:.15g}") for number in numbers for text in (repr(number),)]


def date_of(value: Any) -> dt.date | None:
    """The day of a date cell, an Excel serial number (of the 1900 date system) or an ISO text; None when it is none.

    >>> date_of(46023.0), date_of("2026-01-01"), date_of("1/2/26"), date_of(2026.0)
    (datetime.date(2026, 1, 1), datetime.date(2026, 1, 1), None, None)
    """
    if isinstance(value, float):  # nearly every date of a spreadsheet; one just before midnight is of its own day
        known = _FIRST_SERIAL <= value < _LAST_SERIAL + 1
        return (DAY_ZERO + dt.timedelta(days=int(value))).date() if known else None
    moment = moment_of(value)
    return None if moment is None else moment.date()


def moment_of(value: Any) -> dt.datetime | None:
    """The day and time of the same cells, to the millisecond, as a clock on the wall shows it.

    >>> moment_of(46024.3), moment_of("2026-01-02 07:12"), moment_of(0.3)
    (datetime.datetime(2026, 1, 2, 7, 12), datetime.datetime(2026, 1, 2, 7, 12), None)
    """
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    elif type(value).__module__ == "numpy" and hasattr(value, "astype") and value.dtype.kind == "M":
        value = value.astype("datetime64[us]").item()
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if isinstance(value, dt.datetime):
        return dt.datetime(*value.timetuple()[:6], value.microsecond)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    number = number_of(value)
    if number is None or not _FIRST_SERIAL <= number < _LAST_SERIAL + 1:
        return None
    day = int(number)
    return DAY_ZERO + dt.timedelta(days=day, milliseconds=round((number - day) * 86_400_000))


def text_of(value: Any) -> str | None:
    """A code or text: a whole number loses its decimal point, so that 4711 typed as a number is '4711'.

    >>> text_of(4711.0), text_of(" A-1 "), text_of(1.5)
    ('4711', 'A-1', None)
    """
    if error_of(value):
        return None
    if isinstance(value, str):
        return value.strip()
    try:
        number = number_of(value)
    except InvalidOperation:
        return None
    if number is not None and number == number.to_integral_value() and abs(number) < 10**15:
        return str(int(number))
    return None


def grid_of(value: Any) -> list[Any]:
    """Any range, list, array or frame as a list of rows; a frame's column names become the header row.

    >>> grid_of(5), grid_of([1, 2]), grid_of([["a"], [1]])
    ([(5,)], [(1, 2)], [['a'], [1]])
    """
    if hasattr(value, "columns") and hasattr(value, "shape"):
        names = [str(name) for name in value.columns]
        body = value.rows() if hasattr(value, "rows") else value.itertuples(index=False, name=None)
        return [tuple(names), *body]
    if hasattr(value, "to_list") and not isinstance(value, list | tuple):
        value = [(item,) for item in value.to_list()]
    elif hasattr(value, "tolist"):
        value = value.tolist() if value.ndim else value.item()
    if not isinstance(value, list | tuple):
        return [(value,)]
    if not len(value):
        return []
    if hasattr(value[0], "tolist") and value[0].ndim:
        return [row.tolist() for row in value]  # a list of arrays, one a row
    return list(value) if isinstance(value[0], list | tuple) else [tuple(value)]
