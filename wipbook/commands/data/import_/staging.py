"""One table of the mapping: its rows drawn from the sources, typed, and parted into accepted and rejected."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import polars as pl

from wipbook.commands.data.import_.errors import QueryFailed, UnknownColumn, nearest
from wipbook.commands.data.import_.mapping import Limits, TableMap
from wipbook.commands.data.import_.sql import fetch, identifier, literal
from wipbook.commands.data.import_.typed import TypedColumn, typed_column
from wipbook.schema import InputSheet

_ROW = '"row:"'
REJECTION_COLUMNS = ("Row", "Column", "Found", "Expected")


@dataclass(frozen=True)
class Staged:
    """The rows of one table before they meet the workbook.

    ``frame``: accepted rows, typed (Decimal, Date, Datetime, Time, Boolean, Int64, String), source order, one
    column per mapped header. ``rejections``: Row (1 = first row of the source or query), Column, Found,
    Expected; one line per fault. ``rejected`` counts rows, not faults.
    """

    sheet: InputSheet
    read: int
    rejected: int
    frame: pl.DataFrame
    rejections: pl.DataFrame


def stage(
    connection: duckdb.DuckDBPyConnection, sheet: InputSheet, table: TableMap, most: int = Limits().rows
) -> Staged:
    """Draw, type and check the rows of ``sheet``, ``most`` of them at most; the accepted ones become the view
    ``imported.<Table>``.

    Errors: ``QueryFailed``, ``UnknownColumn``.
    """
    query = table.query or _select(connection, sheet, table)
    columns = _columns(connection, sheet, table, query)
    name = f"staged:{sheet.table}"
    staged, headers = identifier(name), [each.column.name for each in columns]
    texts = ", ".join(f"{each.text} AS {identifier(f'text:{each.column.name}')}" for each in columns)
    values = ", ".join(f"{each.value} AS {identifier(each.column.name)}" for each in columns)
    sound = " AND ".join(f"({each.fault}) IS NULL" for each in columns)
    key = ", ".join(identifier(header) for header in sheet.key if header in headers)
    body = query.strip().rstrip(";")
    try:
        connection.execute(
            f"CREATE TABLE {staged} AS"
            f" WITH drawn AS (SELECT row_number() OVER () AS {_ROW}, * FROM ({body}\n) LIMIT {most + 1}),"
            f" texts AS (SELECT {_ROW}, {texts} FROM drawn),"
            f" typed AS (SELECT *, {values} FROM texts)"
            f' SELECT *, {sound} AS "sound:" FROM typed'
        )
    except duckdb.Error as fault:
        raise _failed(sheet.name, fault) from fault
    read = connection.execute(f"SELECT count(*) FROM {staged}").fetchall()[0][0]
    if read > most:
        raise QueryFailed(
            where=f"query of {sheet.name}", found=f"more than {most:,} rows", expected="rows that fit on a sheet",
            remedy="select fewer (a period, a plant), or allow more: [limits] rows in the mapping",
        )
    connection.execute(
        f"CREATE TABLE {identifier(f'twice:{sheet.table}')} AS SELECT {key},"
        f" list({_ROW} ORDER BY {_ROW}) AS rows"
        f' FROM {staged} WHERE "sound:" GROUP BY {key} HAVING count(*) > 1'
    )
    rejections = _rejections(connection, sheet, columns)
    wanted = ", ".join(identifier(header) for header in headers)
    connection.execute(
        f'CREATE VIEW imported.{identifier(sheet.table)} AS SELECT {wanted} FROM {staged} WHERE "sound:"'
        f" AND {_ROW} NOT IN (SELECT unnest(rows) FROM {identifier(f'twice:{sheet.table}')}) ORDER BY {_ROW}"
    )
    frame = fetch(connection, f"SELECT * FROM imported.{identifier(sheet.table)}")
    return Staged(sheet, read, read - frame.height, frame, rejections)


def only_select(connection: duckdb.DuckDBPyConnection, where: str, query: str) -> None:
    """Refuse what is not one SELECT: an import reads its sources and does nothing else.

    Errors: ``QueryFailed``.
    """
    try:
        statements = connection.extract_statements(query)
    except duckdb.Error as fault:
        raise _failed(where, fault) from fault
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise QueryFailed(
            where=f"query of {where}",
            found=f"{len(statements)} statements" if len(statements) != 1 else "no SELECT",
            expected="one SELECT",
            remedy="write it as one SELECT (WITH is fine)",
        )


def _select(connection: duckdb.DuckDBPyConnection, sheet: InputSheet, table: TableMap) -> str:
    try:
        there = [row[0] for row in connection.execute(f"DESCRIBE {identifier(table.source)}").fetchall()]
    except duckdb.Error:  # an optional source that is not there: no rows
        nothing = [*table.columns, *table.constants]
        return "SELECT " + ", ".join(f"NULL AS {identifier(each)}" for each in nothing) + " WHERE false"
    for column in table.columns.values():
        if column not in there:
            raise UnknownColumn(
                where=f"[tables.{sheet.name}]",
                found=f"source column {column!r}",
                expected=f"a column of {table.source}",
                remedy=nearest(column, there),
            )
    items = [f"{identifier(column)} AS {identifier(header)}" for header, column in table.columns.items()]
    items += [f"{literal(value)} AS {identifier(header)}" for header, value in table.constants.items()]
    return f"SELECT {', '.join(items)} FROM {identifier(table.source)}"


def _columns(
    connection: duckdb.DuckDBPyConnection, sheet: InputSheet, table: TableMap, query: str
) -> list[TypedColumn]:
    only_select(connection, sheet.name, query)
    try:
        described = connection.execute(f"DESCRIBE {query}").fetchall()
    except duckdb.Error as fault:
        raise _failed(sheet.name, fault) from fault
    # SQL names know no case: kind AS "Kind" comes back as kind
    spelled = {header.casefold(): header for header in sheet.headers}
    types = {spelled.get(str(row[0]).casefold(), str(row[0])): str(row[1]) for row in described}
    for header in types:
        if header not in sheet.headers:
            raise UnknownColumn(
                where=f"query of {sheet.name}",
                found=f"result column {header!r}",
                expected=f"a column of {sheet.name}",
                remedy=nearest(header, sheet.headers),
            )
    for column in sheet.columns:
        if column.required and column.name not in types:
            raise UnknownColumn(
                where=f"[tables.{sheet.name}]",
                found=f"nothing for {column.name!r}",
                expected="every required column",
                remedy=f"add {column.name!r} to the mapping of {sheet.name}",
            )
    return [
        typed_column(column, identifier(column.name), types[column.name], table)
        for column in sheet.columns
        if column.name in types
    ]


def _rejections(connection: duckdb.DuckDBPyConnection, sheet: InputSheet, columns: list[TypedColumn]) -> pl.DataFrame:
    staged, twice = identifier(f"staged:{sheet.table}"), identifier(f"twice:{sheet.table}")
    parts = [
        f'SELECT {_ROW} AS "Row", {literal(each.column.name)} AS "Column",'
        f" coalesce({identifier(f'text:{each.column.name}')}, 'blank') AS \"Found\","
        f' {each.fault} AS "Expected"'
        f' FROM {staged} WHERE NOT "sound:" AND ({each.fault}) IS NOT NULL'
        for each in columns
    ]
    key = [header for header in sheet.key if header in {each.column.name for each in columns}]
    shown = " || ' / ' || ".join(f"coalesce(CAST({identifier(header)} AS VARCHAR), 'blank')" for header in key)
    parts.append(
        f"SELECT unnest(rows), {literal(', '.join(key))}, {shown},"
        f" 'a key of one row only; it stands in rows ' || list_aggregate(rows[:5], 'string_agg', ', ')"
        f" FROM {twice}"
    )
    return fetch(connection, " UNION ALL ".join(parts) + ' ORDER BY "Row", "Column"')


def _failed(name: str, fault: duckdb.Error) -> QueryFailed:
    return QueryFailed(
        where=f"query of {name}",
        found=" ".join(str(fault).split()),
        expected="a query that runs over the sources of the mapping",
        remedy="correct the query; only the aliases of [sources] are there to read",
    )
