"""Control totals: named queries over sources and imported rows, compared to the last digit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

import duckdb

from wipbook.commands.data.import_.errors import MappingUnreadable, QueryFailed, SourceMissing
from wipbook.commands.data.import_.mapping import Control, JsonPlace, Source
from wipbook.commands.data.import_.report import ControlResult
from wipbook.commands.data.import_.source.find import find
from wipbook.commands.data.import_.staging.draw import only_select

Expected = Mapping[str, object]


def run_control(
    connection: duckdb.DuckDBPyConnection, name: str, control: Control, given: Sequence[Path], root: str = ""
) -> list[ControlResult]:
    """Every figure of one control.

    What is expected decides the shape of the query's result: one value; an object (one row, its columns named
    as in the object; members the query leaves out are not compared); or an object of objects (the first
    column is the outer name, and every outer name must occur on both sides).

    Errors: ``QueryFailed``, ``SourceMissing`` and ``MappingUnreadable`` for the place of an expectation.
    """
    only_select(connection, f"control {name}", control.query)
    try:
        result = connection.execute(control.query)
        columns = [str(column[0]) for column in result.description or []]
        rows = result.fetchall()
    except duckdb.Error as fault:
        raise QueryFailed(
            where=f"control {name}",
            found=" ".join(str(fault).split()),
            expected="a query that runs over sources and imported.<Table>",
            remedy="correct the query",
        ) from fault
    expected = _expected(name, control, given, root)
    if isinstance(expected, dict) and expected and all(isinstance(part, dict) for part in expected.values()):
        return list(_by_name(name, columns, rows, expected))
    row = rows[0] if rows else (None,) * len(columns)
    if isinstance(expected, dict):
        pairs = zip(columns, row, strict=True)
        return [_result(name, column, expected.get(column), got) for column, got in pairs]
    return [_result(name, "", expected, row[0])]


def _by_name(
    name: str, columns: list[str], rows: list[tuple[object, ...]], expected: Expected
) -> Iterator[ControlResult]:
    got = {str(row[0]): dict(zip(columns[1:], row[1:], strict=True)) for row in rows}
    for outer in (*expected, *(each for each in got if each not in expected)):
        wanted = expected.get(outer)
        for column in columns[1:]:
            target = wanted.get(column) if isinstance(wanted, dict) else None
            yield _result(name, f"{outer}: {column}", target, got.get(outer, {}).get(column))


def _result(name: str, figure: str, expected: object, got: object) -> ControlResult:
    return ControlResult(name, figure, _shown(expected), _shown(got), same(expected, got))


def same(expected: object, got: object) -> bool:
    """Numbers are compared as decimals, everything else as text; nothing equals a blank.

    >>> same("3487969.5000", Decimal("3487969.5")), same("22.50", Decimal("22.51")), same(None, None)
    (True, False, False)
    """
    if expected is None or got is None:
        return False
    try:
        return Decimal(str(expected)) == Decimal(str(got))
    except InvalidOperation:
        return str(expected) == str(got)


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value)


def _expected(name: str, control: Control, given: Sequence[Path], root: str) -> object:
    if not isinstance(control.expect, JsonPlace):
        return control.expect
    path = find(f"control {name}", Source(file=control.expect.file), given, root)[0]
    try:
        found: object = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as fault:
        raise SourceMissing(
            where=str(path), found=str(fault), expected="a JSON file", remedy="restore the file"
        ) from fault
    for part in control.expect.at.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(found, dict) or part not in found:
            raise MappingUnreadable(
                where=f"control {name}",
                found=f"no {part!r} at {control.expect.at} in {path.name}",
                expected="a JSON pointer to the expected value",
                remedy="correct the pointer",
            )
        found = found[part]
    return found
