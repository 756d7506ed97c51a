"""From the texts of a result to typed columns: a type where every value of a column has it, the kind beside it else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from wipbook.commands.data.import_.source.database.result import Nature, Result
from wipbook.commands.data.import_.source.kinds import Kind
from wipbook.commands.data.import_.source.loaded import kind_name
from wipbook.commands.data.import_.sql import identifier

_DIGITS = 38
"""Of a DECIMAL."""
_PLAIN = 18
"""Digits that a computer adds at once."""
_NUMBER = "'-?[0-9]+([.][0-9]+)?'"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DATE = f"'{_DAY}'"
_MOMENT = f"'{_DAY}[ T][0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}([.][0-9]+)?'"


def typed(
    connection: duckdb.DuckDBPyConnection, table: str, result: Result, names: Sequence[str]
) -> tuple[list[str], frozenset[str]]:
    """The items of a SELECT over ``table`` that give the columns under ``names``, and which have kinds beside them."""
    types = {str(row[0]): str(row[1]) for row in connection.execute(f"DESCRIBE {identifier(table)}").fetchall()}
    items: list[str] = []
    kinds: set[str] = set()
    for at, (column, name) in enumerate(zip(result.columns, names, strict=True)):
        if column.refused:
            continue
        value = f"c{at}"
        nature = column.nature
        if nature is Nature.CELLS:
            nature = _one_nature(connection, table, at)
        if types[value] != "VARCHAR" and nature is not Nature.FLOAT:
            items.append(f"{value} AS {identifier(name)}")
            continue
        made = _cast(connection, table, value, nature, types[value])
        if made:
            items.append(f"{made} AS {identifier(name)}")
            continue
        kind = f"k{at}" if column.nature is Nature.CELLS else _kind(nature, value)
        items += [f"CAST({value} AS VARCHAR) AS {identifier(name)}", f"{kind} AS {identifier(kind_name(name))}"]
        kinds.add(name)
    return items, frozenset(kinds)


def _one_nature(connection: duckdb.DuckDBPyConnection, table: str, at: int) -> Nature:
    """What all cells of a column are, ``CELLS`` where they are of several kinds."""
    found = connection.execute(
        f"SELECT DISTINCT k{at} FROM {identifier(table)} WHERE c{at} IS NOT NULL"
    ).fetchall()
    kinds = {row[0] for row in found}
    if kinds <= {None}:
        return Nature.TEXT
    if kinds <= {Kind.NUMBER, Kind.INTEGER}:
        return Nature.NUMBER
    if kinds == {Kind.TRUTH}:
        return Nature.TRUTH
    if kinds == {Kind.DATE}:
        timed = connection.execute(f"SELECT bool_or(length(c{at}) > 10) FROM {identifier(table)}").fetchall()[0][0]
        return Nature.MOMENT if timed else Nature.DATE
    return Nature.CELLS


def _cast(connection: duckdb.DuckDBPyConnection, table: str, value: str, nature: Nature, there: str) -> str:
    """The SQL of a column of one type; blank where some value does not have it."""
    if nature is Nature.TEXT:
        return value
    if nature is Nature.CELLS:
        return ""

    def all_are(condition: str) -> bool:
        return bool(connection.execute(
            f"SELECT coalesce(bool_and({condition}), true) FROM {identifier(table)} WHERE {value} IS NOT NULL"
        ).fetchall()[0][0])

    match nature:
        case Nature.NUMBER:
            return _number(connection, table, value)
        case Nature.DATE:
            fits = all_are(f"regexp_full_match({value}, {_DATE}) AND TRY_CAST({value} AS DATE) IS NOT NULL")
            return f"CAST({value} AS DATE)" if fits else ""
        case Nature.MOMENT:
            fits = all_are(f"regexp_full_match({value}, {_MOMENT}) AND TRY_CAST({value} AS TIMESTAMP) IS NOT NULL")
            return f"CAST({value} AS TIMESTAMP)" if fits else ""
        case Nature.TRUTH:
            return f"CAST({value} AS BOOLEAN)" if all_are(f"TRY_CAST({value} AS BOOLEAN) IS NOT NULL") else ""
        case _:
            fits = all_are(f"coalesce(isfinite(TRY_CAST({value} AS DOUBLE)), false)")
            return "" if not fits else value if there != "VARCHAR" else f"CAST({value} AS DOUBLE)"


def _number(connection: duckdb.DuckDBPyConnection, table: str, value: str) -> str:
    """Whole numbers as BIGINT or HUGEINT, others as the smallest DECIMAL that has all their places."""
    point = f"position('.' IN {value})"
    are, whole, places = connection.execute(
        f"SELECT coalesce(bool_and(regexp_full_match({value}, {_NUMBER})), true),"
        f" coalesce(max(CASE WHEN {point} = 0 THEN length({value}) ELSE {point} - 1 END"
        f" - CAST(starts_with({value}, '-') AS INTEGER)), 0),"
        f" coalesce(max(CASE WHEN {point} = 0 THEN 0 ELSE length({value}) - {point} END), 0)"
        f" FROM {identifier(table)} WHERE {value} IS NOT NULL"
    ).fetchall()[0]
    if not are or whole + places > _DIGITS:
        return ""
    if not places:
        return f"CAST({value} AS {'BIGINT' if whole <= _PLAIN else 'HUGEINT'})"
    return f"CAST({value} AS DECIMAL({max(_PLAIN, whole + places)}, {places}))"


def _kind(nature: Nature, value: str) -> str:
    """The kind beside a text. A date that is none for us (infinity, 0000-00-00) is an error to every column."""
    there = f"{value} IS NOT NULL"
    match nature:
        case Nature.NUMBER:
            whole = f"regexp_full_match({value}, '-?[0-9]+')"
            return f"CASE WHEN {whole} THEN '{Kind.INTEGER}' WHEN {there} THEN '{Kind.NUMBER}' END"
        case Nature.DATE | Nature.MOMENT:
            pattern = _DATE if nature is Nature.DATE else _MOMENT
            good = f"regexp_full_match({value}, {pattern}) AND TRY_CAST({value} AS TIMESTAMP) IS NOT NULL"
            return f"CASE WHEN {good} THEN '{Kind.DATE}' WHEN {there} THEN '{Kind.ERROR}' END"
        case Nature.TRUTH:
            return f"CASE WHEN {there} THEN '{Kind.TRUTH}' END"
        case _:
            return f"CASE WHEN {there} THEN '{Kind.NUMBER}' END"


def texts(result: Result) -> Iterator[str]:
    """For each column, SQL of what it says: its length and its text, so that no two rows say the same."""
    for at, column in enumerate(result.columns):
        value = f"CAST(c{at} AS VARCHAR)"
        kind = f" || coalesce(k{at}, '')" if column.nature is Nature.CELLS else ""
        yield f"coalesce(length({value}) || ':' || {value}{kind}, '-')"
