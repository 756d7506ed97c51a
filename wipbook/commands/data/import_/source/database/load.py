"""A database source: its query run where the mapping says, its rows loaded as the rows of a file are."""

from __future__ import annotations

import duckdb

from wipbook.commands.data.import_.errors import MappingUnreadable, SourceUnreadable
from wipbook.commands.data.import_.mapping import Limits, Source
from wipbook.commands.data.import_.source.database import mysql, postgresql, sqlite, sqlserver
from wipbook.commands.data.import_.source.database.address import address_of
from wipbook.commands.data.import_.source.database.digest import digest
from wipbook.commands.data.import_.source.database.result import Result
from wipbook.commands.data.import_.source.database.statement import reading
from wipbook.commands.data.import_.source.database.typed_columns import typed
from wipbook.commands.data.import_.source.grid import column_names
from wipbook.commands.data.import_.source.loaded import ANY, FILE, LINE, Loaded, SourceRows, Told, Wanted
from wipbook.commands.data.import_.sql import identifier, literal

_SERVERS = {"postgresql": postgresql, "mysql": mysql, "sqlserver": sqlserver, "sqlite": sqlite}


def load_database(
    connection: duckdb.DuckDBPyConnection, alias: str, source: Source, wanted: Wanted, limits: Limits
) -> tuple[Loaded, SourceRows]:
    """The rows of a database source, in the table ``rows:ALIAS`` of ``connection``, and what can be said of them.

    A column that cannot be taken (bytes, a moment with a zone) is refused where a table may take it, else left out and
    told. Errors: ``CredentialMissing``, ``DriverMissing``, ``DatabaseUnreachable``, ``QueryFailed``,
    ``SourceUnreadable`` for such a column.
    """
    where = f"[sources] {alias}"
    if not source.query:
        raise MappingUnreadable(
            where=where, found=f"query_file {source.query_file!r} in a mapping that is no file",
            expected="the text of the query",
            remedy="write it as query in the mapping, or read the mapping from its file",
        )
    query = reading(where, source.query)
    table = f"rows:{alias}"
    address = address_of(alias, source.database)
    result = _SERVERS[address.server].read(address, query, limits, connection, table)
    names = column_names([column.name for column in result.columns], "column")
    told = [Told(alias, alias, f"{result.server}: {note}") for note in result.notes]
    told += _left_out(where, alias, result, names, wanted)
    items, kinds = typed(connection, table, result, names)
    columns = [name for name, column in zip(names, result.columns, strict=True) if not column.refused]
    count = int(connection.execute(f"SELECT count(*) FROM {identifier(table)}").fetchall()[0][0])
    loaded = Loaded(
        f"SELECT {LINE}, {literal(alias)} AS {FILE}, {', '.join(items) or 'NULL AS nothing'} FROM {identifier(table)}",
        columns, kinds, told=lambda connection: told,
    )
    return loaded, SourceRows(alias, result.server, count, digest(connection, table, result))


def _left_out(where: str, alias: str, result: Result, names: list[str], wanted: Wanted) -> list[Told]:
    told = []
    for column, name in zip(result.columns, names, strict=True):
        if column.refused and (ANY in wanted or name in wanted):
            raise SourceUnreadable(
                where=f"{where}, column {name}", found=column.refused,
                expected="text, a number, a date or a truth value", remedy=column.cure,
            )
        if column.refused:
            told.append(Told(alias, alias, f"column {name} left out: {column.refused}"))
    return told
