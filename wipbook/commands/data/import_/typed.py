"""SQL that turns one raw column into what its role asks for, and says what is wrong with a value."""

from __future__ import annotations

from dataclasses import dataclass

from wipbook.commands.data.import_.mapping import TableMap
from wipbook.commands.data.import_.sql import identifier, literal
from wipbook.schema import Column, Role, Sign

# Tab, line feed, carriage return, space, no-break space: what exports pad codes with ("EA ", "R  ").
_BLANKS = "chr(9) || chr(10) || chr(13) || ' ' || chr(160)"
_LONGEST_TEXT = 32_767  # an Excel cell holds no more
_CONTROL = r"'[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]'"
"""What no keyboard types; a line break and a tab may be meant."""
_FLOATS = ("DOUBLE", "FLOAT", "REAL")
_YES = "('true', 't', 'yes', 'y', 'x', '1')"
_NO = "('false', 'f', 'no', 'n', '0')"


@dataclass(frozen=True)
class TypedColumn:
    """Three SQL expressions over the raw column: its text, its typed value, and the fault (NULL = none)."""

    column: Column
    text: str
    value: str
    fault: str


def typed_column(column: Column, raw: str, raw_type: str, table: TableMap) -> TypedColumn:
    """How ``raw`` (a quoted SQL name) of DuckDB type ``raw_type`` becomes ``column``.

    Numbers are DECIMAL(38,6), six places being what the house computes with; more are rounded half away from
    zero. A ``fine`` unit cost keeps fifteen places. ``value`` refers to the text by the name ``text:<header>`` and
    ``fault`` to the value by ``<header>``, so that each is computed once.
    """
    text, value = identifier(f"text:{column.name}"), identifier(column.name)
    faults = []
    if column.required:
        faults.append((f"{text} IS NULL", "a value, not a blank"))
    faults.append((f"{text} IS NOT NULL AND {value} IS NULL", _expectation(column, table)))
    if column.sign is Sign.POSITIVE:
        faults.append((f"{value} <= 0", "a number above zero"))
    if column.sign is Sign.NOT_NEGATIVE:
        faults.append((f"{value} < 0", "zero or more"))
    if column.is_date:
        faults.append((f"{value} < DATE '1900-01-01'", "a date that Excel knows, from 1900-01-01 on"))
    if column.role in (Role.CODE, Role.TEXT):
        faults.append((f"length({value}) > {_LONGEST_TEXT}", f"at most {_LONGEST_TEXT} characters"))
        faults.append((f"regexp_matches({value}, {_CONTROL})", "text without control characters"))
    cases = " ".join(f"WHEN {condition} THEN {literal(expected)}" for condition, expected in faults)
    return TypedColumn(
        column=column,
        text=_text(raw, raw_type),
        value=_value(column, text, table),
        fault=f"CASE {cases} END",
    )


def _text(raw: str, raw_type: str) -> str:
    if raw_type in _FLOATS:
        # 123.0 in a code column is the code 123.
        whole = f"{raw} = trunc({raw}) AND abs({raw}) < 1e15"
        plain = f"CASE WHEN {whole} THEN CAST(CAST({raw} AS BIGINT) AS VARCHAR) ELSE CAST({raw} AS VARCHAR) END"
        return f"CASE WHEN isnan({raw}) THEN NULL ELSE {plain} END"
    return f"nullif(trim(CAST({raw} AS VARCHAR), {_BLANKS}), '')"


def _value(column: Column, text: str, table: TableMap) -> str:
    match column.role:
        case Role.CODE | Role.TEXT:
            return text
        case Role.CHOICE:
            cases = " ".join(f"WHEN {literal(choice.casefold())} THEN {literal(choice)}" for choice in column.choices)
            return f"CASE lower({text}) {cases} END"
        case Role.FLAG:
            return f"CASE WHEN lower({text}) IN {_YES} THEN true WHEN lower({text}) IN {_NO} THEN false END"
        case Role.DATE:
            return _stamp(text, table) if column.timed else f"CAST({_stamp(text, table)} AS DATE)"
        case Role.TIMESTAMP:
            return _stamp(text, table)
        case Role.PERIOD:
            month = f"TRY_CAST({text} || '-01' AS TIMESTAMP)"
            return f"CAST(date_trunc('month', coalesce({_stamp(text, table)}, {month})) AS DATE)"
        case Role.TIME:
            return f"coalesce(TRY_CAST({text} AS TIME), CAST(TRY_CAST({text} AS TIMESTAMP) AS TIME))"
        case Role.WHOLE:
            number = _number(text, table)
            return f"CASE WHEN {number} = trunc({number}) THEN CAST({number} AS BIGINT) END"
        case Role.UNIT_COST if column.fine:
            # a price per thousand has more than six places, and the line's value needs them
            return _number(text, table, 15)
        case _:
            return _number(text, table)


def _number(text: str, table: TableMap, places: int = 6) -> str:
    plain = f"replace(replace({text}, '.', ''), ',', '.')" if table.decimal == "," else text
    return f"TRY_CAST({plain} AS DECIMAL(38, {places}))"


def _stamp(text: str, table: TableMap) -> str:
    if table.date:
        return f"TRY_STRPTIME({text}, {literal(table.date)})"
    return f"TRY_CAST({text} AS TIMESTAMP)"


def _expectation(column: Column, table: TableMap) -> str:
    match column.role:
        case Role.CHOICE:
            return "one of: " + ", ".join(column.choices)
        case Role.FLAG:
            return "TRUE or FALSE"
        case Role.DATE | Role.TIMESTAMP | Role.PERIOD:
            return f"a date as {table.date or 'YYYY-MM-DD'} (option date of the mapping)"
        case Role.TIME:
            return "a time as HH:MM"
        case Role.WHOLE:
            return "a whole number"
        case Role.CODE | Role.TEXT:
            return "text"
        case _:
            return f"a number with {table.decimal!r} as decimal sign (option decimal of the mapping)"
