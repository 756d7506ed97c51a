"""The texts of a column that need more than a cast, read together, and what came of them as a table to join."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import duckdb
import polars as pl

from wipbook.commands.data.import_.sql import identifier, literal, register
from wipbook.commands.data.import_.staging.draw import Cells, Drawn
from wipbook.commands.data.import_.text.clocks import CLOCK_SHOWN, hours_of, read_times
from wipbook.commands.data.import_.text.dates import printed, read_dates, without_clock, without_zone
from wipbook.commands.data.import_.text.numbers import NOT_A_NUMBER, read_numbers
from wipbook.schema import Role

PLAIN = {"": r"[+-]?[0-9]+", ".": r"[+-]?[0-9]+([.][0-9]+)?", ",": r"[+-]?[0-9]+(,[0-9]+)?"}
"""Numbers that can be read in one way only, by the decimal sign that is given."""
_POINTED = r"[+-]?([0-9]*[.]([0-9]{1,2}|[0-9]{4,})|0[0-9]*[.][0-9]{3}|[0-9]{4,}[.][0-9]{3})"
"""Numbers in which a point can only be the decimal sign."""
ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?"

CLOCK = rf"[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}([.][0-9]+)?)?|{ISO}"


def decimal_of(connection: duckdb.DuckDBPyConnection, drawn: Drawn, cells: Cells, decimal: str) -> str:
    """The decimal sign by which the column can be cast at once where it is plain: the one given; else the point, where
    the column has no other texts than such numbers and one of them proves it; else none."""
    if decimal:
        return decimal
    text = cells.text
    others, proven = connection.execute(
        f"SELECT count(*) FILTER (NOT regexp_full_match({text}, {literal(PLAIN['.'])})),"
        f" coalesce(bool_or(regexp_full_match({text}, {literal(_POINTED)})), false)"
        f" FROM {identifier(drawn.name)} WHERE {text} IS NOT NULL AND {cells.kind} IS NULL"
    ).fetchall()[0]
    return "." if not others and proven else ""


def read_column(
    connection: duckdb.DuckDBPyConnection, drawn: Drawn, cells: Cells, plain: str, decimal: str, pattern: str,
    elapsed: bool = False,
) -> str:
    """Read the texts of a column that do not match ``plain``; the name of a table of text, value and fault, blank where
    there are none. ``decimal`` and ``pattern`` are what the mapping says of numbers and of dates, ``elapsed`` that
    hours are printed as a clock shows them."""
    text, column = cells.text, cells.column
    found = connection.execute(
        f"SELECT DISTINCT {text} FROM {identifier(drawn.name)} WHERE {text} IS NOT NULL"
        f" AND {cells.kind} IS NULL AND NOT regexp_full_match({text}, {literal(plain)})"
    ).fetchall()
    if not found:
        return ""
    texts = sorted(row[0] for row in found)
    read: Mapping[str, object]
    if column.is_date:
        read = _dates(texts, pattern, column.role is Role.PERIOD)
    elif column.role is Role.TIME:
        read = read_times(texts)
    elif column.role is Role.HOURS:
        read = _hours(texts, decimal, elapsed)
    else:
        read = read_numbers(texts, decimal, percent=column.role is Role.PERCENT)
    name = f"read:{drawn.name}:{column.name}"
    frame = pl.DataFrame(
        {
            "text": list(read),
            "value": [_shown(value) for value in read.values()],
            "fault": [value if isinstance(value, str) else None for value in read.values()],
        },
        schema={"text": pl.String, "value": pl.String, "fault": pl.String},
    )
    register(connection, f"frame:{name}", frame)
    connection.execute(f"CREATE TABLE {identifier(name)} AS SELECT * FROM {identifier(f'frame:{name}')}")
    connection.unregister(f"frame:{name}")
    return name


def _hours(texts: list[str], decimal: str, elapsed: bool) -> dict[str, Decimal | str]:
    """Numbers of hours, and hours and minutes where a text says which is which, or the mapping that all do."""
    spans = {text: hours for text in texts if (hours := hours_of(text, elapsed=elapsed)) is not None}
    read = read_numbers([text for text in texts if text not in spans], decimal)
    clocks = {text: CLOCK_SHOWN for text in read if hours_of(text, elapsed=True) is not None}
    return {text: spans.get(text, clocks.get(text, read.get(text, NOT_A_NUMBER))) for text in texts}


def _dates(texts: list[str], pattern: str, month: bool) -> dict[str, dt.datetime | str]:
    """By the pattern, which may have a time of day behind it; a date that is printed year first has one meaning, and
    is read whatever the pattern says. Where it says ``%z`` moments with a zone are taken as they are written."""
    if not pattern:
        return read_dates(texts, month=month)
    read: dict[str, dt.datetime | str] = {}
    for text in texts:
        moment = _by_pattern(text, pattern)
        if moment is None:
            day, clock = without_clock(text)
            moment = _by_pattern(day, pattern)
            moment = dt.datetime.combine(moment.date(), clock) if moment else None
        zoneless = without_zone(text) if "%z" in pattern else text
        if moment is None and text[:4].isdecimal() and (taken := printed(zoneless)):
            moment = taken.day_first
        read[text] = moment or f"a date as {pattern} (option date of the mapping)"
    return read


def _by_pattern(text: str, pattern: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.strptime(" ".join(text.split()), pattern)
    except ValueError:
        return None
    return moment.replace(tzinfo=None)


def _shown(value: object) -> str | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.time):
        return value.isoformat()
    return value.isoformat(" ") if isinstance(value, dt.datetime) else None
