"""A SHA-256 of the rows of a result: the same for the same rows, in whatever order a server sends them."""

from __future__ import annotations

import hashlib

import duckdb

from wipbook.commands.data.import_.source.database.result import Result
from wipbook.commands.data.import_.source.database.typed_columns import texts
from wipbook.commands.data.import_.sql import identifier

_MANY = 50_000


def digest(connection: duckdb.DuckDBPyConnection, table: str, result: Result) -> str:
    """SHA-256, in hexadecimal, of the names of the columns and of the sorted SHA-256 of every row. A row is
    what each of its columns says, with its length before it (``3:0.1``, ``-`` for NULL), parted by commas."""
    whole = hashlib.sha256()
    for column in result.columns:
        whole.update(f"{len(column.name)}:{column.name}{column.nature}\n".encode())
    row = f"concat_ws(',', '', {', '.join(texts(result)) or 'NULL'})"
    hashes = connection.execute(f"SELECT sha256({row}) AS one FROM {identifier(table)} ORDER BY one")
    while rows := hashes.fetchmany(_MANY):  # joined in DuckDB they would stand there a third time
        whole.update("".join(one for (one,) in rows).encode("ascii"))
    return whole.hexdigest()
